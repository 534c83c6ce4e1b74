package rfc9865

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

const searchURN = "urn:ietf:params:scim:api:messages:2.0:SearchRequest"

func searches() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "CUR-017", Title: "POST /.search takes cursor and count in the body",
			Level: harness.Must, Ref: "9865 §3", Gate: harness.GateCursor, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "A search with cursor and count in its body pages like a list with them in its URL.",
			Advice:      "Read the parameters of .search from the body, cursor too, and answer as for GET.",
		}, inBody),
	}
}

func inBody(t *harness.T) {
	sound.Get(t)
	c := shared.Get(t)
	ask := func(cursor string) *harness.Answer {
		return t.Post("/Users/.search", harness.Attrs{"schemas": []string{searchURN}, "filter": c.filter, "cursor": cursor, "count": 2})
	}
	answer := ask("")
	switch answer.Status() {
	case http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusNotImplemented:
		t.SkipBecause("POST /Users/.search is not served, which SEA checks are about")
	}
	var found []string
	l := read(answer)
	for pages := 1; ; pages++ {
		if len(l.ids) > 2 {
			l.answer.Fail("a page of a search holds more resources than count says", fmt.Sprint(len(l.ids)), "2 at most")
		}
		found = append(found, l.ids...)
		if l.next == "" || pages == mostPages {
			break
		}
		l = read(ask(l.next))
	}
	slices.Sort(found)
	if want := slices.Sorted(slices.Values(c.ids)); !slices.Equal(found, want) {
		l.answer.Fail("following nextCursor of a search does not show every resource once", harness.Show(found), harness.Show(want))
	}
}
