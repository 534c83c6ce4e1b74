package rfc9865

import (
	"net/http"
	"net/url"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

func announcement() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "CUR-001", Title: "A target with cursors announces pagination; cursor and index are booleans",
			Level: harness.Should, Ref: config, Effect: harness.EffectWrite,
			Requirement: "/ServiceProviderConfig of a target with cursors has pagination, with the booleans cursor and index.",
			Advice:      `Add "pagination": {"cursor": true, "index": true} to /ServiceProviderConfig: clients use cursors only where they are announced.`,
		}, isAnnounced),

		harness.RFC(harness.Declaration{
			ID: "CUR-002", Title: "The default is cursor or index; sizes and time-out are positive integers",
			Level: harness.Must, Ref: config, Gate: harness.GateCursor, Effect: harness.EffectRead,
			Requirement: "defaultPaginationMethod is cursor or index; defaultPageSize, maxPageSize and cursorTimeout are positive integers; each may be left out.",
			Advice:      "Announce the values that hold, and leave out what has no fixed value.",
		}, announcedValues),

		harness.RFC(harness.Declaration{
			ID: "CUR-015", Title: "A request that names neither method uses the announced default",
			Level: harness.Must, Ref: "9865 §2.4", Gate: harness.GateCursor, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "A target with both methods answers a list request without startIndex and cursor by the method that it announces as its default.",
			Advice:      "Announce the method that you use; index is the one that older clients expect.",
		}, defaultMethod),

		harness.RFC(harness.Declaration{
			ID: "CUR-016", Title: "A target that pages by cursor returns nextCursor unasked",
			Level: harness.May, Ref: "9865 §2.3", Gate: harness.GateCursor, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "Where cursors are the only method, or the default, a list that goes on has a nextCursor though nobody asked for one.",
			Advice:      "Return nextCursor with every page that is not the last; without it a client takes the first page for everything.",
		}, unasked),
	}
}

// pagination is the section of /ServiceProviderConfig.
func pagination(t *harness.T, name string) any { return subject.At(t.Provider(), "pagination."+name) }

func isAnnounced(t *harness.T) {
	if t.Provider() == nil {
		t.SkipBecause("/ServiceProviderConfig cannot be read, which DSC-001 is about")
	}
	if subject.At(t.Provider(), "pagination") == nil {
		unannounced(t)
		return
	}
	for _, name := range []string{"cursor", "index"} {
		if _, ok := pagination(t, name).(bool); !ok {
			t.Fail("pagination."+name+" is no boolean", harness.Show(pagination(t, name)), "true", "false")
		}
	}
}

// unannounced looks whether cursors work all the same: two users are enough to see a nextCursor.
func unannounced(t *harness.T) {
	t.User(nil)
	t.User(nil)
	answer := t.Send(harness.Request{Method: http.MethodGet, Path: "/Users", RawQuery: "cursor&count=1"})
	if answer.Status() == http.StatusOK && subject.At(answer.Doc(), "nextCursor") != nil {
		answer.Fail("cursors work and /ServiceProviderConfig does not announce them", "no pagination", `"pagination": {"cursor": true, "index": …}`)
	}
	t.NotSupported("the target neither announces cursors nor gives any")
}

func announcedValues(t *harness.T) {
	if subject.At(t.Provider(), "pagination") == nil {
		t.NotSupported("/ServiceProviderConfig does not announce pagination")
	}
	if method := pagination(t, "defaultPaginationMethod"); method != nil && method != "cursor" && method != "index" {
		t.Fail("pagination.defaultPaginationMethod is neither method", harness.Show(method), `"cursor"`, `"index"`)
	}
	for _, name := range []string{"defaultPageSize", "maxPageSize", "cursorTimeout"} {
		value := pagination(t, name)
		if n, isNumber := value.(float64); value != nil && (!isNumber || n < 1 || n != float64(int64(n))) {
			t.Fail("pagination."+name+" is no positive integer", harness.Show(value), "a positive integer")
		}
	}
}

// plainly asks for a page of users and names no method.
func plainly(t *harness.T, c crowd, count string) leaf {
	return read(t.Send(harness.Request{Method: http.MethodGet, Path: "/Users", RawQuery: "filter=" + url.QueryEscape(c.filter) + "&count=" + count}))
}

func defaultMethod(t *harness.T) {
	method := pagination(t, "defaultPaginationMethod")
	if pagination(t, "index") != true || (method != "cursor" && method != "index") {
		t.NotSupported("the target does not announce both methods and a default")
	}
	l := plainly(t, shared.Get(t), "2")
	switch {
	case method == "cursor" && l.next == "":
		l.answer.Fail("cursor is announced as the default, and a list that goes on has no nextCursor", "no nextCursor", "nextCursor")
	case method == "index" && l.next != "":
		l.answer.Fail("index is announced as the default, and a list has a nextCursor unasked", harness.Show(l.next), "no nextCursor")
	}
}

func unasked(t *harness.T) {
	if pagination(t, "index") != false && pagination(t, "defaultPaginationMethod") != "cursor" {
		t.NotSupported("the target pages by index unless a cursor is asked for")
	}
	l := plainly(t, shared.Get(t), "2")
	if l.next == "" && len(l.ids) < size {
		l.answer.Fail("the target pages by cursor, and a list that goes on has no nextCursor", "no nextCursor", "nextCursor")
	}
}
