package search

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func served() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "SEA-001", Title: "POST /Users/.search answers a list",
			Level: harness.Should, Ref: section, Effect: harness.EffectRead,
			Requirement: "A SearchRequest posted to /Users/.search answers 200 with a ListResponse.",
			Advice:      "Route POST …/.search to the query that GET has: 200, not 201, for nothing is created.",
		}, served200),

		harness.RFC(harness.Declaration{
			ID: "SEA-002", Title: "A search names its schema",
			Level: harness.Must, Ref: section, Effect: harness.EffectRead,
			Requirement: "A body without the SearchRequest schema URI is no search and is refused.",
			Advice:      "Answer 400 when schemas does not hold urn:ietf:params:scim:api:messages:2.0:SearchRequest.",
		}, withoutSchema),

		harness.RFC(harness.Declaration{
			ID: "SEA-004", Title: "POST /.search spans resource types",
			Level: harness.Should, Ref: section, Gate: harness.GateFilter, Effect: harness.EffectWrite,
			Needs:       []harness.Need{harness.NeedUser, harness.NeedGroup},
			Requirement: "A search at the root finds users and groups.",
			Advice:      "Evaluate a search at the root for every resource type, or answer 501.",
		}, atRoot),

		harness.RFC(harness.Declaration{
			ID: "SEA-005", Title: "POST /Groups/.search answers groups",
			Level: harness.Must, Ref: section, Gate: harness.GateGroups, Needs: []harness.Need{harness.NeedGroup}, Effect: harness.EffectWrite,
			Requirement: "A SearchRequest posted to /Groups/.search searches groups as one to /Users/.search searches users.",
			Advice:      "Serve .search below every resource type.",
		}, groups),

		harness.RFC(harness.Declaration{
			ID: "SEA-006", Title: "Who forbids filters in URLs serves .search",
			Level: harness.Should, Ref: "7644 §7.5.2", Gate: harness.GateFilter, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A server that answers a filter in a URL with 403 sensitive answers the same filter in a search.",
			Advice:      "Clients that are sent away from GET must have somewhere to go: serve POST .search.",
		}, sensitive),
	}
}

func served200(t *harness.T) {
	answer := ask(t, "/Users", harness.Attrs{"count": 1}).Offered("").Is(http.StatusOK)
	o := answer.Object()
	o.Value("schemas").Array().ContainsAny(harness.ListResponseURN)
	o.Value("totalResults").Number().IsInt().Ge(0)
}

func withoutSchema(t *harness.T) {
	answered.Get(t)
	answer := t.Post("/Users/.search", harness.Attrs{"startIndex": 1, "count": 1})
	switch status := answer.Status(); {
	case status < http.StatusMultipleChoices:
		t.Deviation("a search without the SearchRequest schema URI is served")
	case status >= http.StatusInternalServerError:
		answer.Is(http.StatusBadRequest)
	case status != http.StatusBadRequest:
		t.Remark("a search without the SearchRequest schema URI is refused with %d", status)
	}
}

// wantFound asserts that a search by displayName finds exactly these resources.
func wantFound(t *harness.T, below, displayName string, want ...string) {
	slices.Sort(want)
	t.Settle(func() {
		answer := ask(t, below, harness.Attrs{"filter": fmt.Sprintf(`displayName eq "%s"`, displayName)})
		if got := slices.Sorted(slices.Values(ids(list(answer)))); !slices.Equal(got, want) {
			answer.Fail("the search for "+displayName+" does not find what it should", harness.Show(got), harness.Show(want))
		}
	})
}

func atRoot(t *harness.T) {
	if !t.Open(harness.GateGroups) || !t.Declares(harness.UserURN, "displayName") {
		t.NotSupported("a search that spans resource types takes groups, and users with a displayName")
	}
	answered.Get(t)
	filters.Get(t)
	ask(t, "", harness.Attrs{"count": 1}).Offered("").Is(http.StatusOK, http.StatusCreated)
	group := t.Group()
	user := t.User(harness.Attrs{"displayName": group.DisplayName})
	wantFound(t, "", group.DisplayName, user.ID, group.ID)
}

func groups(t *harness.T) {
	answered.Get(t)
	if !t.Open(harness.GateFilter) {
		ask(t, "/Groups", harness.Attrs{"count": 1}).Is(http.StatusOK, http.StatusCreated).Object().Value("totalResults").Number()
		return
	}
	filters.Get(t)
	group := t.Group()
	wantFound(t, "/Groups", group.DisplayName, group.ID)
}

func sensitive(t *harness.T) {
	user := t.User(nil)
	filter := harness.Filter(`userName eq "%s"`, user.UserName)
	answer := t.Get("/Users", filter)
	if scimType, _ := answer.SCIMError(); answer.Status() != http.StatusForbidden || scimType != "sensitive" {
		t.NotSupported("the target does not forbid filters in URLs as sensitive")
	}
	found := ask(t, "/Users", harness.Attrs{"filter": filter.Value})
	if got := ids(list(found)); !slices.Equal(got, []string{user.ID}) {
		found.Fail("the search does not find what the filter asks for", harness.Show(got), harness.Show([]string{user.ID}))
	}
}
