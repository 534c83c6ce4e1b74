package search

import (
	"maps"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Checks lists the checks of this package by number.
func Checks() []harness.Spec {
	all := slices.Concat(served(), parameters())
	slices.SortFunc(all, func(a, b harness.Spec) int { return strings.Compare(a.ID, b.ID) })
	return all
}

const section = "7644 §3.4.3"

// needs of everything that looks for users.
var needs = []harness.Need{harness.NeedUser}

// ask searches below a path and returns the answer, whatever it is. An ordinary search asks for a page.
func ask(t *harness.T, below string, query harness.Attrs) *harness.Answer {
	body := harness.Attrs{"schemas": []string{harness.SearchRequestURN}, "count": 20}
	maps.Copy(body, query)
	return t.Post(below+"/.search", body)
}

// answered is what the checks that look closer presuppose.
var answered = harness.Shared[int]{Name: "POST /Users/.search answers a list (SEA-001)", Make: func(t *harness.T) int {
	answer := ask(t, "/Users", harness.Attrs{"count": 1}).Offered("").Is(200, 201)
	answer.Object().Value("totalResults").Number()
	return answer.Status()
}}

// filters is what searches for one resource presuppose.
var filters = harness.Shared[bool]{Name: "the filter of a search works (SEA-003)", Make: func(t *harness.T) bool {
	user := t.User(nil)
	answer := ask(t, "/Users", harness.Attrs{"filter": `userName eq "` + user.UserName + `"`})
	if got := ids(list(answer)); !slices.Equal(got, []string{user.ID}) {
		answer.Fail("the search does not find the user", harness.Show(got), harness.Show(user.ID))
	}
	return true
}}

// list demands that a search answers a list, whatever the status of success, and returns its resources.
func list(answer *harness.Answer) []map[string]any {
	var out []map[string]any
	found, _ := answer.Is(200, 201).Object().Raw()["Resources"].([]any)
	for _, v := range found {
		if one, ok := v.(map[string]any); ok {
			out = append(out, one)
		}
	}
	return out
}

func ids(resources []map[string]any) []string {
	out := make([]string, len(resources))
	for i, r := range resources {
		out[i], _ = r["id"].(string)
	}
	return out
}
