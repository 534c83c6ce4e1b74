package rfc9865

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func page() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "CUR-003", Title: "?cursor&count=n starts a query with at most n resources",
			Level: harness.Must, Ref: parameters, Gate: harness.GateCursor, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "An empty cursor starts a query, and no page holds more resources than count says.",
			Advice:      "Take cursor without a value for the first page, and never return more than count.",
		}, start),

		harness.RFC(harness.Declaration{
			ID: "CUR-004", Title: "nextCursor is on every page but the last",
			Level: harness.Must, Ref: parameters, Gate: harness.GateCursor, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "Every page has a nextCursor as long as there is more, and the last one has none.",
			Advice:      "Read one resource more than a page holds to know whether there is a next one.",
		}, nextCursors),

		harness.RFC(harness.Declaration{
			ID: "CUR-005", Title: "previousCursor is absent on the first page",
			Level: harness.Must, Ref: parameters, Gate: harness.GateCursor, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "The first page has no previousCursor.",
			Advice:      "Leave previousCursor out where there is nothing before.",
		}, noPrevious),

		harness.RFC(harness.Declaration{
			ID: "CUR-006", Title: "Cursors use only unreserved characters",
			Level: harness.Must, Ref: parameters, Gate: harness.GateCursor, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "The value of a cursor consists of letters, digits and - . _ ~ only.",
			Advice:      "Encode cursors as base64url without padding: clients put them into a URL as they are.",
		}, unreserved),

		harness.RFC(harness.Declaration{
			ID: "CUR-009", Title: "count=0 returns no resources; a negative count behaves as 0",
			Level: harness.Must, Ref: parameters, Gate: harness.GateCursor, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "count=0 answers 200 without resources, and a negative count is read as 0.",
			Advice:      "Clamp count at 0 and answer with totalResults only.",
		}, zero),
	}
}

func start(t *harness.T) {
	c := shared.Get(t)
	l := read(c.ask(t, "", 2))
	if len(l.ids) > 2 {
		l.answer.Fail("a page holds more resources than count says", fmt.Sprint(len(l.ids)), "2 at most")
	}
	if len(l.ids) == 0 && l.next == "" {
		l.answer.Fail("the first page is empty and the only one", "no resources", "1 or 2 resources")
	}
}

func nextCursors(t *harness.T) {
	c := shared.Get(t)
	seen := map[string]bool{}
	l := c.first(t, 2)
	for pages := 1; ; pages++ {
		for _, id := range l.ids {
			seen[id] = true
		}
		switch {
		case l.next == "" && len(seen) < size:
			l.answer.Fail("a page has no nextCursor though not everything was shown", fmt.Sprintf("%d of %d resources so far", len(seen), size), "nextCursor")
		case l.next == "":
			return
		case pages == mostPages && len(seen) < size:
			t.SkipBecause("the walk does not come to an end, which CUR-007 is about")
		case len(l.ids) == 0 && len(seen) == size || pages == mostPages:
			l.answer.Fail("a page has a nextCursor though everything was shown", harness.Show(l.next), "no nextCursor on the last page")
		}
		cursor := l.next
		answer := c.ask(t, cursor, 2)
		if answer.Status() != http.StatusOK {
			if len(seen) < size {
				t.SkipBecause("a nextCursor is refused, which CUR-007 is about")
			}
			answer.Fail("the last page has a nextCursor that leads nowhere", harness.Show(cursor), "no nextCursor on the last page")
		}
		l = read(answer)
	}
}

func noPrevious(t *harness.T) {
	l := shared.Get(t).first(t, 2)
	if _, present := l.answer.Doc()["previousCursor"]; present {
		l.answer.Fail("the first page has a previousCursor", harness.Show(l.previous), "no previousCursor")
	}
}

func unreserved(t *harness.T) {
	c := shared.Get(t)
	l := c.begin(t, 2)
	wantUnreserved(l, l.next)
	if second := read(c.ask(t, l.next, 2)); second.previous != "" {
		wantUnreserved(second, second.previous)
	}
}

func wantUnreserved(l leaf, cursor string) {
	isReserved := func(r rune) bool {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("-._~", r))
	}
	if strings.ContainsFunc(cursor, isReserved) {
		l.answer.Fail("a cursor holds characters that have a meaning in URLs", harness.Show(cursor), "letters, digits and - . _ ~")
	}
}

func zero(t *harness.T) {
	c := shared.Get(t)
	for _, count := range []int{0, -1} {
		t.Step(fmt.Sprintf("count=%d", count), func() {
			if l := read(c.ask(t, "", count)); len(l.ids) > 0 {
				l.answer.Fail(fmt.Sprintf("count=%d returns resources", count), fmt.Sprint(len(l.ids)), "none")
			}
		})
	}
}
