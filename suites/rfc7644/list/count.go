package list

import (
	"fmt"
	"net/http"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func count() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "LST-006", Title: "count=0 asks for the number only",
			Level: harness.Must, Ref: paging, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "count=0 returns no resources, and totalResults all the same.",
			Advice:      "Tell a count of 0 from no count: count the matches and return none of them.",
		}, zero),

		harness.RFC(harness.Declaration{
			ID: "LST-007", Title: "A negative count is 0",
			Level: harness.Must, Ref: paging, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A negative count is interpreted as 0.",
			Advice:      "Clamp a negative count to 0 instead of refusing or ignoring it.",
		}, negative),

		harness.RFC(harness.Declaration{
			ID: "LST-010", Title: "A huge count is clamped",
			Level: harness.Should, Ref: paging, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A count above what the server returns at most is answered with as many as it returns.",
			Advice:      "Lower count to the own maximum: it says how many the client wants at most, not how many it must get.",
		}, huge),

		harness.RFC(harness.Declaration{
			ID: "LST-011", Title: "A count or startIndex that is no number is refused or ignored",
			Level: harness.Should, Ref: "7644 §3.12", Effect: harness.EffectRead,
			Requirement: "A count or startIndex that is no number answers 400 invalidValue, or is ignored.",
			Advice:      "Check both before they are used and answer 400 with scimType invalidValue.",
		}, noNumber),

		harness.RFC(harness.Declaration{
			ID: "LST-012", Title: "No list is longer than filter.maxResults",
			Level: harness.Should, Ref: "7643 §5", Effect: harness.EffectRead,
			Requirement: "No list returns more resources than /ServiceProviderConfig announces in filter.maxResults.",
			Advice:      "Announce the size of the largest page in filter.maxResults, and keep to it.",
		}, maxResults),

		harness.RFC(harness.Declaration{
			ID: "LST-018", Title: "A refusal for size is 400 tooMany",
			Level: harness.Must, Ref: "7644 §3.4.2.1", Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A query that is refused because it would return too much answers 400 with scimType tooMany.",
			Advice:      "Answer 400 with scimType tooMany, or return a first page; 413 is about the size of requests.",
		}, tooMany),
	}
}

// hugeCount is more than anybody returns.
const hugeCount = 1_000_000

func zero(t *harness.T) {
	all, params := scope(t)
	wantNone(t, page(t, 0, params...), all)
}

func negative(t *harness.T) {
	all, params := scope(t)
	wantNone(t, page(t, -1, params...), all)
}

// wantNone demands an empty page of a list of so many.
func wantNone(t *harness.T, answer *harness.Answer, all int) {
	if shown := len(answer.List()); shown > 0 {
		answer.Fail("resources are returned", fmt.Sprintf("%d resources", shown), "none")
	}
	wantTotal(t, answer, all)
}

func huge(t *harness.T) {
	p, mine := own(t)
	answer := page(t, hugeCount, mine)
	shown := len(answer.List())
	if shown == 0 || shown > len(p.All) {
		answer.Fail("the page does not hold what the filter finds", fmt.Sprintf("%d resources", shown), fmt.Sprintf("1 to %d resources", len(p.All)))
	}
	wantTotal(t, answer, len(p.All))
}

func noNumber(t *harness.T) {
	readable(t, "/Users")
	for _, query := range [][]harness.Param{
		{param("startIndex", 1), param("count", "many")},
		{param("startIndex", "first"), param("count", 1)},
	} {
		answer := t.Get("/Users", query...).Is(http.StatusOK, http.StatusBadRequest)
		if scimType, ok := answer.SCIMError(); answer.Status() == http.StatusBadRequest && ok && scimType != "invalidValue" {
			answer.Fail("the refusal does not say what is wrong", "scimType "+harness.Show(scimType), `scimType "invalidValue"`)
		}
	}
}

func maxResults(t *harness.T) {
	readable(t, "/Users")
	filter, _ := t.Provider()["filter"].(map[string]any)
	most, ok := filter["maxResults"].(float64)
	if !ok || most < 1 {
		t.NotSupported("/ServiceProviderConfig announces no filter.maxResults")
	}
	lists := []*harness.Answer{t.Get("/Users")}
	const modest = 500 // a target may hold any number of users, and need not be made to send them
	if most < modest {
		lists = append(lists, page(t, int(most)+1))
	}
	for _, answer := range lists {
		if answer.Status() != http.StatusOK {
			continue // LST-001, LST-010 and LST-018 are about that
		}
		if shown := len(answer.List()); float64(shown) > most {
			answer.Fail("the list is longer than announced", fmt.Sprintf("%d resources", shown), fmt.Sprintf("%g at most", most))
		}
		if n, _ := answer.Doc()["totalResults"].(float64); n <= most {
			t.Remark("there are %g users and filter.maxResults is %g, so nothing came of it", n, most)
		}
	}
}

func tooMany(t *harness.T) {
	answers := []*harness.Answer{t.Get("/Users")}
	if _, params := scope(t); params != nil {
		answers = append(answers, page(t, hugeCount, params...))
	}
	for _, answer := range answers {
		if answer.Status() == http.StatusOK {
			continue
		}
		if scimType, _ := answer.Is(http.StatusBadRequest).SCIMError(); scimType != "tooMany" {
			answer.Fail("the refusal does not say that the result is too large", "scimType "+harness.Show(scimType), `scimType "tooMany"`)
		}
	}
}
