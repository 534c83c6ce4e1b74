package directory

import (
	"cmp"
	"container/heap"
	"time"
)

// due is something that will happen: an action, or the purge of a user.
type due struct {
	at       time.Time
	sequence int
	action   *Action // nil for a purge
	purge    int32
}

// queue is a heap of what is due, the earliest first. Its items are never changed, so clones may share them.
type queue struct {
	items    []*due
	sequence int
}

var _ heap.Interface = (*queue)(nil)

func (q *queue) scheduleAction(at time.Time, a *Action) { q.schedule(&due{at: at.UTC(), action: a}) }

func (q *queue) schedulePurge(at time.Time, user int32) { q.schedule(&due{at: at.UTC(), purge: user}) }

func (q *queue) schedule(item *due) {
	item.sequence = q.sequence
	q.sequence++
	heap.Push(q, item)
}

func (q *queue) Len() int { return len(q.items) }

func (q *queue) Less(i, j int) bool { return q.items[i].compare(q.items[j]) < 0 }

func (q *queue) Swap(i, j int) { q.items[i], q.items[j] = q.items[j], q.items[i] }

// Push appends an item; it is for package heap only.
func (q *queue) Push(item any) { q.items = append(q.items, item.(*due)) }

// Pop takes the last item; it is for package heap only.
func (q *queue) Pop() any {
	last := len(q.items) - 1
	item := q.items[last]
	q.items[last] = nil
	q.items = q.items[:last]
	return item
}

// compare orders by time, purges before actions, then by order of scheduling.
func (a *due) compare(b *due) int {
	return cmp.Or(
		a.at.Compare(b.at),
		cmp.Compare(a.rank(), b.rank()),
		cmp.Compare(a.sequence, b.sequence),
	)
}

func (a *due) rank() int {
	if a.action == nil {
		return 0
	}
	return 1
}
