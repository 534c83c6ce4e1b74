package main

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// filters is the cost of searches that an index answers and of searches that must look at every user. None finds anybody.
type filters struct{ grid }

func newFilters() topic { return &filters{} }

var searches = []struct{ name, filter string }{
	{"userName eq", `userName eq "nobody@harborline.example"`},
	{"externalId eq", `externalId eq "no-such-id"`},
	{"email eq", `emails[type eq "work"].value eq "nobody@harborline.example"`},
	{"title eq", `title eq "Harbour Master"`},
	{"department co", `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department co "nowhere"`},
}

// filterCalls is how often an indexed search is sent per round; one that looks at every user is sent once.
const filterCalls = 20

func (t *filters) measure(ctx context.Context, p *population, counts bool) error {
	for i, s := range searches {
		calls := filterCalls
		if i >= 3 {
			calls = 1
		}
		path := "/Users?filter=" + url.QueryEscape(s.filter)
		start := time.Now()
		for range calls {
			if _, err := p.send(ctx, http.MethodGet, path, "", http.StatusOK); err != nil {
				return err
			}
		}
		if counts {
			t.add(row{store: p.kind, size: p.size}, s.name, time.Since(start).Seconds()*1000/float64(calls))
		}
	}
	return nil
}

func (t *filters) write(out report) error {
	head := []string{"store", "users stored"}
	for _, s := range searches {
		head = append(head, s.name)
	}
	lines := [][]string{head}
	for _, r := range t.rows {
		line := []string{r.store, strconv.Itoa(r.size)}
		for _, s := range searches {
			line = append(line, fmt.Sprintf("%.2f", t.get(r, s.name).median()))
		}
		lines = append(lines, line)
	}
	return out.table("Searches that find nobody, in ms: three with an index, two that look at every user", lines)
}
