package memory

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"

	"github.com/entrasim/entrasim/server/internal/store"
)

// pageSize bounds how much of a scan is copied under the lock at a stretch.
const pageSize = 256

// scan turns pages into a sequence.
func scan(
	offset, limit int, page func(after int64, offset, limit int) ([]store.Record, error),
) iter.Seq2[store.Record, error] {
	return func(yield func(store.Record, error) bool) {
		after, offset, left := int64(0), max(offset, 0), limit
		for left != 0 {
			want := pageSize
			if left > 0 {
				want = min(want, left)
			}
			records, err := page(after, offset, want)
			if err != nil {
				yield(store.Record{}, err)
				return
			}
			for _, r := range records {
				if !yield(r, nil) {
					return
				}
			}
			if len(records) < want {
				return
			}
			after, offset = records[want-1].Seq, 0
			if left > 0 {
				left -= want
			}
		}
	}
}

func (r reader) Scan(
	ctx context.Context, org, typ string, narrow []store.Eq, offset, limit int,
) iter.Seq2[store.Record, error] {
	return scan(offset, limit, func(after int64, offset, limit int) ([]store.Record, error) {
		return r.page(ctx, org, typ, narrow, after, offset, limit)
	})
}

// page copies the records of a scan that come after the record with Seq after.
func (r reader) page(
	ctx context.Context, org, typ string, narrow []store.Eq, after int64, offset, limit int,
) (page []store.Record, err error) {
	candidates, err := r.candidates(ctx, org, typ, narrow)
	if err != nil {
		return nil, fmt.Errorf("scan %s records of organisation %s: %w", typ, org, err)
	}
	for _, e := range candidates[candidates.search(after+1):] {
		switch {
		case !r.holds(e, typ, narrow):
		case offset > 0:
			offset--
		default:
			page = append(page, e.copy())
		}
		if len(page) == limit {
			break
		}
	}
	return page, nil
}

func (r reader) Count(ctx context.Context, org, typ string, narrow []store.Eq) (n int, err error) {
	candidates, err := r.candidates(ctx, org, typ, narrow)
	if err != nil {
		return 0, fmt.Errorf("count %s records of organisation %s: %w", typ, org, err)
	}
	if len(narrow) == 0 {
		return len(candidates), nil
	}
	for _, e := range candidates {
		if r.holds(e, typ, narrow) {
			n++
		}
	}
	return n, nil
}

// candidates returns the smallest set an index gives.
func (r reader) candidates(ctx context.Context, org, typ string, narrow []store.Eq) (bySeq, error) {
	if err := errors.Join(r.usable(ctx), store.CheckNarrow(narrow)); err != nil {
		return nil, err
	}
	o := r.state.organisations[org]
	if o == nil || o.kinds[typ] == nil {
		return nil, nil
	}
	best := o.kinds[typ].all
	for _, eq := range narrow {
		if eq.Value == "" {
			continue
		}
		if set := o.lookup(typ, eq); len(set) < len(best) {
			best = set
		}
	}
	return best, nil
}

func (o *organisation) lookup(typ string, eq store.Eq) bySeq {
	var one *entry
	switch k := o.kinds[typ]; eq.Index {
	case store.ByExternalID:
		return k.external[eq.Value]
	case store.ByDisplay:
		return k.display[eq.Value]
	case store.ByEmail:
		return k.email[eq.Value]
	case store.ByUniqueKey:
		one = k.unique[eq.Value]
	case store.ByID:
		one = o.resources[eq.Value]
	case store.ByMember:
		if member := o.resources[eq.Value]; member != nil {
			groups := bySeq(slices.Collect(maps.Keys(member.groups)))
			slices.SortFunc(groups, func(a, b *entry) int { return int(a.record.Seq - b.record.Seq) })
			return groups
		}
	}
	if one == nil {
		return nil
	}
	return bySeq{one}
}

// holds reports whether e is of the type and all equalities hold for it: what an index found may be of another type.
func (r reader) holds(e *entry, typ string, narrow []store.Eq) bool {
	if e.record.Type != typ {
		return false
	}
	o := r.state.organisations[e.record.Organisation]
	for _, eq := range narrow {
		var got string
		switch eq.Index {
		case store.ByID:
			got = e.record.ID
		case store.ByUniqueKey:
			got = e.record.UniqueKey
		case store.ByExternalID:
			got = e.record.ExternalID
		case store.ByDisplay:
			got = e.record.DisplayKey
		case store.ByMember:
			member := o.resources[eq.Value]
			if _, in := e.members[member]; !in {
				return false
			}
			continue
		case store.ByEmail:
			if eq.Value == "" && len(e.emails) > 0 || eq.Value != "" && !slices.Contains(e.emails, eq.Value) {
				return false
			}
			continue
		}
		if got != eq.Value {
			return false
		}
	}
	return true
}

func (e *entry) copy() store.Record {
	r := e.record
	r.Doc = bytes.Clone(r.Doc)
	return r
}
