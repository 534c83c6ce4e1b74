package sqlite

import (
	"context"
	"database/sql/driver"
	"fmt"
	"math"
	"slices"

	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/match"
)

func (r reader) Query(ctx context.Context, org, typ string, q store.Query) (store.Page, error) {
	return match.Checked(ctx, q, func(q store.Query) (store.Page, error) { return r.answer(ctx, org, typ, q) })
}

// Query implements store.Reader. No connection is held while Check runs.
func (s *Store) Query(ctx context.Context, org, typ string, q store.Query) (store.Page, error) {
	return match.Checked(ctx, q, func(q store.Query) (store.Page, error) {
		if s.nobody.excludes(org, typ, &q) {
			return s.empty(ctx, &q)
		}
		return read(ctx, s, func(r reader) (page store.Page, err error) {
			one := findsOne(&q)
			if one || q.Sort == nil && !q.Total {
				page, err = r.answer(ctx, org, typ, q)
			} else {
				err = r.conn.snapshot(ctx, func() error {
					page, err = r.answer(ctx, org, typ, q)
					return err
				})
			}
			if one && err == nil && len(page.Records) == 0 {
				s.missed()
			}
			return page, err
		})
	})
}

// findsOne reports whether q is a first page with one record at most, which one statement answers.
func findsOne(q *store.Query) bool {
	if q.Sort != nil || q.After != "" || q.Offset > 0 || q.Limit == 0 {
		return false
	}
	return slices.ContainsFunc(match.Narrow(q.Where), func(eq store.Eq) bool {
		return eq.Value != "" && (eq.Index == store.ByID || eq.Index == store.ByUniqueKey)
	})
}

// empty answers a query that finds nothing, as long as the store is open and there is time.
func (s *Store) empty(ctx context.Context, q *store.Query) (store.Page, error) {
	if err := s.gate.Enter(); err != nil {
		return store.Page{}, err
	}
	defer s.gate.Leave()
	if q.Total {
		return store.Page{}, ctx.Err()
	}
	return store.Page{Total: -1}, ctx.Err()
}

// answer answers a query that has no Check.
func (r reader) answer(ctx context.Context, org, typ string, q store.Query) (store.Page, error) {
	if err := store.CheckQuery(&q); err != nil {
		return store.Page{}, fmt.Errorf("query %s records of organisation %s: %w", typ, org, err)
	}
	w := newWhere(org, typ)
	defer w.done()
	l := lookup{reader: r, where: w, org: org, typ: typ, q: q, cond: w.text(q.Where)}
	page, err := l.page(ctx)
	if err != nil {
		return store.Page{}, fmt.Errorf("query %s records of organisation %s: %w", typ, org, err)
	}
	return page, nil
}

// lookup is a query under way.
type lookup struct {
	reader
	*where
	org, typ string
	q        store.Query
	cond     string // the condition as SQL
}

// page collects one record more than was asked for, to know whether there are more.
func (l *lookup) page(ctx context.Context) (page store.Page, err error) {
	place, err := l.place(ctx)
	if err != nil {
		return page, err
	}
	page.Total = -1
	total, far, err := l.isFarBehind(ctx)
	if err != nil {
		return page, err
	}
	switch {
	case l.q.Sort != nil:
		page.Records, err = l.sorted(ctx, place)
	case l.q.Total && l.docs:
		page.Records, page.Total, err = l.counted(ctx, place)
	case far:
		page.Records, err = l.fromEnd(ctx, total)
	default:
		page.Records, err = l.inOrder(ctx, place)
	}
	if err != nil {
		return page, err
	}
	more := l.q.Limit >= 0 && len(page.Records) > l.q.Limit
	switch {
	case more && l.q.Limit == 0:
		page.Records = nil
	case more:
		page.Records = page.Records[:l.q.Limit]
		page.Next = match.PositionOf(l.q.Sort, &page.Records[l.q.Limit-1])
	}
	if l.q.Total && page.Total < 0 {
		if page.Total = len(page.Records); more || l.q.After != "" || l.q.Offset > 0 {
			page.Total, err = l.count(ctx)
		}
	}
	return page, err
}

// place reads the position that the page begins behind.
func (l *lookup) place(ctx context.Context) (match.Place, error) {
	if l.q.After == "" {
		return match.Place{}, nil
	}
	place, incomplete, err := match.PlaceOf(l.q.Sort, l.q.After)
	if err != nil || !incomplete {
		return place, err
	}
	records, err := l.fetch(ctx, []int64{place.Seq})
	if err == nil && len(records) == 0 {
		err = fmt.Errorf("%w: its record has gone", store.ErrPosition)
	}
	if err != nil {
		return place, err
	}
	place.Weight = match.Weigh(l.q.Sort, &records[0])
	return place, nil
}

// limits returns the parameters of LIMIT and OFFSET.
func (l *lookup) limits() (limit, offset int64) {
	limit = -1
	if l.q.Limit >= 0 {
		limit = min(int64(l.q.Limit), math.MaxInt64-1) + 1
	}
	return limit, int64(max(l.q.Offset, 0))
}

func (l *lookup) each(ctx context.Context, text string, fn func(row) error, extra ...driver.Value) error {
	return l.conn.eachText(ctx, !l.exact, text, fn, append(l.args[:len(l.args):len(l.args)], extra...)...)
}

// param is the number of a parameter that follows those of the condition, from 1.
func (l *lookup) param(n int) string { return fmt.Sprintf("?%d", len(l.args)+n) }

func (l *lookup) inOrder(ctx context.Context, place match.Place) (records []store.Record, err error) {
	limit, offset := l.limits()
	columns := recordColumns
	if l.several {
		columns = "r.seq" // sorted before the rest is read
	}
	text := fmt.Sprintf("SELECT %s FROM resource r WHERE %s AND r.seq > %s ORDER BY r.seq LIMIT %s OFFSET %s",
		columns, l.cond, l.param(1), l.param(2), l.param(3))
	if l.several {
		text = "SELECT " + recordColumns + " FROM resource r WHERE r.seq IN (" + text + ") ORDER BY r.seq"
	}
	err = l.each(ctx, text, func(row row) error {
		records = append(records, record(row, l.org, l.typ))
		return nil
	}, place.Seq, limit, offset)
	return records, err
}

func (l *lookup) count(ctx context.Context) (n int, err error) {
	if l.q.Where == nil {
		return l.total(ctx, l.org, l.typ)
	}
	err = l.each(ctx, "SELECT count(*) FROM resource r WHERE "+l.cond, func(row row) error {
		n = int(row.integer(0))
		return nil
	})
	return n, err
}

// counted goes through all matches once, for a condition that is too dear to be evaluated for page and total apart.
func (l *lookup) counted(ctx context.Context, place match.Place) (records []store.Record, total int, err error) {
	var seqs []int64
	limit, skip := l.limits()
	err = l.each(ctx, "SELECT r.seq FROM resource r WHERE "+l.cond+" ORDER BY r.seq", func(row row) error {
		total++
		seq := row.integer(0)
		switch {
		case seq <= place.Seq:
		case skip > 0:
			skip--
		case limit < 0 || int64(len(seqs)) < limit:
			seqs = append(seqs, seq)
		}
		return nil
	})
	if err == nil {
		records, err = l.fetch(ctx, seqs)
	}
	return records, total, err
}

var sqlBySeq = newQuery("SELECT " + recordColumns + " FROM resource r WHERE r.seq = ?1 AND r.org = ?2 AND r.type = ?3")

func (l *lookup) fetch(ctx context.Context, seqs []int64) (records []store.Record, err error) {
	for _, seq := range seqs {
		err := l.conn.each(ctx, sqlBySeq, func(row row) error {
			records = append(records, record(row, l.org, l.typ))
			return nil
		}, seq, l.org, l.typ)
		if err != nil {
			return nil, err
		}
	}
	return records, nil
}
