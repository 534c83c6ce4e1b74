package shard_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/suites/internal/shard"
)

func TestQueueHandsOutEveryCheckOnce(t *testing.T) {
	var ids []string
	for _, area := range []string{"AAA", "BBB", "CCC"} {
		for n := range 10 {
			ids = append(ids, fmt.Sprintf("%s-%03d", area, n))
		}
	}
	for workers := 1; workers <= 5; workers++ {
		q := shard.NewQueue(ids)
		var got []string
		for n := 0; ; n++ {
			id, ok := q.Next(n % workers)
			if !ok {
				break
			}
			got = append(got, id)
		}
		if !slices.Equal(slices.Sorted(slices.Values(got)), ids) {
			t.Errorf("%d workers got %v, want each of %v once", workers, got, ids)
		}
	}
}

func TestQueueKeepsAWorkerAtItsArea(t *testing.T) {
	q := shard.NewQueue([]string{"AAA-001", "AAA-002", "AAA-003", "AAA-004", "BBB-001", "BBB-002"})
	var got []string
	for _, worker := range []int{0, 1, 0, 1, 1, 0} {
		id, _ := q.Next(worker)
		got = append(got, id)
	}
	// The first takes the largest area and the second the other; when that is done it helps the first.
	if want := "AAA-001 BBB-001 AAA-002 BBB-002 AAA-003 AAA-004"; strings.Join(got, " ") != want {
		t.Errorf("handed out in the order %v, want %s", got, want)
	}
	if id, ok := q.Next(0); ok {
		t.Errorf("an empty queue hands out %s", id)
	}
}

func TestQueueOfOneKeepsTheOrder(t *testing.T) {
	ids := []string{"BBB-001", "BBB-002", "AAA-001", "AAA-002", "CCC-001"}
	q := shard.NewQueue(ids)
	var got []string
	for id, ok := q.Next(0); ok; id, ok = q.Next(0) {
		got = append(got, id)
	}
	if !slices.Equal(got, ids) {
		t.Errorf("one worker gets %v, want %v", got, ids)
	}
}
