package gallery

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/entrasim/entrasim/simulator/internal/validator/resource"
	"github.com/entrasim/entrasim/simulator/internal/validator/trial"
	"github.com/entrasim/entrasim/simulator/internal/validator/wire"
)

// The figures of the paging tests.
const (
	pageSize = 5
	enough   = 11 // resources there must be, so that there are three pages
	mostPage = 10
)

func userPages(t *trial.T) {
	pages(t, trial.Users, "userName", func() (string, resource.Object) {
		name := t.Name("paguser")
		body := userBody(t, name)
		body.Set("displayName", "PagUser "+t.Hex(8))
		return name, body
	})
}

func groupPages(t *trial.T) {
	pages(t, trial.GroupsEnd, "displayName", func() (string, resource.Object) {
		name := "PagGroup entrasim " + t.Hex(8)
		return name, groupBody(t, name)
	})
}

// pages sees to it that there is enough to page through, and walks through at most ten pages.
func pages(t *trial.T, endpoint, by string, draft func() (string, resource.Object)) {
	a, ok := page(t, endpoint, 1, "count what is there")
	if !ok {
		return
	}
	var made []string
	defer func() {
		for _, id := range made {
			drop(t, endpoint, id)
		}
	}()
	for range max(0, enough-whole(a.Object(), "totalResults")) {
		name, body := draft()
		id, ok := prepared(t, endpoint, "create something to page through", by, name, body)
		if !ok {
			return
		}
		made = append(made, id)
	}
	walk(t, endpoint)
}

func walk(t *trial.T, endpoint string) {
	seen := map[string]bool{}
	start, n := 1, 0
	for ; n < mostPage && start > 0; n++ {
		a, ok := page(t, endpoint, start, fmt.Sprintf("read page %d", n+1))
		if !ok || !t.Both(a.Is(http.StatusOK), "7644 §3.4.2.4", fmt.Sprintf("page %d answers 200", n+1), trial.Status(a)) {
			return
		}
		o := a.Object()
		list := o.List("Resources")
		got, want := whole(o, "startIndex"), n*pageSize+1
		// A page may be shorter than was asked for; the workflow does not reckon with that.
		t.Differ(got == want, got == start, "7644 §3.4.2.4", fmt.Sprintf("page %d has startIndex %d", n+1, want), strconv.Itoa(got),
			"the workflow expects full pages; the service provider may return fewer resources than count")
		for _, e := range list {
			r, _ := e.(resource.Object)
			t.Blind(!seen[r.Text("id")], "7644 §3.4.2.4", "no resource is on two pages", resource.Show(r.Get("id")))
			seen[r.Text("id")] = true
		}
		// The workflow goes by what the endpoint says of itself; a first page that comes again and again ends with the tenth.
		next := got + len(list)
		if start = 0; len(list) > 0 && next <= whole(o, "totalResults") {
			start = next
		}
	}
	t.Both(n >= 2, "7644 §3.4.2.4", "there are two pages at least", strconv.Itoa(n))
}

func page(t *trial.T, endpoint string, start int, cause string) (wire.Answer, bool) {
	return t.Do(wire.Request{Method: http.MethodGet, Path: fmt.Sprintf("/%s?startIndex=%d&count=%d", endpoint, start, pageSize), Cause: cause})
}

// whole reads a whole number; 0 when there is none.
func whole(o resource.Object, name string) int {
	v, _ := o.Get(name)
	n, _ := v.(resource.Number)
	i, _ := strconv.Atoi(string(n))
	return i
}
