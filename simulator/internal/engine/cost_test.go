package engine_test

import (
	"fmt"
	"iter"
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/directory"
	"github.com/entrasim/entrasim/simulator/internal/engine"
)

// counted counts what the engine asks of the directory.
type counted struct {
	engine.Source
	all, changes, other int
}

func (c *counted) All(k directory.Kind) iter.Seq[directory.Object] {
	c.all++
	return c.Source.All(k)
}

func (c *counted) Changes(since int64) []directory.Change {
	c.changes++
	return c.Source.Changes(since)
}

func (c *counted) Object(id string) (directory.Object, bool) {
	c.other++
	return c.Source.Object(id)
}

func (c *counted) Assigned(id string) bool {
	c.other++
	return c.Source.Assigned(id)
}

func (c *counted) IsMember(group, member string) bool {
	c.other++
	return c.Source.IsMember(group, member)
}

// TestCostFollowsChanges: an incremental cycle asks the directory for its changes once and for the changed objects, never for all
// of them, and as often for a large directory as for a small one.
func TestCostFollowsChanges(t *testing.T) {
	var first counted
	for i, n := range []int{20, 2_000} {
		w := newWorld(t)
		var ids []string
		for u := range n {
			ids = append(ids, w.user(fmt.Sprint("u", u)))
		}
		w.group("Crew", ids...)
		w.cycle()
		for _, id := range ids[:10] {
			w.must(w.dir.SetAttr(id, "jobTitle", "Captain"))
		}
		c := &counted{Source: w.dir}
		w.source = c
		w.cycle()
		if c.all != 0 || c.changes != 1 {
			t.Errorf("%d users: asked %d times for everything and %d times for changes, want never and once", n, c.all, c.changes)
		}
		c.Source = nil
		if i == 0 {
			first = *c
		} else if *c != first {
			t.Errorf("%d users: asked %+v, a small directory %+v", n, *c, first)
		}
		if first.other == 0 {
			t.Fatal("nothing was counted")
		}
	}
}
