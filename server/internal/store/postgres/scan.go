package postgres

import (
	"context"
	"fmt"
	"iter"

	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/match"
)

// pageSize bounds what a scan holds in memory.
const pageSize = 256

func (r reader) Get(ctx context.Context, org, typ, id string) (store.Record, error) {
	l := lookup{reader: r, org: org, typ: typ}
	records, err := l.records(ctx, "SELECT "+recordColumns+
		" FROM resource r WHERE r.org = $1 AND r.id = $2 AND r.type = $3"+r.db.lock(), text(org), text(id), text(typ))
	if err == nil && len(records) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		return store.Record{}, fmt.Errorf("read %s %s: %w", typ, id, err)
	}
	return records[0], nil
}

// all is the condition that every equality holds.
func all(narrow []store.Eq) store.All {
	conds := make(store.All, len(narrow))
	for i, eq := range narrow {
		conds[i] = eq
	}
	return conds
}

func (r reader) Scan(
	ctx context.Context, org, typ string, narrow []store.Eq, offset, limit int,
) iter.Seq2[store.Record, error] {
	return pages(offset, limit, func(q store.Query) (store.Page, error) {
		q.Where = all(narrow)
		return r.Query(ctx, org, typ, q)
	})
}

// pages turns pages into a sequence. No connection is held while the loop body runs.
func pages(offset, limit int, page func(store.Query) (store.Page, error)) iter.Seq2[store.Record, error] {
	return func(yield func(store.Record, error) bool) {
		q := store.Query{Offset: offset}
		for left := limit; left != 0; {
			q.Limit = pageSize
			if left > 0 {
				q.Limit = min(q.Limit, left)
				left -= q.Limit
			}
			page, err := page(q)
			if err != nil {
				yield(store.Record{}, err)
				return
			}
			for _, r := range page.Records {
				if !yield(r, nil) {
					return
				}
			}
			if page.Next == "" {
				return
			}
			q.After, q.Offset = page.Next, 0
		}
	}
}

func (r reader) Count(ctx context.Context, org, typ string, narrow []store.Eq) (n int, err error) {
	if err = store.CheckNarrow(narrow); err == nil {
		w := newWhere(org, typ)
		l := lookup{reader: r, where: w, cond: w.all(all(narrow))}
		n, err = l.count(ctx)
	}
	if err != nil {
		return 0, fmt.Errorf("count %s records of organisation %s: %w", typ, org, err)
	}
	return n, nil
}

// Query implements store.Reader. No connection is held while Check runs.
func (s *Store) Query(ctx context.Context, org, typ string, q store.Query) (store.Page, error) {
	return match.Checked(ctx, q, func(q store.Query) (store.Page, error) {
		return read(ctx, s, func(r reader) (store.Page, error) { return r.answer(ctx, org, typ, q) })
	})
}

// Scan implements store.Reader. A connection is borrowed for one page at a time, never while the loop body runs.
func (s *Store) Scan(
	ctx context.Context, org, typ string, narrow []store.Eq, offset, limit int,
) iter.Seq2[store.Record, error] {
	return pages(offset, limit, func(q store.Query) (store.Page, error) {
		q.Where = all(narrow)
		return s.Query(ctx, org, typ, q)
	})
}
