package rfc9865

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

// size of a crowd: three pages of two, the last one not full.
const size = 5

// crowd is some users whose names begin alike and order as they were created.
type crowd struct {
	ids, names []string // in the order of their names
	filter     string
}

// shared is the crowd that checks look at and do not change.
var shared = harness.Shared[crowd]{
	Name: "a filter finds a few users by the beginning of their userName", Make: func(t *harness.T) crowd {
		c := gather(t, size)
		if !t.Announces(harness.GateCursor) && subject.At(c.ask(t, "", 1).Doc(), "nextCursor") == nil {
			t.NotSupported("the target neither announces cursors nor gives any")
		}
		return c
	},
}

// gather creates users and makes sure that the filter finds them, and nobody else.
func gather(t *harness.T, n int) crowd {
	var c crowd
	for range n {
		user := t.User(nil)
		c.ids, c.names = append(c.ids, user.ID), append(c.names, user.UserName)
	}
	c.filter = fmt.Sprintf(`userName sw "%s"`, c.names[0][:strings.LastIndex(c.names[0], "-")+1])
	t.Arrange("finding the users by "+c.filter, func() {
		t.Settle(func() {
			found := slices.Sorted(slices.Values(t.All("/Users", 2*n, harness.Param{Name: "filter", Value: c.filter}).IDs()))
			if want := slices.Sorted(slices.Values(c.ids)); !slices.Equal(found, want) {
				t.Fail("the filter does not find exactly these users", harness.Show(found), harness.Show(want))
			}
		})
	})
	return c
}

// sound ends a check where walks do not work at all: CUR-007 is about that.
var sound = harness.Shared[struct{}]{
	Name: "a walk by cursor shows every resource once (CUR-007)", Make: func(t *harness.T) struct{} {
		everyOnce(t)
		return struct{}{}
	},
}

// leaf is a page of a list.
type leaf struct {
	answer         *harness.Answer
	ids, names     []string
	next, previous string // "" when there is none
}

// ask requests a page; cursor is as it stands behind the parameter's name: "" is the first page, as in RFC 9865 §2.
func (c crowd) ask(t *harness.T, cursor string, count int, more ...harness.Param) *harness.Answer {
	query := "filter=" + url.QueryEscape(c.filter) + "&cursor"
	if cursor != "" {
		query += "=" + url.QueryEscape(cursor)
	}
	query += fmt.Sprintf("&count=%d", count)
	for _, p := range more {
		query += "&" + p.Name + "=" + url.QueryEscape(p.Value)
	}
	return t.Send(harness.Request{Method: http.MethodGet, Path: "/Users", RawQuery: query})
}

// read demands a page.
func read(answer *harness.Answer) leaf {
	l := leaf{answer: answer}
	for _, r := range answer.List() {
		id, _ := r["id"].(string)
		name, _ := r["userName"].(string)
		l.ids, l.names = append(l.ids, id), append(l.names, name)
	}
	doc := answer.Doc()
	l.next, _ = subject.At(doc, "nextCursor").(string)
	l.previous, _ = subject.At(doc, "previousCursor").(string)
	return l
}

// first is the first page, on which most checks stand; CUR-003 is about it.
func (c crowd) first(t *harness.T, count int, more ...harness.Param) (l leaf) {
	t.Arrange("the first page", func() { l = read(c.ask(t, "", count, more...)) })
	return l
}

// begin is the first page of a walk, with a nextCursor.
func (c crowd) begin(t *harness.T, count int, more ...harness.Param) leaf {
	l := c.first(t, count, more...)
	if l.next == "" {
		t.SkipBecause("the first page has no nextCursor, which CUR-004 is about")
	}
	return l
}

// mostPages ends a walk that does not come to an end: one page per user, and some to spare.
const mostPages = size + 5

// walk follows nextCursor from the first page on, until there is none.
func (c crowd) walk(t *harness.T, count int, more ...harness.Param) (pages []leaf, ended bool) {
	l := c.first(t, count, more...)
	for pages = append(pages, l); l.next != "" && len(pages) < mostPages; pages = append(pages, l) {
		l = read(c.ask(t, l.next, count, more...))
	}
	return pages, l.next == ""
}
