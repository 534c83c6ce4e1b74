package filter

import (
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/rfc7644/internal/people"
)

func text() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "FLT-003", Title: "co matches a part of the value",
			Level: harness.Must, Ref: section, Gate: harness.GateFilter, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A filter with co finds the values that contain the text: at the beginning, inside, and all of it.",
			Advice:      "Implement co as a search anywhere in the value, with wildcard characters of the database escaped.",
		}, contains),

		harness.RFC(harness.Declaration{
			ID: "FLT-004", Title: "sw matches the beginning of the value",
			Level: harness.Must, Ref: section, Gate: harness.GateFilter, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A filter with sw finds the values that begin with the text, an identical value included, and no others.",
			Advice:      "Implement sw as a prefix search; a text that only occurs further inside must not match.",
		}, startsWith),

		harness.RFC(harness.Declaration{
			ID: "FLT-005", Title: "ew matches the end of the value",
			Level: harness.Must, Ref: section, Gate: harness.GateFilter, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A filter with ew finds the values that end with the text, an identical value included, and no others.",
			Advice:      "Implement ew as a suffix search; a text that only occurs further in front must not match.",
		}, endsWith),

		harness.RFC(harness.Declaration{
			ID: "FLT-006", Title: "pr is true where there is a value",
			Level: harness.Must, Ref: section, Gate: harness.GateFilter, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A filter with pr finds the resources that have a value which is not empty, for simple, complex and multi-valued attributes.",
			Advice:      "Treat an absent attribute, null, an empty string, an empty array and an object without values as not present.",
		}, present),
	}
}

// inside is the part of a person's userName that no other user has, without its beginning and its end.
func inside(p *people.People, i int) string {
	name := p.All[i].UserName
	return strings.TrimSuffix(name[len("es-"):], ".example")
}

func contains(t *harness.T) {
	p := people.Of(t)
	bert := p.All[people.Bert].UserName
	p.Demand(t, `userName co "`+inside(p, people.Bert)+`"`, people.Bert)
	p.Demand(t, `userName co "`+strings.TrimSuffix(bert, ".example")+`"`, people.Bert)
	p.Demand(t, `userName co "`+bert+`"`, people.Bert)
	p.Demand(t, `userName co "`+bert+`.nowhere"`)
}

func startsWith(t *harness.T) {
	p := people.Of(t)
	bert := p.All[people.Bert].UserName
	p.Demand(t, `userName sw "`+strings.TrimSuffix(bert, ".example")+`"`, people.Bert)
	p.Demand(t, `userName sw "`+bert+`"`, people.Bert)
	p.Demand(t, `userName sw "`+inside(p, people.Bert)+`"`)
}

func endsWith(t *harness.T) {
	p := people.Of(t)
	bert := p.All[people.Bert].UserName
	p.Demand(t, `userName ew "`+bert[len("es-"):]+`"`, people.Bert)
	p.Demand(t, `userName ew "`+bert+`"`, people.Bert)
	p.Demand(t, `userName ew "`+inside(p, people.Bert)+`"`)
}

func present(t *harness.T) {
	p := people.Of(t)
	for _, name := range []string{"userName", "title", "name", "emails", "phoneNumbers"} {
		if !t.Declares(harness.UserURN, name) {
			continue
		}
		p.Where(t, name+" pr", p.Which(func(person people.Person) bool { return !empty(person.Seen[name]) })...)
	}
}

// empty tells whether a value is as good as none (RFC 7643 §2.5).
func empty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case []any:
		return len(v) == 0
	case map[string]any:
		for _, sub := range v {
			if !empty(sub) {
				return false
			}
		}
		return true
	}
	return false
}
