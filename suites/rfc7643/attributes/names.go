package attributes

import (
	"bytes"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gavv/httpexpect/v2"
	"github.com/go-json-experiment/json"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func names() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "CHR-007", Title: "The order of members and of schemas changes nothing",
			Level: harness.Must, Ref: "7643 §2.3.8", Effect: harness.EffectWrite,
			Requirement: "A body means the same whatever the order of the members of its objects and of the URNs in schemas.",
			Advice:      "Read the whole object before deciding what it is; the first member and the first URN have no special meaning.",
		}, anyOrder),

		harness.RFC(harness.Declaration{
			ID: "CHR-018", Title: "Attribute names in bodies are read in any letter case",
			Level: harness.Must, Ref: "7643 §2.1", Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "Attribute names in bodies are case-insensitive: USERNAME and NAME.GIVENNAME are userName and name.givenName.",
			Advice:      "Look names up without regard to letter case and store them as the schema spells them.",
		}, anyCase),
	}
}

// anyOrder sends the same kind of user in two orders. When both are refused the order is not what is wrong.
func anyOrder(t *harness.T) {
	urns := []string{harness.UserURN}
	if t.Enterprise() {
		urns = append(urns, harness.EnterpriseURN)
	}
	first, second := t.UserBody(harness.Attrs{"schemas": urns}), t.UserBody(harness.Attrs{"schemas": slices.Clone(urns)})
	slices.Reverse(second["schemas"].([]string))
	others := slices.DeleteFunc(slices.Sorted(maps.Keys(first)), func(name string) bool { return name == "schemas" })
	begin, end := append([]string{"schemas"}, others...), append(slices.Clone(others), "schemas")
	slices.Reverse(end[:len(others)])

	a, b := send(t, first, begin), send(t, second, end)
	if a.Status() >= http.StatusBadRequest && b.Status() >= http.StatusBadRequest {
		t.SkipBecause("a user cannot be created in either order, which CRE-001 is about")
	}
	for i, answer := range []*harness.Answer{a, b} {
		answer.Is(http.StatusCreated, http.StatusOK)
		want := []harness.Attrs{first, second}[i]
		if id := answer.PeekID(); id != "" {
			t.ReadBack("/Users/"+url.PathEscape(id), func(o *httpexpect.Object) { o.Value("userName").IsEqual(want["userName"]) })
		}
	}
}

// send creates a user from a body whose members stand in the given order.
func send(t *harness.T, body harness.Attrs, order []string) *harness.Answer {
	var b bytes.Buffer
	for i, name := range order {
		value, err := json.Marshal(body[name], json.Deterministic(true))
		if err != nil {
			t.Abort("marshal %s: %v", name, err)
		}
		b.WriteString(map[bool]string{true: `{"`, false: `,"`}[i == 0] + name + `":`)
		b.Write(value)
	}
	b.WriteString("}")
	name, _ := body["userName"].(string)
	return t.CreateNamed("/Users", "userName", name, b.Bytes())
}

func anyCase(t *harness.T) {
	body := t.UserBody(nil)
	shouted, _ := shout(body).(harness.Attrs)
	name, _ := body["userName"].(string)
	id := t.CreateNamed("/Users", "userName", name, shouted).Is(http.StatusCreated, http.StatusOK).ID()
	t.ReadBack("/Users/"+url.PathEscape(id), func(o *httpexpect.Object) {
		for _, path := range [][]string{{"userName"}, {"displayName"}, {"name", "givenName"}} {
			want, got := harness.Member(body.Plain(), path...), harness.Member(o.Raw(), path...)
			if _, asItCame := o.Raw()[strings.ToUpper(path[0])]; asItCame {
				t.Fail(path[0]+" was stored under the name as it came", strings.ToUpper(path[0]), path[0])
			}
			if want != nil && !sameText(got, want) {
				t.Fail(strings.Join(path, ".")+" was not read when its name came in capitals", harness.Show(got), harness.Show(want))
			}
		}
	})
}

func sameText(got, want any) bool {
	g, isText := got.(string)
	w, wanted := want.(string)
	return isText && wanted && strings.EqualFold(g, w)
}

// shout puts the names of attributes into capitals. schemas and URNs stay as they are: they say what the names mean.
func shout(v any) any {
	switch x := v.(type) {
	case harness.Attrs:
		out := harness.Attrs{}
		for name, value := range x {
			switch {
			case name == "schemas":
				out[name] = value
			case strings.HasPrefix(name, "urn:"):
				out[name] = shout(value)
			default:
				out[strings.ToUpper(name)] = shout(value)
			}
		}
		return out
	case []harness.Attrs:
		out := make([]any, len(x))
		for i, e := range x {
			out[i] = shout(e)
		}
		return out
	default:
		return v
	}
}
