package sorting

import (
	"net/http"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/rfc7644/internal/people"
)

// Checks lists the checks of this package by number.
func Checks() []harness.Spec {
	all := slices.Concat(order(), special(), whole())
	slices.SortFunc(all, func(a, b harness.Spec) int { return strings.Compare(a.ID, b.ID) })
	return all
}

const section = "7644 §3.4.2.3"

// needs of everything that looks for users.
var needs = []harness.Need{harness.NeedUser}

// served finds out whether the target sorts at all, when it says nothing about it.
var served = harness.Shared[int]{Name: "sortBy is answered", Make: func(t *harness.T) int {
	return t.Get("/Users", harness.Param{Name: "startIndex", Value: "1"}, harness.Param{Name: "count", Value: "1"}, by("userName")).
		Offered(harness.GateSort).Is(http.StatusOK, http.StatusBadRequest).Status()
}}

// What most checks presuppose: that a key is heeded at all, and that both directions are.
var (
	sorts = harness.Shared[bool]{Name: "sortBy=userName sorts in ascending order (SRT-001)", Make: func(t *harness.T) bool {
		p, own := begin(t)
		wantOrder(t, p, 0, sorted(p, folded(plain("userName"))), own, by("userName"), direction(up))
		return true
	}}
	descends = harness.Shared[bool]{Name: "sortOrder=descending turns the order round (SRT-002)", Make: func(t *harness.T) bool {
		p, own := begin(t)
		return t.Try(func() {
			wantOrder(t, p, 0, reversed(sorted(p, folded(plain("userName")))), own, by("userName"), direction(down))
		})
	}}
)

const up, down = "ascending", "descending"

// begin returns the people and the filter that finds them.
func begin(t *harness.T) (p *people.People, own harness.Param) {
	served.Get(t)
	people.Found(t)
	people.Whole(t)
	p = people.Of(t)
	return p, harness.Filter("%s", p.Own(t))
}

func by(name string) harness.Param        { return harness.Param{Name: "sortBy", Value: name} }
func direction(name string) harness.Param { return harness.Param{Name: "sortOrder", Value: name} }

// key is what a resource is sorted by, "" when it has nothing of the kind.
type key func(resource map[string]any) string

// plain is the key for a text attribute at a path without filter.
func plain(path ...string) key {
	return func(resource map[string]any) string {
		var v any = resource
		for _, name := range path {
			object, _ := v.(map[string]any)
			v = object[name]
		}
		text, _ := v.(string)
		return text
	}
}

func folded(k key) key {
	return func(resource map[string]any) string { return strings.ToLower(k(resource)) }
}

// sorted are the ids of the people in the order of a key; those without one come last.
func sorted(p *people.People, k key) []string {
	order := slices.Clone(p.All)
	slices.SortStableFunc(order, func(a, b people.Person) int {
		x, y := k(a.Seen), k(b.Seen)
		if (x == "") != (y == "") {
			return -strings.Compare(x, y)
		}
		return strings.Compare(x, y)
	})
	ids := make([]string, len(order))
	for i, person := range order {
		ids[i] = person.ID
	}
	return ids
}

func reversed(ids []string) []string {
	out := slices.Clone(ids)
	slices.Reverse(out)
	return out
}

// complete skips the check unless every one of the people has a key of its own: then there is one right order.
func complete(t *harness.T, p *people.People, name string, k key) {
	seen := map[string]bool{}
	for _, person := range p.All {
		value := k(person.Seen)
		if value == "" || seen[value] {
			t.SkipBecause("the target does not show the " + name + " that users were created with, which CRE-004 is about")
		}
		seen[value] = true
	}
}

// wantOrder asserts the order in which the people come, over all pages. count is the size of page asked for; 0: none.
func wantOrder(t *harness.T, p *people.People, count int, want []string, params ...harness.Param) {
	t.Settle(func() {
		if got := p.Identify(t.All("/Users", count, params...).Resources); !slices.Equal(got, want) {
			t.Fail("the users do not come in the order that was asked for", names(p, got), names(p, want))
		}
	})
}

// names are the userNames of people, in order.
func names(p *people.People, ids []string) string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = "user " + id
		for _, person := range p.All {
			if person.ID == id {
				out[i] = strings.TrimSuffix(strings.TrimPrefix(person.UserName, p.Prefix), "@"+harness.Domain)
			}
		}
	}
	return strings.Join(out, ", ") + " (by the letter in the userName)"
}

// answeredOrIgnored asserts that a request that makes no sense is refused with 400 or answered as if it had not been made.
func answeredOrIgnored(t *harness.T, params ...harness.Param) {
	t.Get("/Users", params...).Is(http.StatusOK, http.StatusBadRequest)
}
