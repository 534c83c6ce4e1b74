package filter

import (
	"fmt"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/rfc7644/internal/people"
)

func equality() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "FLT-001", Title: "eq finds exactly the resource with the value",
			Level: harness.Must, Ref: section, Gate: harness.GateFilter, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A filter with eq on a string finds the resource whose value is equal, and no other.",
			Advice:      "Compare whole values. A text search in place of a comparison lets a client pick, and then change, the wrong account.",
		}, equal),

		harness.RFC(harness.Declaration{
			ID: "FLT-002", Title: "ne finds the resources with another value",
			Level: harness.Must, Ref: section, Gate: harness.GateFilter, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A filter with ne leaves out the resource whose value is equal and keeps the others.",
			Advice:      "Evaluate ne as the opposite of eq on the same attribute.",
		}, notEqual),
	}
}

func letterCase() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "FLT-016", Title: "Operators may be written in any letter case",
			Level: harness.Must, Ref: section, Gate: harness.GateFilter, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "Operators of a filter are read without regard to letter case.",
			Advice:      "Fold the case of eq, and, not and the others before you look them up.",
		}, operatorCase),

		harness.RFC(harness.Declaration{
			ID: "FLT-017", Title: "Attribute names may be written in any letter case",
			Level: harness.Must, Ref: section, Gate: harness.GateFilter, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "Attribute names in a filter are read without regard to letter case.",
			Advice:      "Look attributes up by their folded name; RFC 7643 §2.1 says so for every place where a name stands.",
		}, nameCase),

		harness.RFC(harness.Declaration{
			ID: "FLT-018", Title: "Values of case-insensitive attributes match in any letter case",
			Level: harness.Must, Ref: "7643 §7", Gate: harness.GateFilter, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A filter on an attribute with caseExact false, such as userName, matches values in any letter case.",
			Advice:      "Compare userName, and everything else that is not caseExact, without regard to case (a folded column or collation).",
		}, foldedValues),

		harness.RFC(harness.Declaration{
			ID: "FLT-019", Title: "Values of case-exact attributes match in the same letter case only",
			Level: harness.Must, Ref: "7643 §7", Gate: harness.GateFilter, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A filter on a case-exact attribute, such as externalId and id, does not match values in another letter case.",
			Advice:      "Compare externalId and id byte by byte; many databases ignore case unless the column says otherwise.",
		}, exactValues),
	}
}

func equal(t *harness.T) {
	people.Equal(t)
}

func notEqual(t *harness.T) {
	p := people.Of(t)
	p.Where(t, `userName ne "`+p.All[people.Bert].UserName+`"`, people.Dana, people.Alma, people.Egon, people.Cora)
}

func operatorCase(t *harness.T) {
	p := people.Of(t)
	cora := p.All[people.Cora].UserName
	p.Demand(t, fmt.Sprintf(`userName EQ "%s"`, cora), people.Cora)
	p.Demand(t, fmt.Sprintf(`userName Eq "%s"`, cora), people.Cora)
	people.Joins(t)
	p.Demand(t, fmt.Sprintf(`userName eq "%s" AND userName eq "%s"`, cora, cora), people.Cora)
	p.Demand(t, fmt.Sprintf(`userName eq "%s" And userName eq "%s"`, cora, p.All[people.Dana].UserName))
}

func nameCase(t *harness.T) {
	p := people.Of(t)
	for _, name := range []string{"username", "USERNAME", "UserName"} {
		p.Demand(t, name+` eq "`+p.All[people.Dana].UserName+`"`, people.Dana)
	}
}

func foldedValues(t *harness.T) {
	p := people.Of(t)
	asked := false
	for _, name := range []string{"userName", "displayName"} {
		if caseExact(t, name) {
			t.Remark("the schema says that %s is case-exact", name)
			continue
		}
		value, ok := p.All[people.Dana].Seen[name].(string)
		if !ok {
			continue // the target does not have it, or does not show it
		}
		asked = true
		p.Demand(t, name+` eq `+people.Quote(strings.ToUpper(value)), people.Dana)
		p.Demand(t, name+` eq `+people.Quote(strings.ToLower(value)), people.Dana)
	}
	if !asked {
		t.NotSupported("the schema of users has neither a userName nor a displayName in which letter case is ignored")
	}
}

// caseExact is what the target's schema says about a core attribute of users; false, the default, when it says nothing.
func caseExact(t *harness.T, name string) bool {
	schema, _ := t.Schema(harness.UserURN)
	a, _ := schema.Attribute(name)
	return a.CaseExact
}

func exactValues(t *harness.T) {
	p := people.Of(t)
	asked := 0
	for _, name := range []string{"externalId", "id"} {
		for i, person := range p.All {
			value, _ := person.Seen[name].(string)
			other := swapCase(value)
			if other == value {
				continue // not there, or without letters
			}
			if !t.Try(func() { p.Demand(t, name+` eq `+people.Quote(value), i) }) {
				t.Remark("a filter on %s does not find the value as it is; FLT-028 is about that", name)
				break
			}
			asked++
			p.Demand(t, name+` eq `+people.Quote(other))
			break // one user of each is enough
		}
	}
	if asked == 0 {
		t.SkipBecause("no filter on externalId or id finds anything, or no value has letters; FLT-028 is about filtering by them")
	}
}

// swapCase turns small ASCII letters into capitals and capitals into small ones.
func swapCase(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		case r >= 'A' && r <= 'Z':
			return r - 'A' + 'a'
		}
		return r
	}, s)
}
