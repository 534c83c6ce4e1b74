package main

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// lists is the cost of a page of 100 at the beginning and far behind, by index and by cursor.
type lists struct{ grid }

func newLists() topic { return &lists{} }

const (
	pageSize  = 100
	listCalls = 5
)

func (t *lists) measure(ctx context.Context, p *population, counts bool) error {
	far := p.size * 95 / 100 // 190,000 of 200,000
	count := min(pageSize, far)
	if p.cursor == "" {
		var err error
		if p.cursor, err = walk(ctx, p, far, count); err != nil {
			return err
		}
	}
	pages := []struct{ column, path string }{
		{"first", fmt.Sprintf("/Users?startIndex=1&count=%d", count)},
		{"far", fmt.Sprintf("/Users?startIndex=%d&count=%d", far+1, count)},
	}
	if p.cursor != noCursor {
		pages = append(pages, struct{ column, path string }{"cursor", fmt.Sprintf("/Users?count=%d&cursor=%s", count, url.QueryEscape(p.cursor))})
	}
	spent := make([]time.Duration, len(pages))
	for range listCalls { // the kinds in turn
		for i, page := range pages {
			start := time.Now()
			if _, err := p.send(ctx, http.MethodGet, page.path, "", http.StatusOK); err != nil {
				return err
			}
			spent[i] += time.Since(start)
		}
	}
	if counts {
		for i, page := range pages {
			t.add(row{store: p.kind, size: p.size}, page.column, spent[i].Seconds()*1000/listCalls)
		}
	}
	return nil
}

// noCursor marks a server that does not page by cursor.
const noCursor = "-"

// walk follows cursors over that many users, page by page.
func walk(ctx context.Context, p *population, far, count int) (string, error) {
	cursor := ""
	for seen := 0; seen < far; seen += count {
		body, err := p.send(ctx, http.MethodGet, fmt.Sprintf("/Users?count=%d&attributes=userName&cursor=%s", count, url.QueryEscape(cursor)), "", http.StatusOK)
		if err != nil {
			return "", err
		}
		_, rest, found := strings.Cut(string(body), `"nextCursor":"`)
		if !found {
			return noCursor, nil
		}
		cursor, _, _ = strings.Cut(rest, `"`)
	}
	return cursor, nil
}

func (t *lists) write(out report) error {
	lines := [][]string{{"store", "users stored", "first page ms", "offset", "ms", "growth", "by cursor ms", "growth"}}
	for _, r := range t.rows {
		first, far, cursor := t.get(r, "first"), t.get(r, "far"), t.get(r, "cursor")
		line := []string{
			r.store, strconv.Itoa(r.size), fmt.Sprintf("%.2f", first.median()), strconv.Itoa(r.size * 95 / 100),
			fmt.Sprintf("%.2f", far.median()), fmt.Sprintf("%.2f", far.over(first)),
		}
		if len(cursor) == 0 {
			line = append(line, "no cursors", "-")
		} else {
			line = append(line, fmt.Sprintf("%.2f", cursor.median()), fmt.Sprintf("%.2f", cursor.over(first)))
		}
		lines = append(lines, line)
	}
	return out.table(fmt.Sprintf("List pages of %d users, with the exact total", pageSize), lines)
}
