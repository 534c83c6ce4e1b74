package grading

import (
	"fmt"
	"net/url"
)

func cursors() []Check {
	return []Check{{
		ID: "CLI-011", Title: "With cursors, every parameter is repeated, and the end is the end",
		Level: "MUST", Ref: "9865 §2",
		Requirement: "A client goes on with the nextCursor of the page before and with all other parameters unchanged, and stops when there is no nextCursor.",
		Advice:      "Build the next request from the one before by changing nothing but cursor; a page without nextCursor is the last.",
		rule:        followsCursors,
	}}
}

func followsCursors(trail []Exchange) (r result) {
	r.unseen = "the client used no cursor"
	issued := map[string]string{} // cursor → the other parameters of the request that was given it, with its path
	ended := map[string]bool{}    // cursor of a request that was answered with the last page
	for i, e := range trail {
		cursor, others, used := cursorOf(e)
		if !used && text(e.answered(), "nextCursor") == "" {
			continue
		}
		if cursor != "" {
			r.seen++
			want, known := issued[cursor]
			switch {
			case !known:
				r.violate(i, "the client sends a cursor that it was not given", cursor, "the nextCursor of an answer")
			case ended[cursor]:
				r.violate(i, "the client goes on after the last page", cursor, "no further request after a page without nextCursor")
			case want != others:
				r.violate(i, "a parameter changes between two pages", others, want)
			}
		}
		if !e.done() {
			continue
		}
		if next := text(e.answered(), "nextCursor"); next != "" {
			issued[next] = others
		} else {
			ended[cursor] = true
		}
	}
	return r
}

// cursorOf is the cursor of a query and everything else of it.
func cursorOf(e Exchange) (cursor, others string, used bool) {
	if e.search() {
		doc := e.sent()
		rest := map[string]any{}
		for name, v := range doc {
			if !oneOf(name, "cursor") {
				rest[name] = v
			}
		}
		_, used = member(doc, "cursor")
		return text(doc, "cursor"), fmt.Sprintf("%s %v", e.Path, rest), used // fmt prints maps in order of their keys
	}
	q := e.Query()
	cursor, used = q.Get("cursor"), q.Has("cursor")
	rest := url.Values{}
	for name, v := range q {
		if name != "cursor" {
			rest[name] = v
		}
	}
	return cursor, e.Path + "?" + rest.Encode(), used
}
