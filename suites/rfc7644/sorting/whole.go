package sorting

import (
	"slices"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func whole() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "SRT-007", Title: "The order holds across pages",
			Level: harness.Must, Ref: section, Gate: harness.GateSort, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "The pages of a sorted list, put together, are in the order that was asked for.",
			Advice:      "Sort before you cut into pages, and break ties by id so that pages do not overlap.",
		}, acrossPages),

		harness.RFC(harness.Declaration{
			ID: "SRT-008", Title: "An unknown key or order is refused or ignored",
			Level: harness.Should, Ref: "7644 §3.12", Gate: harness.GateSort, Effect: harness.EffectRead,
			Requirement: "sortBy with an unknown attribute and sortOrder with an unknown value answer 400, or are ignored.",
			Advice:      "Check both against the schema before they reach the database, and answer 400 invalidValue.",
		}, unknown),

		harness.Check(harness.Declaration{
			ID: "SRT-009", Title: "Who announces sorting sorts",
			Level: harness.Should, Ref: "—", Gate: harness.GateSort, Needs: needs, Effect: harness.EffectWrite, Profiles: []string{harness.RFCFull},
			Requirement: "A server that announces sort.supported true answers ascending and descending order differently.",
			Advice:      "Implement sortBy, or announce sort.supported false: clients rely on the announcement.",
		}, honest),
	}
}

func acrossPages(t *harness.T) {
	sorts.Get(t)
	p, own := begin(t)
	want := sorted(p, folded(plain("userName")))
	wantOrder(t, p, 2, want, own, by("userName"), direction(up))
	if descends.Get(t) {
		wantOrder(t, p, 2, reversed(want), own, by("userName"), direction(down))
	}
}

func unknown(t *harness.T) {
	served.Get(t)
	page := []harness.Param{{Name: "startIndex", Value: "1"}, {Name: "count", Value: "2"}}
	answeredOrIgnored(t, append(page, by("noSuchAttribute"))...)
	answeredOrIgnored(t, append(page, by("userName"), direction("sideways"))...)
	answeredOrIgnored(t, append(page, by("userName; --"))...)
}

func honest(t *harness.T) {
	if !t.Announces(harness.GateSort) {
		t.NotSupported("the target does not announce sorting")
	}
	p, own := begin(t)
	for _, name := range []string{"userName", "displayName", "title"} {
		forth := t.All("/Users", 0, own, by(name), direction(up)).IDs()
		back := t.All("/Users", 0, own, by(name), direction(down)).IDs()
		if !slices.Equal(forth, back) {
			return
		}
		if len(forth) < len(p.All) {
			t.SkipBecause("a sorted list does not show the users that it should, which LST and FLT checks are about")
		}
	}
	t.Fail("the order of a list does not depend on what was asked for", "the same order, ascending and descending", "lists that differ")
}
