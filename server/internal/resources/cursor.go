package resources

import (
	"context"
	"errors"

	"github.com/entrasim/entrasim/server/internal/scim"
	"github.com/entrasim/entrasim/server/internal/store"
)

// CursorTimeout is how many seconds a cursor is good for (cursorTimeout, RFC 9865 §4).
const CursorTimeout = 3600

// The scimType keywords of RFC 9865 §2.1.
const (
	invalidCursor = "invalidCursor"
	expiredCursor = "expiredCursor"
	invalidCount  = "invalidCount"
)

// byCursor takes the page at a cursor (RFC 9865 §2). Where it begins is the place behind a record, not a number, so what is
// created or deleted meanwhile neither repeats nor hides anything else.
func (pg *page) byCursor(ctx context.Context, lim Limits) error {
	if pg.q.StartIndex > 0 {
		return scim.BadRequest(scim.InvalidValue, "startIndex and cursor are two ways of paging; use one of them")
	}
	if pg.q.Count > lim.MaxResults {
		return scim.BadRequest(invalidCount, "count must be between 0 and %d", lim.MaxResults)
	}
	m := pg.merge()
	if *pg.q.Cursor != "" {
		if err := pg.resume(m); err != nil {
			return err
		}
	}
	if len(pg.plans) == 1 && pg.count > 0 {
		return positioned(pg.single(ctx, m))
	}
	pg.total = 0
	if err := pg.totals(ctx, m); err != nil || pg.count == 0 {
		return positioned(err)
	}
	for range pg.count {
		src, rec, err := m.pull(ctx)
		if err != nil {
			return positioned(err)
		}
		if src == nil {
			break
		}
		if err := pg.add(ctx, src.plan, rec); err != nil {
			return err
		}
	}
	return positioned(pg.seal(ctx, m))
}

// single is byCursor for one type, which needs no merging. Only for the first page everything is counted: to count again for
// each would make going through all pages cost the square of their number.
func (pg *page) single(ctx context.Context, m *merge) error {
	src := m.sources[0]
	q := src.plan.query
	q.After, q.Limit, q.Total = src.after, pg.count, !pg.resumed
	got, err := pg.ask(ctx, src.plan, q)
	if err != nil {
		return err
	}
	if !pg.resumed {
		pg.total = got.Total
	}
	src.after, src.left = got.Next, got.Next != ""
	if err := pg.addAll(ctx, src.plan, got.Records); err != nil {
		return err
	}
	return pg.seal(ctx, m)
}

// resume goes to where a cursor points.
func (pg *page) resume(m *merge) error {
	t, err := openTicket(&pg.sc, &pg.q, m)
	if err != nil {
		return err
	}
	if pg.s.now().Unix() > t.expires {
		return scim.BadRequest(expiredCursor, "the cursor has expired; a page must be asked for within %d seconds after the one before", CursorTimeout)
	}
	if pg.q.Count >= 0 && pg.count != t.count {
		return scim.BadRequest(invalidCount, "count must stay %d, as in the request for the first page", t.count)
	}
	pg.count, pg.total, pg.resumed = t.count, t.total, true
	for i, src := range m.sources {
		src.begin, src.after, src.left = t.positions[i], t.positions[i], t.positions[i] != "" || t.untouched[i]
		src.ended = !src.left
	}
	return nil
}

// seal makes the cursor of the page behind this one, if there is one.
func (pg *page) seal(ctx context.Context, m *merge) error {
	t := ticket{expires: pg.s.now().Unix() + CursorTimeout, count: pg.count, total: pg.total}
	more := false
	for _, src := range m.sources {
		at, left, err := m.position(ctx, src)
		if err != nil {
			return err
		}
		more = more || left
		t.positions = append(t.positions, at)
		t.untouched = append(t.untouched, left && at == "")
	}
	if !more {
		return nil
	}
	var err error
	pg.next, err = t.seal(&pg.sc, &pg.q, m)
	return err
}

func badCursor() error {
	return scim.BadRequest(invalidCursor, "the cursor is not one of this query; take it from nextCursor, or leave it empty for the first page")
}

// positioned turns the store's refusal of a position into the client's error.
func positioned(err error) error {
	if errors.Is(err, store.ErrPosition) {
		return badCursor()
	}
	return err
}
