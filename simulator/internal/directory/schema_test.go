package directory_test

import (
	"bytes"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/fixtures"
	"github.com/entrasim/entrasim/simulator/internal/directory"
	"github.com/entrasim/entrasim/simulator/internal/directory/document"
)

func compileSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(fixtures.DirectorySchema()))
	ok(t, err)
	c := jsonschema.NewCompiler()
	ok(t, c.AddResource("directory.json", parsed))
	schema, err := c.Compile("directory.json")
	ok(t, err)
	return schema
}

// plainValue turns a document into what package json would make of it. A schema only cares that a number is one.
func plainValue(n *document.Node) any {
	switch n.Kind {
	case document.Null:
		return nil
	case document.Bool:
		return n.Text == "true"
	case document.Number:
		return float64(1)
	case document.String:
		return n.Text
	case document.List:
		list := make([]any, len(n.Items))
		for i, item := range n.Items {
			list[i] = plainValue(item)
		}
		return list
	}
	m := map[string]any{}
	for _, e := range n.Entries {
		m[e.Key.Text] = plainValue(e.Value)
	}
	return m
}

func plainDocument(t *testing.T, text string) any {
	t.Helper()
	root, err := document.Parse("f.yaml", []byte(text))
	ok(t, err)
	return plainValue(root)
}

// good are files that both schema and loader accept, besides the fixtures.
func good(t *testing.T) map[string]string {
	t.Helper()
	files := map[string]string{
		"empty mapping":   "{}",
		"people":          people,
		"numbers":         "users: [{userPrincipalName: a@t.example, employeeId: 7, otherMails: [1, x]}]\ngroups: [{displayName: 7}]\nassignments: [{group: 7}]\n",
		"extension":       "users: [{userPrincipalName: a@t.example, extension_0123456789abcdef0123456789abcdef_badge: [a, b]}]\n",
		"no values":       "users: [{userPrincipalName: a@t.example, mail: null, manager: null, dirSyncEnabled: null, displayName: \"\"}]\n",
		"JSON and schema": `{"$schema": "schema.json", "start": "2026-01-05T08:00:00.5+02:00", "users": [], "groups": [], "assignments": [], "changes": []}`,
		"hard times": people + "changes:\n  - {at: +0s, disable: ada@t.example}\n  - {at: +1d2h3m4s, enable: ada@t.example}\n" +
			"  - {at: 2026-01-10T00:00:00Z, set: {user: ada@t.example, attributes: {}}}\n  - {unassign: {group: Crew}, at: +9d}\n",
	}
	for _, name := range fixtures.Directories() {
		data, err := fixtures.Directory(name)
		ok(t, err)
		files[name] = string(data)
	}
	d, err := directory.Generate("users=40,groups=30,guests=3")
	ok(t, err)
	files["generated"] = yaml(t, d)
	return files
}

func TestSchemaAndLoaderAcceptTheSameFiles(t *testing.T) {
	schema := compileSchema(t)
	for name, text := range good(t) {
		t.Run(name, func(t *testing.T) {
			if err := schema.Validate(plainDocument(t, text)); err != nil {
				t.Errorf("the schema rejects it: %v", err)
			}
			if _, err := directory.Parse("f.yaml", []byte(text)); err != nil {
				t.Errorf("the loader rejects it: %v", err)
			}
		})
	}
}

func TestSchemaAndLoaderRejectTheSameFiles(t *testing.T) {
	schema := compileSchema(t)
	for name, test := range mistakes {
		t.Run(name, func(t *testing.T) {
			err := schema.Validate(plainDocument(t, test.text))
			if (err == nil) != test.semantic {
				t.Errorf("schema: got %v, want a rejection: %v, for\n%s", err, !test.semantic, test.text)
			}
		})
	}
}

// beyondSchema are the loader's findings that need more than one value to be seen, apart from those that come from the
// directory itself.
var beyondSchema = []string{"is not a time", "is before the start", "is a member of", "is already taken"}

// Files that are broken at random are rejected by the loader whenever the schema rejects them, and the other way round unless
// it takes the whole file to see what is wrong.
func TestSchemaAndLoaderAgreeOnBrokenFiles(t *testing.T) {
	schema := compileSchema(t)
	files := good(t)
	delete(files, "generated") // it only makes failures long
	names := slices.Sorted(maps.Keys(files))
	rapid.Check(t, func(rt *rapid.T) {
		root := plainDocument(t, files[rapid.SampledFrom(names).Draw(rt, "file")])
		broken, err := json.Marshal(breakAt(rt, root), json.Deterministic(true))
		ok(rt, err)
		var value any
		ok(rt, json.Unmarshal(broken, &value))
		bySchema := schema.Validate(value)
		_, byLoader := directory.Parse("f.json", broken)
		if bySchema != nil && byLoader == nil {
			rt.Fatalf("the loader accepts\n%s\nwhich the schema rejects: %v", broken, bySchema)
		}
		var fault *directory.FileError
		if bySchema == nil && errors.As(byLoader, &fault) && fault.Err == nil &&
			!slices.ContainsFunc(beyondSchema, func(s string) bool { return strings.Contains(fault.What, s) }) {
			rt.Fatalf("the schema accepts\n%s\nwhich the loader rejects: %v", broken, byLoader)
		}
	})
}

// breakAt goes down to a random place and changes something there.
func breakAt(t *rapid.T, value any) any {
	odd := []any{nil, true, "", "x", "+1h", 7.0, []any{}, []any{"x"}, map[string]any{}, map[string]any{"user": "x"}}
	if rapid.IntRange(0, 5).Draw(t, "deeper") == 0 {
		return rapid.SampledFrom(odd).Draw(t, "odd value")
	}
	switch v := value.(type) {
	case []any:
		if len(v) > 0 {
			i := rapid.IntRange(0, len(v)-1).Draw(t, "item")
			v = slices.Clone(v)
			v[i] = breakAt(t, v[i])
			return v
		}
	case map[string]any:
		if len(v) == 0 {
			break
		}
		v = maps.Clone(v)
		key := rapid.SampledFrom(slices.Sorted(maps.Keys(v))).Draw(t, "key")
		switch rapid.IntRange(0, 7).Draw(t, "treatment") {
		case 0:
			delete(v, key)
		case 1:
			v[rapid.SampledFrom([]string{"mail", "to", "role", "odd", "disable", "groups"}).Draw(t, "new key")] = v[key]
		default:
			v[key] = breakAt(t, v[key])
		}
		return v
	}
	return rapid.SampledFrom(odd).Draw(t, "odd value")
}

func TestSchemaNamesEveryAttributeAndAction(t *testing.T) {
	var schema struct {
		Defs map[string]struct {
			Properties map[string]any `json:"properties"`
		} `json:"$defs"`
	}
	ok(t, json.Unmarshal(fixtures.DirectorySchema(), &schema))
	keys := func(def string) []string { return slices.Sorted(maps.Keys(schema.Defs[def].Properties)) }
	attributes := func(kind directory.Kind, more ...string) []string {
		for _, a := range directory.Attributes(kind) {
			if !a.Computed {
				more = append(more, a.Name)
			}
		}
		slices.Sort(more)
		return more
	}
	verbs := []string{"at", "add-user", "hard-delete"}
	for _, v := range directory.Verbs() {
		verbs = append(verbs, string(v))
	}
	slices.Sort(verbs)
	for def, want := range map[string][]string{
		"user":            attributes(directory.KindUser, "id", "manager", "accountEnabled", "deletedAt"),
		"joiner":          attributes(directory.KindUser, "id", "manager", "accountEnabled", "groups"),
		"userAttributes":  attributes(directory.KindUser),
		"group":           attributes(directory.KindGroup, "id", "members"),
		"groupAttributes": attributes(directory.KindGroup),
		"change":          verbs,
	} {
		if got := keys(def); !slices.Equal(got, want) {
			t.Errorf("%s: the schema has the properties\n%v\nthe loader\n%v", def, got, want)
		}
	}
}
