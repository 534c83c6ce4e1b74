package rfc9865

import (
	"fmt"
	"slices"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

func walks() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "CUR-007", Title: "Following nextCursor to the end yields every resource once",
			Level: harness.Must, Ref: parameters, Gate: harness.GateCursor, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "The pages that nextCursor leads to hold every resource of the query, each once.",
			Advice:      "Let a cursor stand for a position in a total order (the id as the last key), not for an offset.",
		}, everyOnce),

		harness.RFC(harness.Declaration{
			ID: "CUR-008", Title: "previousCursor leads back to the page before",
			Level: harness.May, Ref: parameters, Gate: harness.GateCursor, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "Where a page has a previousCursor, it leads to the page before, and the first page has none.",
			Advice:      "Leave previousCursor out, or let it lead exactly one page back.",
		}, back),

		harness.RFC(harness.Declaration{
			ID: "CUR-014", Title: "With sortBy, order holds across cursor pages",
			Level: harness.Should, Ref: "9865 §2.2", Gate: harness.GateCursor, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "A walk with sortBy shows the resources in the order of the whole list, over page breaks too.",
			Advice:      "Make the sort key part of the cursor.",
		}, sorted),

		harness.RFC(harness.Declaration{
			ID: "CUR-018", Title: "totalResults may be missing with cursors",
			Level: harness.May, Ref: parameters, Gate: harness.GateCursor, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "totalResults of a cursor page is the number of all resources of the query, or is left out.",
			Advice:      "Leave totalResults out when it costs too much; a wrong number is worse than none.",
		}, total),
	}
}

func everyOnce(t *harness.T) {
	c := shared.Get(t)
	pages, ended := c.walk(t, 2)
	var found []string
	for _, l := range pages {
		found = append(found, l.ids...)
	}
	slices.Sort(found)
	want := slices.Sorted(slices.Values(c.ids))
	last := pages[len(pages)-1].answer
	switch {
	case !ended:
		last.Fail("the walk does not come to an end", fmt.Sprintf("%d pages and more to come", len(pages)), fmt.Sprintf("an end after %d resources", size))
	case !slices.Equal(found, want):
		last.Fail("the walk does not show every resource once", harness.Show(found), harness.Show(want))
	}
}

func back(t *harness.T) {
	sound.Get(t)
	c := shared.Get(t)
	one := c.begin(t, 2)
	if one.previous != "" {
		one.answer.Fail("the first page has a previousCursor, and there is no page before it", harness.Show(one.previous), "no previousCursor")
	}
	two := read(c.ask(t, one.next, 2))
	if two.previous == "" {
		t.NotSupported("the target gives no previousCursor, which is optional")
	}
	again := read(c.ask(t, two.previous, 2))
	if got, want := slices.Sorted(slices.Values(again.ids)), slices.Sorted(slices.Values(one.ids)); !slices.Equal(got, want) {
		again.answer.Fail("previousCursor does not lead to the page before", harness.Show(got), harness.Show(want))
	}
}

// sorted asks for the order that is not that of creation.
func sorted(t *harness.T) {
	if !t.Open(harness.GateSort) {
		t.NotSupported("/ServiceProviderConfig says sort.supported is false")
	}
	sound.Get(t)
	c := shared.Get(t)
	pages, ended := c.walk(t, 2, harness.Param{Name: "sortBy", Value: "userName"}, harness.Param{Name: "sortOrder", Value: "descending"})
	if !ended {
		t.SkipBecause("the walk does not come to an end, which CUR-007 is about")
	}
	var got []string
	for _, l := range pages {
		got = append(got, l.names...)
	}
	want := slices.Sorted(slices.Values(c.names))
	slices.Reverse(want)
	if !slices.Equal(got, want) {
		t.Fail("the pages are not in the order that was asked for", harness.Show(got), harness.Show(want))
	}
}

func total(t *harness.T) {
	l := shared.Get(t).first(t, 2)
	switch n := subject.At(l.answer.Doc(), "totalResults").(type) {
	case nil:
		t.Remark("cursor pages have no totalResults")
	case float64:
		if n != size {
			l.answer.Fail("totalResults is not the number of all resources of the query", fmt.Sprint(n), fmt.Sprint(size), "no totalResults")
		}
		t.Remark("cursor pages have totalResults")
	default:
		l.answer.Fail("totalResults is no number", harness.Show(n), fmt.Sprint(size), "no totalResults")
	}
}
