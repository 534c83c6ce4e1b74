package main

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
)

// memoryTable is what a server process of its own holds: idle, after a stretch of Entra's pattern, and after a search that
// looked at every user.
type memoryTable struct{ lines [][]string }

// stretch is how many users are created and deleted between two looks.
const stretch = 1000

func (t *memoryTable) measure(ctx context.Context, p *population) (err error) {
	c, err := startChild(ctx, p)
	if err != nil {
		return err
	}
	defer func() {
		if cerr := c.close(); err == nil {
			err = cerr
		}
	}()
	line := []string{p.kind, strconv.Itoa(p.size)}
	look := func() error {
		u, err := c.usage()
		if err == nil {
			line = append(line, mebibytes(u.Resident), mebibytes(u.Heap))
		}
		return err
	}
	if err := look(); err != nil {
		return err
	}
	tg := &target{base: c.base, token: p.token, client: newClient(), next: p.next, real: true}
	if err := tg.firstCycle(ctx, 16, stretch); err != nil {
		return err
	}
	if err := tg.tidy(ctx); err != nil {
		return err
	}
	p.next = tg.next
	if err := look(); err != nil {
		return err
	}
	if _, err := tg.send(ctx, http.MethodGet, "/Users?filter=title+eq+%22Harbour+Master%22", "", http.StatusOK); err != nil {
		return err
	}
	if err := look(); err != nil {
		return err
	}
	t.lines = append(t.lines, line)
	return nil
}

func mebibytes(n uint64) string {
	if n == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f", float64(n)/(1<<20))
}

func (t *memoryTable) write(out report) error {
	head := []string{"store", "users stored", "idle RSS", "heap", "after pattern RSS", "heap", "after full search RSS", "heap"}
	return out.table("Memory of a server process of its own, in MiB; heap after a collection", append([][]string{head}, t.lines...))
}
