package postgres

import (
	"context"
	"fmt"
	"math"

	"github.com/jackc/pgx/v5"

	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/match"
)

func (r reader) Query(ctx context.Context, org, typ string, q store.Query) (store.Page, error) {
	return match.Checked(ctx, q, func(q store.Query) (store.Page, error) { return r.answer(ctx, org, typ, q) })
}

// answer answers a query that has no Check.
func (r reader) answer(ctx context.Context, org, typ string, q store.Query) (store.Page, error) {
	page := store.Page{Total: -1}
	err := store.CheckQuery(&q)
	if err == nil {
		w := newWhere(org, typ)
		l := lookup{reader: r, where: w, org: org, typ: typ, q: q, cond: w.all(q.Where)}
		page, err = l.page(ctx)
	}
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
func (l *lookup) page(ctx context.Context) (store.Page, error) {
	page := store.Page{Total: -1}
	place, err := l.place(ctx)
	if err != nil {
		return page, err
	}
	if l.q.Total && l.q.Limit == 0 {
		page.Total, err = l.count(ctx)
		return page, err
	}
	conditions := len(l.args)
	if l.q.Sort != nil {
		page.Records, err = l.sorted(ctx, place)
	} else {
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
	if l.q.Total {
		if page.Total = len(page.Records); more || l.q.After != "" || l.q.Offset > 0 {
			l.args = l.args[:conditions]
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
	records, err := l.records(ctx, "SELECT "+recordColumns+
		" FROM resource r WHERE r.seq = $1 AND r.org = $2 AND r.type = $3", place.Seq, text(l.org), text(l.typ))
	if err == nil && len(records) == 0 {
		err = fmt.Errorf("%w: its record has gone", store.ErrPosition)
	}
	if err != nil {
		return place, err
	}
	place.Weight = match.Weigh(l.q.Sort, &records[0])
	return place, nil
}

// slice writes LIMIT and OFFSET.
func (l *lookup) slice() string {
	clause := " OFFSET " + l.arg(int64(max(l.q.Offset, 0)), "bigint")
	if l.q.Limit >= 0 {
		clause = " LIMIT " + l.arg(min(int64(l.q.Limit), math.MaxInt64-1)+1, "bigint") + clause
	}
	return clause
}

func (l *lookup) records(ctx context.Context, sql string, args ...any) ([]store.Record, error) {
	return list(ctx, l.db, sql, func(row pgx.CollectableRow) (store.Record, error) { return record(row, l.org, l.typ) }, args...)
}

func (l *lookup) inOrder(ctx context.Context, place match.Place) ([]store.Record, error) {
	const all = "SELECT " + recordColumns + " FROM resource r WHERE "
	behind := ""
	if place.Seq > 0 {
		behind = " AND r.seq > " + l.arg(place.Seq, "bigint")
	}
	chosen := l.cond + behind + " ORDER BY r.seq" + l.slice()
	if l.q.Offset > 0 {
		// What is skipped need not be read, only counted, in an index where one is enough.
		chosen = "r.seq = ANY (ARRAY(SELECT r.seq FROM resource r WHERE " + chosen + ")) ORDER BY r.seq"
	}
	return l.records(ctx, all+chosen, l.args...)
}

func (l *lookup) count(ctx context.Context) (n int, err error) {
	err = l.db.one(ctx, "SELECT count(*) FROM resource r WHERE "+l.cond,
		func(row pgx.CollectableRow) error { return row.Scan(&n) }, l.args...)
	return n, err
}
