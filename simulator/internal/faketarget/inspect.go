package faketarget

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Add puts a resource there that nobody has provisioned, and returns its id.
func (t *Target) Add(kind string, attrs map[string]string) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	r := &Resource{ID: t.mint(kind, attrs[unique(kind)]), Attrs: maps.Clone(attrs), Members: map[string]bool{}}
	t.put(kind, r)
	return r.ID
}

// Drop deletes a resource behind the simulator's back.
func (t *Target) Drop(kind, id string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.remove(kind, id)
}

// All returns copies of the resources of a kind, by id.
func (t *Target) All(kind string) map[string]Resource {
	t.mu.Lock()
	defer t.mu.Unlock()
	all := map[string]Resource{}
	for id, r := range t.store[kind] {
		all[id] = Resource{ID: id, Attrs: maps.Clone(r.Attrs), Members: maps.Clone(r.Members)}
	}
	return all
}

// Find returns the user or group of that userName or displayName.
func (t *Target) Find(kind, name string) (Resource, bool) {
	for _, r := range t.All(kind) {
		if strings.EqualFold(r.Attrs[unique(kind)], name) {
			return r, true
		}
	}
	return Resource{}, false
}

// Requests returns the requests since the last call of Forget, in order of arrival.
func (t *Target) Requests() []Request {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.requests)
}

// Writes returns the requests that were meant to change something, as "METHOD URI body".
func (t *Target) Writes() []string {
	var list []string
	for _, r := range t.Requests() {
		if r.Method != "GET" {
			list = append(list, strings.TrimSpace(r.Method+" "+r.URI+" "+r.Body))
		}
	}
	return list
}

// Count is the number of requests with a method.
func (t *Target) Count(method string) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.count[method]
}

// Forget forgets the requests so far.
func (t *Target) Forget() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.requests, t.count = nil, nil
}

// String lists everything stored, for comparison and for failing tests.
func (t *Target) String() string {
	var b strings.Builder
	for _, kind := range []string{"Users", "Groups"} {
		all := t.All(kind)
		for _, id := range slices.Sorted(maps.Keys(all)) {
			r := all[id]
			fmt.Fprintf(&b, "%s %s\n", kind, id)
			for _, path := range slices.Sorted(maps.Keys(r.Attrs)) {
				fmt.Fprintf(&b, "  %s = %s\n", path, r.Attrs[path])
			}
			for _, m := range slices.Sorted(maps.Keys(r.Members)) {
				fmt.Fprintf(&b, "  member %s\n", m)
			}
		}
	}
	return b.String()
}
