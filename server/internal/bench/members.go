package main

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// members is the cost of one more member in a small and in a large group.
type members struct {
	grid
	large map[row]int
}

func newMembers() topic { return &members{large: map[row]int{}} }

// additions is how often one round adds a member to each group.
const additions = 50

func (t *members) measure(ctx context.Context, p *population, counts bool) error {
	r := row{store: p.kind, size: p.size}
	t.large[r] = p.members
	outsiders := p.some[p.members:]
	outsiders = outsiders[:min(additions, len(outsiders))]
	if len(outsiders) == 0 {
		return fmt.Errorf("no user is left outside the large group of %d", p.members)
	}
	var spent [2]time.Duration
	for _, id := range outsiders { // the groups in turn
		for i, group := range []string{p.small, p.large} {
			start := time.Now()
			if _, err := p.send(ctx, http.MethodPatch, "/Groups/"+group, memberPatch("Add", id), http.StatusNoContent); err != nil {
				return err
			}
			spent[i] += time.Since(start)
		}
	}
	for _, group := range []string{p.small, p.large} {
		if _, err := p.send(ctx, http.MethodPatch, "/Groups/"+group, memberPatch("Remove", outsiders...), http.StatusNoContent); err != nil {
			return err
		}
	}
	if counts {
		n := float64(len(outsiders))
		t.add(r, "small", spent[0].Seconds()*1000/n)
		t.add(r, "large", spent[1].Seconds()*1000/n)
	}
	return nil
}

func (t *members) write(out report) error {
	lines := [][]string{{"store", "users stored", "members", "ms", "members", "ms", "growth"}}
	for _, r := range t.rows {
		small, large := t.get(r, "small"), t.get(r, "large")
		lines = append(lines, []string{
			r.store, strconv.Itoa(r.size), strconv.Itoa(smallGroup), fmt.Sprintf("%.2f", small.median()),
			strconv.Itoa(t.large[r]), fmt.Sprintf("%.2f", large.median()), fmt.Sprintf("%.2f", large.over(small)),
		})
	}
	return out.table("Group PATCH that adds one member, in a small and in a large group (goal: growth 2 at most)", lines)
}
