package search

import (
	"fmt"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/rfc7644/internal/people"
)

func parameters() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "SEA-003", Title: "The parameters of a search mean what they mean in a URL",
			Level: harness.Must, Ref: section, Gate: harness.GateFilter, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "filter, startIndex, count, sortBy, sortOrder, attributes and excludedAttributes work in a search as in a GET.",
			Advice:      "Read all parameters from the body and hand them to the same query as those of a URL.",
		}, sameMeaning),
	}
}

func sameMeaning(t *harness.T) {
	answered.Get(t)
	people.Found(t)
	people.Whole(t)
	p := people.Of(t)
	own := p.Own(t)
	t.Settle(func() { filtered(t, p, own) })
	t.Step("startIndex and count", func() { paged(t, p, own) })
	if t.Announces(harness.GateSort) {
		t.Step("sortBy and sortOrder", func() { sorted(t, own) })
	}
	t.Step("attributes and excludedAttributes", func() { projected(t, p) })
}

func filtered(t *harness.T, p *people.People, own string) {
	one := p.All[people.Egon]
	answer := ask(t, "/Users", harness.Attrs{"filter": `userName eq "` + one.UserName + `"`})
	if got, want := ids(list(answer)), []string{one.ID}; !slices.Equal(got, want) {
		answer.Fail("filter does not find what it finds in a URL", harness.Show(got), harness.Show(want))
	}
	wantTotal(t, own, ask(t, "/Users", harness.Attrs{"filter": own}))
}

// wantTotal asserts that a search for the people counts what a GET counts.
func wantTotal(t *harness.T, own string, answer *harness.Answer) {
	want := t.Get("/Users", harness.Param{Name: "startIndex", Value: "1"}, harness.Param{Name: "count", Value: "20"}, harness.Filter("%s", own)).Doc()["totalResults"]
	if got := answer.Doc()["totalResults"]; got != want {
		answer.Fail("totalResults is not what it is in a URL", harness.Show(got), harness.Show(want))
	}
}

// paged walks the pages: a target may answer fewer than asked for.
func paged(t *harness.T, p *people.People, own string) {
	const size = 2
	seen := map[string]int{}
	total := len(p.All)
	for index, pages := 1, 0; index <= total && pages < total; pages++ {
		answer := ask(t, "/Users", harness.Attrs{"filter": own, "startIndex": index, "count": size})
		found := ids(list(answer))
		if len(found) == 0 || len(found) > size {
			answer.Fail("count is not heeded", fmt.Sprintf("%d resources", len(found)), "1 or 2 resources")
		}
		for _, id := range found {
			seen[id]++
			if seen[id] > 1 {
				answer.Fail("startIndex is not heeded", "user "+id+" on two pages", "every user on one page")
			}
		}
		index += len(found)
	}
	wantTotal(t, own, ask(t, "/Users", harness.Attrs{"filter": own, "count": 2}))
}

func sorted(t *harness.T, own string) {
	for _, order := range []string{"ascending", "descending"} {
		want := t.All("/Users", 0, harness.Filter("%s", own), harness.Param{Name: "sortBy", Value: "userName"}, harness.Param{Name: "sortOrder", Value: order}).IDs()
		var got []string
		for index, pages := 1, 0; index <= len(want) && pages < len(want); pages++ {
			found := ids(list(ask(t, "/Users", harness.Attrs{"filter": own, "startIndex": index, "sortBy": "userName", "sortOrder": order})))
			if len(found) == 0 {
				break
			}
			got = append(got, found...)
			index = len(got) + 1
		}
		if !slices.Equal(got, want) {
			t.Fail("sortBy and sortOrder do not sort as in a URL ("+order+")", harness.Show(got), harness.Show(want))
		}
	}
}

func projected(t *harness.T, p *people.People) {
	one := p.All[people.Cora]
	filter := `userName eq "` + one.UserName + `"`
	for _, name := range []string{"displayName", "name", "emails"} {
		if harness.Unassigned(one.Seen[name]) || alwaysReturned(t, name) {
			continue
		}
		for _, projection := range []harness.Attrs{{"attributes": []string{"userName"}}, {"excludedAttributes": []string{name}}} {
			projection["filter"] = filter
			if !leavesOut(t, filter, projection, name) {
				continue // not in a URL either: ATT checks are about that
			}
			answer := ask(t, "/Users", projection)
			for _, user := range list(answer) {
				if got := user[name]; !harness.Unassigned(got) {
					answer.Fail(name+" is returned, which it is not with the same parameters in a URL", harness.Show(got), "no "+name)
				}
			}
		}
		return
	}
}

// leavesOut tells whether a projection in a URL leaves an attribute out.
func leavesOut(t *harness.T, filter string, projection harness.Attrs, name string) bool {
	params := []harness.Param{harness.Filter("%s", filter)}
	for _, parameter := range []string{"attributes", "excludedAttributes"} {
		if names, ok := projection[parameter].([]string); ok {
			params = append(params, harness.Param{Name: parameter, Value: strings.Join(names, ",")})
		}
	}
	var found []map[string]any
	if !t.Try(func() { found = t.Get("/Users", params...).List() }) {
		return false
	}
	for _, user := range found {
		if !harness.Unassigned(user[name]) {
			return false
		}
	}
	return true
}

// alwaysReturned tells whether the target's schema says so of a core attribute of users.
func alwaysReturned(t *harness.T, name string) bool {
	schema, _ := t.Schema(harness.UserURN)
	a, _ := schema.Attribute(name)
	return strings.EqualFold(a.Returned, "always")
}
