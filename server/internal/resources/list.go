package resources

import (
	"context"
	"fmt"
	"strings"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
	"github.com/entrasim/entrasim/server/internal/store"
)

// Query is what a search is asked for (RFC 7644 §3.4.2, RFC 9865 §2). The zero Query asks for the first no resources.
type Query struct {
	Filter     string // "" matches everything
	SortBy     string // "" is the order of creation
	Descending bool
	StartIndex int     // from 1; smaller means 1
	Count      int     // size of the page; negative means the default; more than MaxResults means MaxResults
	Cursor     *string // nil: pages by index; "" the first page by cursor
	CursorKey  []byte  // what cursors are sealed with: a secret of the client's; required with Cursor
	Attributes []string
	Excluded   []string
}

// SetOrder reads a sortOrder parameter.
func (q *Query) SetOrder(v string) error {
	switch {
	case strings.EqualFold(v, "ascending"):
		q.Descending = false
	case strings.EqualFold(v, "descending"):
		q.Descending = true
	default:
		return badOrder(v)
	}
	return nil
}

// List answers a search of one type with a ListResponse. totalResults is exact; Resources is there also when it is empty (Q32).
func (s *Service) List(ctx context.Context, sc Scope, rt *schema.ResourceType, q Query) ([]byte, error) {
	return s.Search(ctx, sc, []*schema.ResourceType{rt}, q)
}

// Search is List over several types. Unless sorted, they come one after the other.
func (s *Service) Search(ctx context.Context, sc Scope, types []*schema.ResourceType, q Query) ([]byte, error) {
	plans, err := s.plans(sc, types, &q)
	if err != nil {
		return nil, err
	}
	lim := s.limits(sc)
	pg := page{s: s, sc: sc, plans: plans, q: q, start: max(q.StartIndex, 1), count: min(q.Count, lim.MaxResults)}
	if q.Count < 0 {
		pg.count = lim.DefaultCount
	}
	if q.Cursor != nil {
		err = pg.byCursor(ctx, lim)
	} else {
		err = pg.byIndex(ctx)
	}
	if err != nil {
		return nil, fromStore(err, types[0], "", "list")
	}
	return pg.response(), nil
}

// page collects one page.
type page struct {
	s     *Service
	sc    Scope
	plans []*plan
	q     Query
	start int
	count int
	total int
	items int
	next  string // cursor of the page behind this one
	body  []byte // the items, comma-separated
	// resumed: by a cursor, which has told the total already
	resumed bool
}

// byIndex takes the page that startIndex and count name.
func (pg *page) byIndex(ctx context.Context) error {
	if len(pg.plans) == 1 && pg.count > 0 {
		q := pg.plans[0].query
		q.Offset, q.Limit, q.Total = pg.start-1, pg.count, true
		got, err := pg.ask(ctx, pg.plans[0], q)
		if err != nil {
			return err
		}
		pg.total = got.Total
		return pg.addAll(ctx, pg.plans[0], got.Records)
	}
	m := pg.merge()
	if err := pg.totals(ctx, m); err != nil || pg.count == 0 || pg.start > pg.total {
		return err
	}
	for i := 1; i < pg.start+pg.count; i++ {
		src, rec, err := m.pull(ctx)
		if err != nil || src == nil {
			return err
		}
		if i >= pg.start {
			if err := pg.add(ctx, src.plan, rec); err != nil {
				return err
			}
		}
	}
	return nil
}

// totals counts the matches of every type.
func (pg *page) totals(ctx context.Context, m *merge) error {
	for _, src := range m.sources {
		q := src.plan.query
		q.Total, q.Limit, q.Sort = true, 0, nil
		got, err := pg.ask(ctx, src.plan, q)
		if err != nil {
			return err
		}
		if src.begin == "" {
			src.left = got.Total > 0 && !src.ended
		}
		pg.total += got.Total
	}
	return nil
}

func (pg *page) ask(ctx context.Context, p *plan, q store.Query) (store.Page, error) {
	return pg.s.cfg.Store.Query(ctx, pg.sc.Organisation, p.rt.Name, q)
}

// addAll asks for the groups of all users at once: one by one they would be most of the time that a page takes.
func (pg *page) addAll(ctx context.Context, p *plan, records []store.Record) error {
	if len(records) < 2 || p.rt.Name != store.TypeUser || !p.rt.Wants(p.shows, "groups") {
		for i := range records {
			if err := pg.add(ctx, p, &records[i]); err != nil {
				return err
			}
		}
		return nil
	}
	ids := make([]string, len(records))
	for i := range records {
		ids[i] = records[i].ID
	}
	groups, err := pg.s.cfg.Store.GroupsOfEach(ctx, pg.sc.Organisation, ids)
	if err != nil {
		return fmt.Errorf("read groups of a page: %w", err)
	}
	for i := range records {
		if err := pg.put(p, &records[i], related{groups: groups[records[i].ID]}); err != nil {
			return err
		}
	}
	return nil
}

func (pg *page) add(ctx context.Context, p *plan, rec *store.Record) error {
	rel, err := relate(ctx, pg.s.cfg.Store, pg.sc, p.rt, rec.ID, p.shows)
	if err != nil {
		return err
	}
	return pg.put(p, rec, rel)
}

// put appends a resource to the page.
func (pg *page) put(p *plan, rec *store.Record, rel related) (err error) {
	if pg.items > 0 {
		pg.body = append(pg.body, ',')
	}
	pg.items++
	pg.body, err = pg.sc.append(pg.body, p.rt, rec, rel, p.shows)
	return err
}

var listHead = []byte(`{"schemas":["` + scim.MessageListResponse + `"],"totalResults":`)
