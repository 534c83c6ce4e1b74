package list

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func start() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "LST-008", Title: "A startIndex below 1 is 1",
			Level: harness.Must, Ref: paging, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A startIndex of less than 1 is interpreted as 1.",
			Advice:      "Raise a startIndex below 1 to 1 instead of refusing it.",
		}, belowOne),

		harness.RFC(harness.Declaration{
			ID: "LST-009", Title: "Past the end there is an empty page",
			Level: harness.Should, Ref: paging, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A startIndex past the end answers an empty page with a true totalResults.",
			Advice:      "Answer 200 with an empty page: a client that walks a list may get there when resources are deleted meanwhile.",
		}, pastEnd),

		harness.RFC(harness.Declaration{
			ID: "LST-013", Title: "All pages together hold every resource once",
			Level: harness.Must, Ref: paging, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "Walking all pages yields every resource exactly once while nothing changes.",
			Advice:      "startIndex counts from 1. Give the list a total order (by id in the end) before cutting it into pages.",
		}, everyPage),

		harness.RFC(harness.Declaration{
			ID: "LST-014", Title: "The order of a list is stable",
			Level: harness.Should, Ref: paging, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "Identical requests are answered in the same order while nothing changes.",
			Advice:      "Sort by something in any case, by id for example: databases promise no order without being asked for one.",
		}, stable),

		harness.RFC(harness.Declaration{
			ID: "LST-015", Title: "totalResults is the same on every page",
			Level: harness.Should, Ref: paging, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "Every page of a list says the same totalResults while nothing changes.",
			Advice:      "Count all matches, not those on the page or those that are left.",
		}, sameTotal),
	}
}

func belowOne(t *harness.T) {
	const few = 5
	all, params := scope(t)
	if len(page(t, few, params...).List()) == 0 {
		t.SkipBecause("a list shows no users though there are some, which LST-002 is about")
	}
	for _, index := range []int{0, -5} {
		answer := t.Get("/Users", append([]harness.Param{param("startIndex", index), param("count", few)}, params...)...)
		if len(answer.List()) == 0 {
			answer.Fail("the page is empty", "no resources", "the first page")
		}
		if got, there := answer.Doc()["startIndex"]; there && got != float64(1) {
			answer.Fail("the page does not say that it begins at 1", "startIndex "+harness.Show(got), "startIndex 1")
		}
		wantTotal(t, answer, all)
	}
}

func pastEnd(t *harness.T) {
	const far = 50 // others may add users meanwhile
	all, params := scope(t)
	end := all
	if all < 0 {
		end = total(t, page(t, 1))
	}
	wantNone(t, t.Get("/Users", append([]harness.Param{param("startIndex", end+far), param("count", 2)}, params...)...), all)
}

// pageSize cuts the people into more than two pages.
const pageSize = 2

func everyPage(t *harness.T) {
	p, mine := own(t)
	walk := t.All("/Users", pageSize, mine)
	var got, want []string // by name: LST-016 is about ids that differ
	for _, r := range walk.Resources {
		name, _ := r["userName"].(string)
		got = append(got, strings.ToLower(name))
	}
	for _, person := range p.All {
		want = append(want, strings.ToLower(person.UserName))
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Fail(fmt.Sprintf("the %d pages together do not hold every user once", len(walk.Pages)), harness.Show(got), harness.Show(want))
	}
	demandTotal(t, walk.Pages[0], len(want))
}

func stable(t *harness.T) {
	p, mine := own(t)
	first := ids(page(t, len(p.All), mine).List())
	for range 2 { // chance may repeat an order once
		if again := ids(page(t, len(p.All), mine).List()); !slices.Equal(first, again) {
			t.Fail("the same request is answered in another order", harness.Show(again), harness.Show(first))
		}
	}
}

func sameTotal(t *harness.T) {
	p, mine := own(t)
	first := -1
	for index := 1; index <= len(p.All); index += pageSize {
		answer := t.Get("/Users", param("startIndex", index), param("count", pageSize), mine)
		got := total(t, answer.Is(http.StatusOK))
		if first < 0 {
			first = got
		}
		if got != first {
			answer.Fail("totalResults is another one than on the first page", strconv.Itoa(got), strconv.Itoa(first))
		}
	}
}
