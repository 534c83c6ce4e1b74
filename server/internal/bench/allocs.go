package main

import (
	"context"
	"fmt"
	"net/http"
	"runtime"
	"slices"
	"strconv"
	"time"
)

// allocs is what one request allocates and takes in the handler, without net/http's connection around it. What the store
// does on other goroutines meanwhile counts too.
type allocs struct {
	grid
	kinds []string
	last  int // number of the last user created here
}

func newAllocs() topic { return &allocs{} }

// samples is how many requests of a kind one round sends.
const samples = 100

// prepared is a number of requests of one kind, built before anything is counted.
type prepared struct {
	kind     string
	want     int
	requests []*http.Request
}

func (t *allocs) measure(ctx context.Context, p *population, counts bool) error {
	api := caller{p.handler, p.srv.BasePath(), p.token}
	var ids []string
	kinds, err := t.prepare(ctx, api, p)
	if err != nil {
		return err
	}
	for _, k := range kinds {
		if !slices.Contains(t.kinds, k.kind) {
			t.kinds = append(t.kinds, k.kind)
		}
		answers := make([]answer, len(k.requests))
		for i := range answers {
			answers[i].header = http.Header{}
			answers[i].body.Grow(256 << 10 / len(answers) * 8)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		for i, req := range k.requests {
			api.handler.ServeHTTP(&answers[i], req)
		}
		took := time.Since(start)
		runtime.ReadMemStats(&after)
		n := float64(len(k.requests))
		for i := range answers {
			if answers[i].status != k.want {
				return fmt.Errorf("%s: status %d, want %d: %s", k.kind, answers[i].status, k.want, answers[i].body.Bytes())
			}
			if k.kind == "create" {
				ids = append(ids, idOf(answers[i].body.Bytes()))
			}
		}
		if counts {
			r := row{store: p.kind, size: p.size, extra: slices.Index(t.kinds, k.kind)}
			t.add(r, "allocs", float64(after.Mallocs-before.Mallocs)/n)
			t.add(r, "bytes", float64(after.TotalAlloc-before.TotalAlloc)/n)
			t.add(r, "time", took.Seconds()*1e6/n)
		}
	}
	for _, id := range ids {
		if _, err := api.call(ctx, http.MethodDelete, "/Users/"+id, "", http.StatusNoContent); err != nil {
			return err
		}
	}
	_, err = api.call(ctx, http.MethodPatch, "/Groups/"+p.large, memberPatch("Remove", p.some[p.members:]...), http.StatusNoContent)
	return err
}

func (t *allocs) prepare(ctx context.Context, api caller, p *population) ([]prepared, error) {
	outsiders := p.some[p.members:]
	kinds := []struct {
		name, method string
		want, n      int
		request      func(i int) (path, body string)
	}{
		{"look up, nobody", http.MethodGet, http.StatusOK, samples, func(i int) (string, string) {
			return "/Users?filter=userName+eq+%22nobody" + strconv.Itoa(i) + "%40harborline.example%22", ""
		}},
		{"look up, somebody", http.MethodGet, http.StatusOK, samples, func(i int) (string, string) {
			return "/Users?filter=userName+eq+%22user" + strconv.Itoa(i%p.size) + ".holt%40harborline.example%22", ""
		}},
		{"create", http.MethodPost, http.StatusCreated, samples, func(int) (string, string) {
			t.last++
			return "/Users", userBody(1<<30 + t.last)
		}},
		{"get", http.MethodGet, http.StatusOK, samples, func(i int) (string, string) { return "/Users/" + p.some[i%len(p.some)], "" }},
		{"patch user", http.MethodPatch, http.StatusOK, samples, func(i int) (string, string) {
			t.last++
			return "/Users/" + p.some[i%len(p.some)], `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[` +
				`{"op":"Replace","path":"title","value":"Planner ` + strconv.Itoa(t.last) + `"},` +
				`{"op":"Replace","path":"emails[type eq \"work\"].value","value":"moved` + strconv.Itoa(t.last) + `@harborline.example"}]}`
		}},
		{"add member", http.MethodPatch, http.StatusNoContent, min(samples, len(outsiders)), func(i int) (string, string) {
			return "/Groups/" + p.large, memberPatch("Add", outsiders[i])
		}},
		{"list 100", http.MethodGet, http.StatusOK, samples / 10, func(int) (string, string) { return "/Users?count=100", "" }},
	}
	out := make([]prepared, 0, len(kinds))
	for _, k := range kinds {
		requests := make([]*http.Request, k.n)
		for i := range requests {
			path, body := k.request(i)
			req, err := api.request(ctx, k.method, path, body)
			if err != nil {
				return nil, err
			}
			requests[i] = req
		}
		out = append(out, prepared{k.name, k.want, requests})
	}
	return out, nil
}

func (t *allocs) write(out report) error {
	lines := [][]string{{"store", "users stored", "request", "allocations", "KiB", "µs"}}
	for _, r := range t.rows {
		lines = append(lines, []string{
			r.store, strconv.Itoa(r.size), t.kinds[r.extra], fmt.Sprintf("%.0f", t.get(r, "allocs").median()),
			fmt.Sprintf("%.1f", t.get(r, "bytes").median()/1024), fmt.Sprintf("%.0f", t.get(r, "time").median()),
		})
	}
	return out.table("One request in the handler, one after another: allocations and time", lines)
}
