package grading

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

func pages() []Check {
	return []Check{{
		ID: "CLI-012", Title: "Pages shorter than asked for are read on from where they end",
		Level: "MUST", Ref: "7644 §3.4.2.4",
		Requirement: "A page may hold fewer results than count, and totalResults may change: the next page begins behind the last result that came.",
		Advice:      "Go on at startIndex plus the number of Resources that came (not plus count), until a page is empty or startIndex is past totalResults.",
		rule:        readsOn,
	}}
}

// page is what a list request asked for and what came.
type page struct {
	at                          int
	start, count, came, total   int
	counted, indexed, knowTotal bool
}

func readsOn(trail []Exchange) (r result) {
	r.unseen = "no page was shorter than the client had asked for with results left behind it"
	walks := map[string]page{} // the last page of a list, by everything but startIndex
	for i, e := range trail {
		list, p, ok := pageOf(i, e)
		if !ok {
			continue
		}
		if before, walking := walks[list]; walking && p.start > before.start && before.short() {
			r.seen++
			if end := before.start + before.came; p.start > end {
				r.violate(i, "results between two pages are never read", fmt.Sprintf("the page from %d on held %d results, the next was asked for from %d on", before.start, before.came, p.start),
					fmt.Sprintf("startIndex=%d", end))
			}
		}
		walks[list] = p
	}
	for _, p := range walks {
		if p.short() && p.indexed && p.came > 0 {
			r.seen++
			r.violate(p.at, "a list is taken for complete at a page that was shorter than asked for", fmt.Sprintf("%d of %d results from %d on, and nothing after that", p.came, p.total, p.start),
				fmt.Sprintf("startIndex=%d", p.start+p.came))
		}
	}
	return r
}

// short tells whether the page held less than was asked for though there is more.
func (p page) short() bool {
	return p.knowTotal && (!p.counted || p.came < p.count) && p.start+p.came-1 < p.total && (!p.counted || p.count > 0)
}

// pageOf reads a list request and its answer; ok is false for everything else. list is what the pages of one list have in common.
func pageOf(at int, e Exchange) (list string, p page, ok bool) {
	doc := e.answered()
	if !e.done() || doc == nil || e.element() {
		return "", p, false
	}
	p = page{at: at, start: 1}
	p.total, p.knowTotal = number(doc, "totalResults")
	p.came = len(objects(doc, "Resources"))
	switch {
	case e.Method == http.MethodGet:
		q := e.Query()
		if q.Has("cursor") {
			return "", p, false
		}
		p.start, p.indexed = whole(q.Get("startIndex"), 1)
		p.count, p.counted = whole(q.Get("count"), 0)
		rest := url.Values{}
		for name, v := range q {
			if !oneOf(name, "startIndex", "count") {
				rest[strings.ToLower(name)] = v
			}
		}
		return e.Path + "?" + rest.Encode(), p, p.knowTotal
	case e.search():
		body := e.sent()
		if n, given := number(body, "startIndex"); given {
			p.start, p.indexed = max(1, n), true
		}
		p.count, p.counted = number(body, "count")
		return e.Path + " " + text(body, "filter") + " " + text(body, "sortBy"), p, p.knowTotal
	}
	return "", p, false
}

func whole(s string, otherwise int) (n int, given bool) {
	n, err := strconv.Atoi(s)
	if err != nil {
		return otherwise, false
	}
	return max(n, otherwise), true
}
