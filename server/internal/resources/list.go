package resources

import (
	"context"
	"strconv"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
	"github.com/entrasim/entrasim/server/internal/store"
)

// Query is what a list is asked for.
type Query struct {
	Filter     string // "" matches everything
	StartIndex int    // from 1; smaller means 1
	Count      int    // size of the page; negative means DefaultCount; more than MaxResults means MaxResults
	Projection *schema.Projection
}

// List answers a query with a ListResponse (RFC 7644 §3.4.2), in the order in which resources were created. totalResults is
// exact; Resources is there also when it is empty (Q32).
func (s *Service) List(ctx context.Context, sc Scope, rt *schema.ResourceType, q Query) ([]byte, error) {
	cond, err := prepare(q.Filter, rt, sc.Mode)
	if err != nil {
		return nil, err
	}
	q.StartIndex = max(q.StartIndex, 1)
	if q.Count < 0 {
		q.Count = DefaultCount
	}
	q.Count = min(q.Count, s.cfg.MaxResults)
	pg := page{s: s, sc: sc, rt: rt, q: q}
	if cond == nil {
		err = pg.all(ctx)
	} else {
		err = pg.matching(ctx, cond)
	}
	if err != nil {
		return nil, fromStore(err, rt, "", "list")
	}
	return pg.response(), nil
}

// page collects one page.
type page struct {
	s     *Service
	sc    Scope
	rt    *schema.ResourceType
	q     Query
	total int
	items int
	body  []byte // the items, comma-separated
}

// all takes the page straight from the store's order.
func (pg *page) all(ctx context.Context) error {
	var err error
	if pg.total, err = pg.s.cfg.Store.Count(ctx, pg.sc.Organisation, pg.rt.Name, nil); err != nil {
		return err
	}
	if pg.q.Count == 0 || pg.q.StartIndex > pg.total {
		return nil
	}
	for rec, err := range pg.s.cfg.Store.Scan(ctx, pg.sc.Organisation, pg.rt.Name, nil, pg.q.StartIndex-1, pg.q.Count) {
		if err != nil {
			return err
		}
		if err := pg.add(ctx, &rec); err != nil {
			return err
		}
	}
	return nil
}

// matching looks at every candidate, because totalResults counts them all.
func (pg *page) matching(ctx context.Context, cond *condition) error {
	for rec, err := range pg.s.cfg.Store.Scan(ctx, pg.sc.Organisation, pg.rt.Name, cond.narrow, 0, -1) {
		if err != nil {
			return err
		}
		ok, err := cond.holds(ctx, pg.s.cfg.Store, pg.sc, pg.rt, &rec)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		pg.total++
		if pg.total < pg.q.StartIndex || pg.items >= pg.q.Count {
			continue
		}
		if err := pg.add(ctx, &rec); err != nil {
			return err
		}
	}
	return nil
}

func (pg *page) add(ctx context.Context, rec *store.Record) error {
	rel, err := relate(ctx, pg.s.cfg.Store, pg.sc, pg.rt, rec.ID, pg.q.Projection)
	if err != nil {
		return err
	}
	if pg.items > 0 {
		pg.body = append(pg.body, ',')
	}
	pg.items++
	pg.body, err = pg.sc.append(pg.body, pg.rt, rec, rel, pg.q.Projection)
	return err
}

func (pg *page) response() []byte {
	dst := make([]byte, 0, len(pg.body)+160)
	dst = append(dst, `{"schemas":["`+scim.MessageListResponse+`"],"totalResults":`...)
	dst = strconv.AppendInt(dst, int64(pg.total), 10)
	dst = append(dst, `,"startIndex":`...)
	dst = strconv.AppendInt(dst, int64(pg.q.StartIndex), 10)
	dst = append(dst, `,"itemsPerPage":`...)
	dst = strconv.AppendInt(dst, int64(pg.items), 10)
	dst = append(dst, `,"Resources":[`...)
	dst = append(dst, pg.body...)
	return append(dst, "]}"...)
}
