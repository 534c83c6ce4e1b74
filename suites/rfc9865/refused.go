package rfc9865

import (
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

// longest is the longest time-out of cursors that a check waits for.
const longest = 20 * time.Second

func refusals() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "CUR-010", Title: "A garbage cursor answers 400 invalidCursor",
			Level: harness.Should, Ref: errors, Gate: harness.GateCursor, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "A cursor that the target has never given is refused with 400 invalidCursor.",
			Advice:      "Sign cursors, or look them up, and answer 400 with scimType invalidCursor to any other.",
		}, garbage),

		harness.RFC(harness.Declaration{
			ID: "CUR-011", Title: "A cursor used after cursorTimeout answers 400 expiredCursor",
			Level: harness.Should, Ref: errors, Gate: harness.GateCursor, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "A cursor that is older than the announced cursorTimeout is refused with 400 expiredCursor, or still works.",
			Advice:      "Tell an expired cursor from a wrong one: the client may begin again.",
		}, expired),

		harness.RFC(harness.Declaration{
			ID: "CUR-012", Title: "Another count, or one above maxPageSize, is refused or clamped",
			Level: harness.Should, Ref: errors, Gate: harness.GateCursor, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "A count that is not that of the first page, or is above maxPageSize, answers 400 invalidCount, or is lowered to what is allowed.",
			Advice:      "Answer 400 with scimType invalidCount, or clamp; never lose or repeat resources.",
		}, otherCount),

		harness.RFC(harness.Declaration{
			ID: "CUR-013", Title: "Changing filter between pages is refused or has no effect",
			Level: harness.Should, Ref: parameters, Gate: harness.GateCursor, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "A next page with another filter than the first one is refused, or goes on with the query that the cursor belongs to.",
			Advice:      "Keep the query in the cursor and compare it with the one that comes; answer 400 invalidCursor when they differ.",
		}, otherFilter),
	}
}

func garbage(t *harness.T) {
	c := shared.Get(t)
	c.first(t, 2)
	subject.Refused(t, c.ask(t, "entrasim-never-given-0815", 2), "invalidCursor")
}

func expired(t *harness.T) {
	seconds, _ := pagination(t, "cursorTimeout").(float64)
	timeout := time.Duration(seconds) * time.Second
	if timeout <= 0 || timeout > longest {
		t.NotSupported(fmt.Sprintf("no cursorTimeout of up to %s is announced", longest))
	}
	c := shared.Get(t)
	cursor := c.begin(t, 2).next
	t.Pause(timeout + time.Second)
	answer := c.ask(t, cursor, 2)
	if answer.Status() == http.StatusOK {
		t.Remark("cursors live longer than cursorTimeout, which is the least time that they live")
		return
	}
	subject.Refused(t, answer, "expiredCursor", "invalidCursor")
}

func otherCount(t *harness.T) {
	sound.Get(t)
	c := shared.Get(t)
	l := c.begin(t, 2)
	t.Step("another count on the second page", func() {
		answer := c.ask(t, l.next, 3)
		if answer.Status() != http.StatusOK {
			subject.Refused(t, answer, "invalidCount")
			return
		}
		next := read(answer)
		if len(next.ids) > 3 || slices.ContainsFunc(next.ids, func(id string) bool { return slices.Contains(l.ids, id) }) {
			answer.Fail("a page with another count repeats resources, or holds too many", harness.Show(next.ids), "3 others at most", "400 invalidCount")
		}
	})
	most, announced := pagination(t, "maxPageSize").(float64)
	if !announced || most < 1 {
		return
	}
	t.Step("a count above maxPageSize", func() {
		answer := c.ask(t, "", int(most)+1)
		if answer.Status() != http.StatusOK {
			subject.Refused(t, answer, "invalidCount")
			return
		}
		if n := len(read(answer).ids); n > int(most) {
			answer.Fail("a page holds more than maxPageSize resources", fmt.Sprint(n), fmt.Sprint(int(most)), "400 invalidCount")
		}
	})
}

// otherFilter asks for the second page by a filter that finds a user of the first page, and nobody else.
func otherFilter(t *harness.T) {
	sound.Get(t)
	c := shared.Get(t)
	l := c.begin(t, 2)
	other := c
	other.filter = fmt.Sprintf(`userName eq "%s"`, l.names[0])
	answer := other.ask(t, l.next, 2)
	if answer.Status() >= http.StatusBadRequest && answer.Status() < http.StatusInternalServerError {
		t.Remark("another filter between pages is refused with %d", answer.Status())
		return
	}
	next := read(answer)
	rest := slices.DeleteFunc(slices.Clone(c.ids), func(id string) bool { return slices.Contains(l.ids, id) })
	if len(next.ids) == 0 || slices.ContainsFunc(next.ids, func(id string) bool { return !slices.Contains(rest, id) }) {
		answer.Fail("another filter between pages changes the walk", harness.Show(next.ids), "resources of the rest: "+harness.Show(rest), "400 invalidCursor")
	}
	t.Remark("another filter between pages has no effect")
}
