package main

import (
	"context"
	"fmt"
	"strconv"
	"time"
)

// pattern is Entra's first cycle beside a bare handler.
type pattern struct {
	grid
	o    options
	bare *target
}

// parts is into how many parts a measurement is cut.
const parts = 4

func newPattern(o options, bare *target) topic { return &pattern{o: o, bare: bare} }

func (t *pattern) measure(ctx context.Context, p *population, counts bool) error {
	for _, c := range t.o.concurrency {
		var took, busy [2]time.Duration
		for range parts { // in turn, so that what the machine does meanwhile hits both
			for i, tg := range []*target{p.target, t.bare} {
				d, cpu, err := stretchOf(ctx, tg, c, max(1, t.o.users/parts))
				if err != nil {
					return err
				}
				took[i] += d
				busy[i] += cpu
			}
		}
		if counts {
			r := row{p.kind, p.size, c}
			requests := float64(2 * parts * max(1, t.o.users/parts))
			t.add(r, "server", requests/took[0].Seconds())
			t.add(r, "bare", requests/took[1].Seconds())
			t.add(r, "server busy", 2e6*busy[0].Seconds()/requests)
			t.add(r, "bare busy", 2e6*busy[1].Seconds()/requests)
		}
	}
	return nil
}

// stretchOf runs the pattern once and returns how long that took, and how long processors worked for it.
func stretchOf(ctx context.Context, t *target, concurrency, users int) (took, busy time.Duration, err error) {
	start, idle := time.Now(), processorTime()
	if err := t.firstCycle(ctx, concurrency, users); err != nil {
		return 0, 0, err
	}
	took, busy = time.Since(start), processorTime()-idle
	return took, busy, t.tidy(ctx)
}

func (t *pattern) write(out report) error {
	lines := [][]string{{"store", "users stored", "concurrency", "server req/s", "bare req/s", "ratio", "with size", "server µs", "bare µs"}}
	for _, c := range t.o.concurrency {
		for _, r := range t.rows {
			if r.extra != c {
				continue
			}
			ratio := t.get(r, "server").over(t.get(r, "bare"))
			first := t.smallest(r)
			grown := ratio / t.get(first, "server").over(t.get(first, "bare"))
			lines = append(lines, []string{
				r.store, strconv.Itoa(r.size), strconv.Itoa(c),
				fmt.Sprintf("%.0f", t.get(r, "server").median()), fmt.Sprintf("%.0f", t.get(r, "bare").median()),
				fmt.Sprintf("%.2f", ratio), fmt.Sprintf("%.2f", grown),
				fmt.Sprintf("%.0f", t.get(r, "server busy").median()), fmt.Sprintf("%.0f", t.get(r, "bare busy").median()),
			})
		}
	}
	title := fmt.Sprintf("Entra's first cycle: look-up by userName (no match), then create; %d users per measurement", t.o.users)
	return out.table(title, lines)
}
