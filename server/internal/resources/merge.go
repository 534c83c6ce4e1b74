package resources

import (
	"context"

	"github.com/entrasim/entrasim/server/internal/store"
)

// chunk is how many records of a type are read ahead when types are merged.
const chunk = 200

// merge brings the resources of several types into one order: by the sort key, or one type after the other.
type merge struct {
	pg      *page
	sources []*source
}

// source is one of the types with what was read ahead of it.
type source struct {
	plan  *plan
	left  bool // there may be more in the store
	ended bool // a cursor says that there is nothing more
	begin store.Position
	taken int // records pulled since begin
	after store.Position
	ahead []store.Record
	keys  []sortKey
}

// sortKey is the value that a record is sorted by.
type sortKey struct {
	text  string
	valid bool
}

func (pg *page) merge() *merge {
	m := &merge{pg: pg}
	for _, p := range pg.plans {
		m.sources = append(m.sources, &source{plan: p, left: true})
	}
	return m
}

// pull takes the next record; a nil source means that there is none.
func (m *merge) pull(ctx context.Context) (*source, *store.Record, error) {
	var best *source
	for _, src := range m.sources {
		if err := m.fill(ctx, src); err != nil {
			return nil, nil, err
		}
		if len(src.ahead) == 0 {
			continue
		}
		if best == nil || m.pg.q.SortBy != "" && m.before(src.keys[0], best.keys[0]) {
			best = src
		}
		if m.pg.q.SortBy == "" {
			break
		}
	}
	if best == nil {
		return nil, nil, nil
	}
	rec := &best.ahead[0]
	best.ahead, best.keys = best.ahead[1:], best.keys[1:]
	best.taken++
	return best, rec, nil
}

// before says whether a comes strictly before b. Missing values are last, or first when descending.
func (m *merge) before(a, b sortKey) bool {
	if m.pg.q.Descending {
		a, b = b, a
	}
	if a.valid != b.valid {
		return a.valid
	}
	return a.text < b.text
}

// fill reads ahead when nothing is left of the last chunk.
func (m *merge) fill(ctx context.Context, src *source) error {
	if len(src.ahead) > 0 || !src.left {
		return nil
	}
	q := src.plan.query
	q.After, q.Limit = src.after, chunk
	got, err := m.pg.ask(ctx, src.plan, q)
	if err != nil {
		return err
	}
	src.ahead, src.after, src.left = got.Records, got.Next, got.Next != ""
	src.keys = make([]sortKey, len(src.ahead))
	if src.plan.key == nil {
		return nil
	}
	for i := range src.ahead {
		obj, err := m.pg.sc.object(src.plan.rt, &src.ahead[i], related{})
		if err != nil {
			return err
		}
		src.keys[i].text, src.keys[i].valid = src.plan.key.Of(obj)
	}
	return nil
}

// position is where the source goes on behind what was pulled; false means that it is at its end.
func (m *merge) position(ctx context.Context, src *source) (store.Position, bool, error) {
	if len(src.ahead) == 0 {
		return src.after, src.left, nil
	}
	if src.taken == 0 {
		return src.begin, true, nil
	}
	q := src.plan.query
	q.After, q.Limit = src.begin, src.taken
	got, err := m.pg.ask(ctx, src.plan, q)
	return got.Next, got.Next != "", err
}
