package sqlite

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/entrasim/entrasim/server/internal/store"
)

var sqlTotal = newQuery("SELECT n FROM total WHERE org = ?1 AND type = ?2")

// total returns how many records of a type there are, without counting them: triggers keep the number.
func (r reader) total(ctx context.Context, org, typ string) (n int, err error) {
	err = r.one(ctx, sqlTotal, func(row row) { n = int(row.integer(0)) }, org, typ)
	if errors.Is(err, store.ErrNotFound) {
		return 0, nil // there never was one
	}
	return n, err
}

// isFarBehind reports whether the page of a list of everything is nearer to its end than to its beginning, and the total.
func (l *lookup) isFarBehind(ctx context.Context) (total int, far bool, err error) {
	if l.q.Where != nil || !l.q.Total || l.q.After != "" || l.q.Offset <= 0 {
		return 0, false, nil
	}
	total, err = l.total(ctx, l.org, l.typ)
	return total, l.q.Offset > total/2, err
}

// fromEnd is inOrder for a page that is far behind: the way there leads back from the last record.
func (l *lookup) fromEnd(ctx context.Context, total int) (records []store.Record, err error) {
	limit, offset := l.limits()
	left := int64(total) - offset
	if left <= 0 {
		return nil, nil
	}
	if limit < 0 || limit > left {
		limit = left
	}
	text := fmt.Sprintf("SELECT %s FROM resource r WHERE %s ORDER BY r.seq DESC LIMIT %s OFFSET %s",
		recordColumns, l.cond, l.param(1), l.param(2))
	err = l.each(ctx, text, func(row row) error {
		records = append(records, record(row, l.org, l.typ))
		return nil
	}, limit, left-limit)
	slices.Reverse(records)
	return records, err
}
