package mapping_test

import (
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/simulator/internal/expr"
	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/mapping/syncschema"
)

func canonical(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	value := jsontext.Value(b)
	if err := value.Canonicalize(); err != nil {
		t.Fatal(err)
	}
	return string(value)
}

// The trees in the documents were written by hand after real exports; making them from the text must give the same.
func TestTreeOfDocuments(t *testing.T) {
	for _, name := range append(mapping.Names(), "testdata/scoped.json") {
		set := load(t, name)
		for _, m := range []*mapping.ObjectMapping{set.User, set.Group} {
			for _, a := range m.Attributes {
				if a.Definition.Source == nil {
					continue
				}
				if got, want := canonical(t, mapping.Tree(a.Expr)), canonical(t, a.Definition.Source); got != want {
					t.Errorf("%s: tree of %s:\ngot  %s\nwant %s", name, a.Path, got, want)
				}
			}
		}
		if len(set.Warnings) > 0 {
			t.Errorf("%s: unexpected warnings %v", name, set.Warnings)
		}
	}
}

func TestTreeOfNumbersAndOmittedArguments(t *testing.T) {
	e, err := expr.Parse(`Mid(Replace([a], "-", , , "_", , ), 1, 3)`)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"expression":"Mid(Replace([a], \"-\", , , \"_\", , ), 1, 3)","name":"Mid","parameters":[` +
		`{"key":"source","value":{"expression":"Replace([a], \"-\", , , \"_\", , )","name":"Replace","parameters":[` +
		`{"key":"source","value":{"expression":"[a]","name":"a","parameters":[],"type":"Attribute"}},` +
		`{"key":"Find","value":{"expression":"\"-\"","name":"-","parameters":[],"type":"Constant"}},` +
		`{"key":"Replacement","value":{"expression":"\"_\"","name":"_","parameters":[],"type":"Constant"}}],"type":"Function"}},` +
		`{"key":"start","value":{"expression":"\"1\"","name":"1","parameters":[],"type":"Constant"}},` +
		`{"key":"length","value":{"expression":"\"3\"","name":"3","parameters":[],"type":"Constant"}}],"type":"Function"}`
	if got := canonical(t, mapping.Tree(e)); got != want {
		t.Errorf("tree:\ngot  %s\nwant %s", got, want)
	}
}

// A source without text is read from its tree.
func TestSourceWithoutText(t *testing.T) {
	source := func(text string) *syncschema.Source {
		e, err := expr.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		s := mapping.Tree(e)
		s.Expression = ""
		return s
	}
	texts := []string{
		`[jobTitle]`, `"Chief"`, `Switch([jobTitle], , "a", "b", "c", "d")`, `Replace([jobTitle], , "x", , "y", , )`,
		`Join(" ", [givenName], [surname])`, `Coalesce([mail], [userPrincipalName], "none")`, `Now()`,
	}
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.SampledFrom(texts).Draw(rt, "expression")
		b, err := json.Marshal(source(text))
		if err != nil {
			rt.Fatal(err)
		}
		set, err := mapping.Parse([]byte(document("", userNameRow, `{"targetAttributeName":"title","source":`+string(b)+`}`)), "test.json")
		if err != nil {
			rt.Fatalf("%s as a tree: %v", text, err)
		}
		want, _ := expr.Parse(text)
		got, wantValue := evaluateBoth(rt, set.User.Attributes[1].Expr, want)
		if got != wantValue {
			rt.Fatalf("%s read from its tree is %s: got %s, want %s", text, set.User.Attributes[1].Expr, got, wantValue)
		}
	})
}

func evaluateBoth(t *rapid.T, a, b expr.Expr) (string, string) {
	va, err := a.Eval(contextOf(fullUser, false))
	if err != nil {
		t.Fatal(err)
	}
	vb, err := b.Eval(contextOf(fullUser, false))
	if err != nil {
		t.Fatal(err)
	}
	return va.String(), vb.String()
}
