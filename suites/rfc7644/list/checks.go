package list

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/rfc7644/internal/people"
)

// Checks lists the checks of this package by number.
func Checks() []harness.Spec {
	all := slices.Concat(form(), count(), start(), content())
	slices.SortFunc(all, func(a, b harness.Spec) int { return strings.Compare(a.ID, b.ID) })
	return all
}

const paging = "7644 §3.4.2.4"

// needs of everything that counts users of its own.
var needs = []harness.Need{harness.NeedUser}

// counted tells whether totalResults can be relied on.
var counted = harness.Shared[bool]{Name: "totalResults is right (LST-013)", Make: func(t *harness.T) bool {
	p, mine := own(t)
	return total(t, page(t, len(p.All), mine)) == len(p.All)
}}

// readable skips the check unless a list of a collection can be looked at more closely.
func readable(t *harness.T, path string) {
	harness.Shared[bool]{Name: "a list of " + path + " is a ListResponse (LST-001)", Make: func(t *harness.T) bool {
		wantList(t, path)
		return true
	}}.Get(t)
}

func param(name string, value any) harness.Param {
	if n, ok := value.(int); ok {
		return harness.Param{Name: name, Value: strconv.Itoa(n)}
	}
	return harness.Param{Name: name, Value: value.(string)}
}

// page asks for a page of users: startIndex 1 and this count, which every ordinary listing has.
func page(t *harness.T, size int, params ...harness.Param) *harness.Answer {
	return t.Get("/Users", append([]harness.Param{param("startIndex", 1), param("count", size)}, params...)...)
}

// own returns the people, and the filter that finds exactly them.
func own(t *harness.T) (*people.People, harness.Param) {
	p := people.Of(t)
	return p, harness.Filter("%s", p.Own(t))
}

// scope is what is listed where others' data does no harm: the people where a filter finds them, and everybody otherwise. all is
// how many that are; -1 when nobody can know.
func scope(t *harness.T) (all int, params []harness.Param) {
	p := people.Of(t)
	if !t.Open(harness.GateFilter) {
		return -1, nil
	}
	if filter, ok := p.Set(t); ok {
		return len(p.All), []harness.Param{harness.Filter("%s", filter)}
	}
	return -1, nil
}

// total demands the totalResults of a list.
func total(t *harness.T, answer *harness.Answer) int {
	n, ok := answer.Is(http.StatusOK).Doc()["totalResults"].(float64)
	if !ok {
		t.SkipBecause("the list has no totalResults, which LST-001 is about")
	}
	return int(n)
}

// wantTotal demands that a list says that there are so many, where totalResults can be relied on otherwise.
func wantTotal(t *harness.T, answer *harness.Answer, want int) {
	if want < 0 {
		return
	}
	if !counted.Get(t) {
		t.Remark("totalResults is wrong in an ordinary list and was not looked at here; LST-013 is about that")
		return
	}
	demandTotal(t, answer, want)
}

func demandTotal(t *harness.T, answer *harness.Answer, want int) {
	if got := total(t, answer); got != want {
		answer.Fail("totalResults is not the number of resources that match", strconv.Itoa(got), strconv.Itoa(want))
	}
}

func ids(resources []map[string]any) []string {
	out := make([]string, len(resources))
	for i, r := range resources {
		out[i], _ = r["id"].(string)
	}
	return out
}
