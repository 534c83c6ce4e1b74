package harness

import (
	"slices"
	"sync"

	"github.com/entrasim/entrasim/suites/internal/ledger"
)

// Entry is one resource that a run creates in the target.
type Entry = ledger.Entry

// Ledger keeps what a run has created until it is gone again, so that clean-up works although the answer to a create was
// lost. Plan is called before the create is sent; an implementation that survives the process makes clean-up possible
// after a kill. Implementations must be safe for concurrent use.
type Ledger interface {
	// Plan records that a resource is about to be created and returns its key. After an error it must not be created.
	Plan(Entry) (int, error)
	// Created completes an entry with the id the target gave.
	Created(key int, id string)
	// Done strikes an entry off: it is gone, or never came to be.
	Done(key int)
	// Open lists what is not struck off, by key.
	Open() map[int]Entry
}

type memoryLedger struct {
	mu      sync.Mutex
	next    int
	entries map[int]Entry
}

// NewLedger returns a ledger in memory.
func NewLedger() Ledger { return &memoryLedger{entries: map[int]Entry{}} }

func (l *memoryLedger) Plan(e Entry) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.next++
	l.entries[l.next] = e
	return l.next, nil
}

func (l *memoryLedger) Created(key int, id string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if e, ok := l.entries[key]; ok {
		e.ID = id
		l.entries[key] = e
	}
}

func (l *memoryLedger) Done(key int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.entries, key)
}

func (l *memoryLedger) Open() map[int]Entry {
	l.mu.Lock()
	defer l.mu.Unlock()
	out := make(map[int]Entry, len(l.entries))
	for k, e := range l.entries {
		out[k] = e
	}
	return out
}

// newestFirst orders keys for clean-up: groups before users, later before earlier.
func newestFirst(entries map[int]Entry) []int {
	keys := make([]int, 0, len(entries))
	for k := range entries {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b int) int {
		if ga, gb := entries[a].Resource == "Groups", entries[b].Resource == "Groups"; ga != gb {
			if ga {
				return -1
			}
			return 1
		}
		return b - a
	})
	return keys
}
