package match

import (
	"context"

	"github.com/entrasim/entrasim/server/internal/store"
)

// step is how many records are read at a time for a Check.
const step = 256

// Checked answers a query that has a Check with the help of fetch, which answers those that have none.
func Checked(ctx context.Context, q store.Query, fetch func(store.Query) (store.Page, error)) (store.Page, error) {
	if q.Check == nil {
		return fetch(q)
	}
	page, total := store.Page{Total: -1}, 0
	skip := max(q.Offset, 0)
	err := each(ctx, q, fetch, func(r *store.Record) (goOn bool) {
		total++
		switch {
		case skip > 0:
			skip--
		case q.Limit < 0 || len(page.Records) < q.Limit:
			page.Records = append(page.Records, *r)
		case page.Next == "" && len(page.Records) > 0:
			page.Next = PositionOf(q.Sort, &page.Records[len(page.Records)-1])
			return q.Total && q.After == ""
		case len(page.Records) == 0: // a limit of 0
			return q.Total && q.After == ""
		}
		return true
	})
	if err != nil || !q.Total {
		return page, err
	}
	if q.After != "" {
		total = 0
		q.After, q.Sort = "", nil
		err = each(ctx, q, fetch, func(*store.Record) bool {
			total++
			return true
		})
	}
	page.Total = total
	return page, err
}

// each calls yield for the records from q.After on that pass the Check, in order, until it returns false.
func each(
	ctx context.Context, q store.Query, fetch func(store.Query) (store.Page, error), yield func(*store.Record) bool,
) error {
	inner := store.Query{Where: q.Where, Sort: q.Sort, After: q.After, Limit: step}
	for {
		page, err := fetch(inner)
		if err != nil {
			return err
		}
		for i := range page.Records {
			ok, err := q.Check(ctx, &page.Records[i])
			if err != nil {
				return err
			}
			if ok && !yield(&page.Records[i]) {
				return nil
			}
		}
		if page.Next == "" {
			return nil
		}
		inner.After = page.Next
	}
}
