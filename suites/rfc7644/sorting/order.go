package sorting

import (
	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/rfc7644/internal/people"
)

func order() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "SRT-001", Title: "sortBy alone sorts in ascending order",
			Level: harness.Must, Ref: section, Gate: harness.GateSort, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "With sortBy and no sortOrder a list is in ascending order.",
			Advice:      "Take ascending for the default of sortOrder.",
		}, ascending),

		harness.RFC(harness.Declaration{
			ID: "SRT-002", Title: "sortOrder=descending turns the order round",
			Level: harness.Must, Ref: section, Gate: harness.GateSort, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "With sortOrder=descending a list is in descending order.",
			Advice:      "Hand sortOrder on to the query; its values are ascending and descending.",
		}, descending),

		harness.RFC(harness.Declaration{
			ID: "SRT-003", Title: "Letter case counts where the attribute is case-exact, and only there",
			Level: harness.Must, Ref: section, Gate: harness.GateSort, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "Case-insensitive attributes are sorted without regard to letter case, case-exact ones with regard to it.",
			Advice:      "Sort by the folded value where caseExact is false, and by the value itself where it is true.",
		}, caseOrder),

		harness.RFC(harness.Declaration{
			ID: "SRT-004", Title: "A sub-attribute can be the key",
			Level: harness.Must, Ref: section, Gate: harness.GateSort, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "sortBy takes the path of a sub-attribute, such as name.familyName.",
			Advice:      "Resolve names with a dot to the sub-attribute.",
		}, subAttribute),
	}
}

func ascending(t *harness.T) {
	p, own := begin(t)
	wantOrder(t, p, 0, sorted(p, folded(plain("userName"))), own, by("userName"))
}

func descending(t *harness.T) {
	sorts.Get(t)
	p, own := begin(t)
	wantOrder(t, p, 0, reversed(sorted(p, folded(plain("userName")))), own, by("userName"), direction(down))
}

func caseOrder(t *harness.T) {
	sorts.Get(t)
	p, own := begin(t)
	asked := false
	for _, name := range []string{"displayName", "externalId"} {
		k := plain(name)
		if !shown(p, k) {
			t.Remark("the target does not show %s, so nothing was sorted by it", name)
			continue
		}
		asked = true
		inOrder := func(want []string) { wantOrder(t, p, 0, want, own, by(name), direction(up)) }
		switch exact := name == "externalId" || caseExact(t, name); {
		case !exact:
			inOrder(sorted(p, folded(k)))
		case t.Try(func() { inOrder(sorted(p, folded(k))) }):
			// "Case-sensitive Unicode alphabetic sort order" can be read as one that puts a and A side by side.
			t.Deviation("%s is case-exact and is sorted like a dictionary; by code point capitals come first", name)
		default:
			inOrder(sorted(p, k))
		}
	}
	if !asked {
		t.SkipBecause("the target shows neither the displayName nor the externalId that users were created with, which CRE-004 is about")
	}
}

// caseExact is what the target's schema says about a core attribute of users; false, the default, when it says nothing.
func caseExact(t *harness.T, name string) bool {
	schema, _ := t.Schema(harness.UserURN)
	a, _ := schema.Attribute(name)
	return a.CaseExact
}

// shown tells whether every one of the people has the key.
func shown(p *people.People, k key) bool {
	return len(p.Which(func(person people.Person) bool { return k(person.Seen) != "" })) == len(p.All)
}

func subAttribute(t *harness.T) {
	sorts.Get(t)
	p, own := begin(t)
	k := folded(plain("name", "familyName"))
	complete(t, p, "name.familyName", k)
	wantOrder(t, p, 0, sorted(p, k), own, by("name.familyName"), direction(up))
}
