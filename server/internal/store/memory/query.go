package memory

import (
	"context"
	"fmt"
	"slices"

	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/match"
)

func (r reader) Query(ctx context.Context, org, typ string, q store.Query) (store.Page, error) {
	return match.Checked(ctx, q, func(q store.Query) (store.Page, error) { return r.answer(ctx, org, typ, q) })
}

// answer answers a query that has no Check.
func (r reader) answer(ctx context.Context, org, typ string, q store.Query) (store.Page, error) {
	page, err := r.query(ctx, org, typ, q)
	if err != nil {
		return store.Page{}, fmt.Errorf("query %s records of organisation %s: %w", typ, org, err)
	}
	return page, nil
}

// found is an entry that satisfies a query, with its place in the order.
type found struct {
	*entry
	match.Place
}

func (r reader) query(ctx context.Context, org, typ string, q store.Query) (store.Page, error) {
	page := store.Page{Total: -1}
	if err := store.CheckQuery(&q); err != nil {
		return page, err
	}
	candidates, err := r.candidates(ctx, org, typ, match.Narrow(q.Where))
	if err != nil {
		return page, err
	}
	matches := r.matches(org, typ, q, candidates)
	if q.Total {
		page.Total = len(matches)
	}
	start := 0
	if q.After != "" {
		if start, err = r.behind(org, typ, q, matches); err != nil {
			return page, err
		}
	}
	start = min(start+max(q.Offset, 0), len(matches))
	end := len(matches)
	if q.Limit >= 0 {
		end = min(end, start+q.Limit)
	}
	for _, f := range matches[start:end] {
		page.Records = append(page.Records, f.copy())
	}
	if start < end && end < len(matches) {
		page.Next = match.PositionOf(q.Sort, &page.Records[len(page.Records)-1])
	}
	return page, nil
}

// matches returns what satisfies the condition, in order.
func (r reader) matches(org, typ string, q store.Query, candidates bySeq) (matches []found) {
	program := match.Compile(q.Where)
	rel := &relations{o: r.state.organisations[org]}
	for _, e := range candidates {
		if e.record.Type == typ && program.Holds(match.Subject{Record: &e.record, Relations: rel}) {
			f := found{e, match.Place{Seq: e.record.Seq}}
			if q.Sort != nil {
				f.Weight = match.Weigh(q.Sort, &e.record)
			}
			matches = append(matches, f)
		}
	}
	if q.Sort != nil {
		slices.SortFunc(matches, func(a, b found) int { return match.Compare(q.Sort, a.Place, b.Place) })
	}
	return matches
}

// behind finds the first match behind the position of a query.
func (r reader) behind(org, typ string, q store.Query, matches []found) (int, error) {
	place, incomplete, err := match.PlaceOf(q.Sort, q.After)
	if err != nil {
		return 0, err
	}
	if incomplete {
		e := r.bySeq(org, typ, place.Seq)
		if e == nil {
			return 0, fmt.Errorf("%w: its record has gone", store.ErrPosition)
		}
		place.Weight = match.Weigh(q.Sort, &e.record)
	}
	i, at := slices.BinarySearchFunc(matches, place, func(f found, p match.Place) int {
		return match.Compare(q.Sort, f.Place, p)
	})
	if at {
		i++
	}
	return i, nil
}

func (r reader) bySeq(org, typ string, seq int64) *entry {
	if o := r.state.organisations[org]; o != nil && o.kinds[typ] != nil {
		all := o.kinds[typ].all
		if i := all.search(seq); i < len(all) && all[i].record.Seq == seq {
			return all[i]
		}
	}
	return nil
}

// relations answers for one query, whose groups it walks once.
type relations struct {
	o      *organisation
	inside map[string]map[*entry]bool // members of a group, direct and indirect
}

func (r *relations) HasMember(group *store.Record, id string) bool {
	if id == "" {
		return false
	}
	_, has := r.o.resources[group.ID].members[r.o.resources[id]]
	return has
}

func (r *relations) InGroup(member *store.Record, group string) bool {
	inside, known := r.inside[group]
	if !known {
		inside = map[*entry]bool{}
		if g := r.o.resources[group]; g != nil {
			for queue := []*entry{g}; len(queue) > 0; queue = queue[1:] {
				for m := range queue[0].members {
					if m != g && !inside[m] {
						inside[m] = true
						queue = append(queue, m)
					}
				}
			}
		}
		if r.inside == nil {
			r.inside = map[string]map[*entry]bool{}
		}
		r.inside[group] = inside
	}
	return inside[r.o.resources[member.ID]]
}
