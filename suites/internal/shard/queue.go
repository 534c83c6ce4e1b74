package shard

import (
	"slices"
	"strings"
)

// Queue hands checks out. The order is that given, area by area; checks of an area use the same data and the same knowledge about
// the target, so one worker stays with an area as long as there is enough for all, and the largest one left is shared then.
// It is not safe for concurrent use.
type Queue struct {
	areas []*area
}

type area struct {
	ids     []string
	workers []int
}

// NewQueue makes a queue of checks.
func NewQueue(ids []string) *Queue {
	q := &Queue{}
	index := map[string]*area{}
	for _, id := range ids {
		name, _, _ := strings.Cut(id, "-")
		if index[name] == nil {
			index[name] = &area{}
			q.areas = append(q.areas, index[name])
		}
		index[name].ids = append(index[name].ids, id)
	}
	return q
}

// Next takes the next check for a worker; ok is false when there is none left.
func (q *Queue) Next(worker int) (id string, ok bool) {
	at := slices.IndexFunc(q.areas, func(a *area) bool { return slices.Contains(a.workers, worker) && len(a.ids) > 0 })
	if at < 0 {
		at = q.largest()
	}
	if at < 0 {
		return "", false
	}
	for i, a := range q.areas {
		a.workers = slices.DeleteFunc(a.workers, func(w int) bool { return w == worker && i != at })
	}
	a := q.areas[at]
	if !slices.Contains(a.workers, worker) {
		a.workers = append(a.workers, worker)
	}
	id, a.ids = a.ids[0], a.ids[1:]
	return id, true
}

// largest is the area with most checks left for each of those who would be at it; of equals the first; -1 when none is left.
func (q *Queue) largest() int {
	best, most := -1, 0.0
	for i, a := range q.areas {
		if share := float64(len(a.ids)) / float64(len(a.workers)+1); share > most {
			best, most = i, share
		}
	}
	return best
}

// Len is how many are left.
func (q *Queue) Len() int {
	n := 0
	for _, a := range q.areas {
		n += len(a.ids)
	}
	return n
}

// Leave says that a worker will not come back.
func (q *Queue) Leave(worker int) {
	for _, a := range q.areas {
		a.workers = slices.DeleteFunc(a.workers, func(w int) bool { return w == worker })
	}
}

// Rest takes all that is left.
func (q *Queue) Rest() []string {
	var rest []string
	for _, a := range q.areas {
		rest = append(rest, a.ids...)
		a.ids = nil
	}
	return rest
}
