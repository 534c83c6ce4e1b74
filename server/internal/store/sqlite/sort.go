package sqlite

import (
	"context"
	"database/sql/driver"
	"fmt"

	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/match"
)

// sorted orders what matches by its weight, of which SQLite keeps no more than the page needs, and reads the records then.
func (l *lookup) sorted(ctx context.Context, place match.Place) ([]store.Record, error) {
	by := l.q.Sort
	weight := fields[by.By.Field].weight
	if by.By.Field == store.FieldDoc {
		weight = "entrasim_weight(" + l.handle(by) + ", r.doc)"
	}
	order, behind := "k NULLS LAST, seq", "1"
	if by.Descending {
		order = "k DESC NULLS FIRST, seq"
	}
	limit, offset := l.limits()
	extra := []driver.Value{limit, offset}
	if l.q.After != "" {
		bound, err := l.bound(place.Weight)
		if err != nil {
			return nil, err
		}
		extra = append(extra, bound, place.Seq)
		behind = l.behind(by, place, l.param(3), l.param(4))
	}
	text := fmt.Sprintf(`SELECT seq FROM (SELECT r.seq AS seq, %s AS k FROM resource r WHERE %s)
		WHERE %s ORDER BY %s LIMIT %s OFFSET %s`, weight, l.cond, behind, order, l.param(1), l.param(2))
	var seqs []int64
	err := l.each(ctx, text, func(row row) error {
		seqs = append(seqs, row.integer(0))
		return nil
	}, extra...)
	if err != nil {
		return nil, err
	}
	return l.fetch(ctx, seqs)
}

// bound is the form in which a weight is compared with those in the database.
func (l *lookup) bound(w match.Weight) (driver.Value, error) {
	text, isText := w.(string)
	switch f := l.q.Sort.By.Field; {
	case f == store.FieldDoc || !isText:
		return bound(w), nil
	case f == store.FieldCreated || f == store.FieldModified:
		at, err := match.ParseInstant(text)
		if err != nil {
			return nil, err
		}
		return instant(at), nil
	}
	return text, nil
}

// behind is the condition to come after a place, for seq and the weight k.
func (l *lookup) behind(by *store.Sort, place match.Place, weight, seq string) string {
	switch {
	case place.Weight == nil && by.Descending:
		return fmt.Sprintf("(k IS NOT NULL OR seq > %s AND %s IS NULL)", seq, weight)
	case place.Weight == nil:
		return fmt.Sprintf("(k IS NULL AND seq > %s AND %s IS NULL)", seq, weight)
	case by.Descending:
		return fmt.Sprintf("(k < %[1]s OR k = %[1]s AND seq > %[2]s)", weight, seq)
	}
	return fmt.Sprintf("(k > %[1]s OR k = %[1]s AND seq > %[2]s OR k IS NULL)", weight, seq)
}
