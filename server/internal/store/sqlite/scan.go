package sqlite

import (
	"context"
	"database/sql/driver"
	"fmt"
	"iter"

	"github.com/entrasim/entrasim/server/internal/store"
)

// pageSize bounds what a scan holds in memory, and how long it keeps a connection at a stretch.
const pageSize = 256

// The scans with at most one equality are prepared; others are put together when they come.
var (
	sqlScanAll = newQuery(scanText(nil))
	sqlScanBy  = map[store.Index]*query{}
	sqlCountBy = map[store.Index]*query{}
)

func init() {
	for _, index := range []store.Index{
		store.ByID, store.ByUniqueKey, store.ByExternalID, store.ByDisplay, store.ByMember,
	} {
		one := []store.Eq{{Index: index, Value: "x"}}
		sqlScanBy[index] = newQuery(scanText(one))
		sqlCountBy[index] = newQuery(countText(one))
	}
}

// scan turns pages into a sequence. No connection is held while the loop body runs.
func scan(offset, limit int, page func(after int64, offset, limit int) ([]store.Record, error)) iter.Seq2[store.Record, error] {
	return func(yield func(store.Record, error) bool) {
		after, offset, limit := int64(0), max(offset, 0), limit
		for limit != 0 {
			want := pageSize
			if limit > 0 {
				want = min(want, limit)
			}
			records, err := page(after, offset, want)
			if err != nil {
				yield(store.Record{}, err)
				return
			}
			for _, r := range records {
				if !yield(r, nil) {
					return
				}
			}
			if len(records) < want {
				return
			}
			after, offset = records[want-1].Seq, 0
			if limit > 0 {
				limit -= want
			}
		}
	}
}

func (r reader) Scan(
	ctx context.Context, org, typ string, narrow []store.Eq, offset, limit int,
) iter.Seq2[store.Record, error] {
	return scan(offset, limit, func(after int64, offset, limit int) ([]store.Record, error) {
		return r.page(ctx, org, typ, narrow, after, offset, limit)
	})
}

// page reads the records of a scan that come after the record with Seq after.
func (r reader) page(
	ctx context.Context, org, typ string, narrow []store.Eq, after int64, offset, limit int,
) (page []store.Record, err error) {
	add := func(row row) error {
		page = append(page, record(row, org, typ))
		return nil
	}
	narrow, possible, err := distinct(narrow)
	switch {
	case err != nil || !possible:
	case len(narrow) == 0:
		err = r.conn.eachSlow(ctx, sqlScanAll, add, org, typ, after, int64(limit), int64(offset))
	case len(narrow) == 1 && narrow[0].Value != "":
		q := sqlScanBy[narrow[0].Index]
		err = r.conn.each(ctx, q, add, org, typ, after, int64(limit), int64(offset), narrow[0].Value)
	default:
		args := append([]driver.Value{org, typ, after, int64(limit), int64(offset)}, values(narrow)...)
		err = r.conn.eachOnce(ctx, scanText(narrow), add, args...)
	}
	if err != nil {
		return nil, fmt.Errorf("scan %s records of organisation %s: %w", typ, org, err)
	}
	return page, nil
}

func (r reader) Count(ctx context.Context, org, typ string, narrow []store.Eq) (n int, err error) {
	set := func(row row) error {
		n = int(row.integer(0))
		return nil
	}
	narrow, possible, err := distinct(narrow)
	switch {
	case err != nil || !possible:
	case len(narrow) == 0:
		n, err = r.total(ctx, org, typ)
	case len(narrow) == 1 && narrow[0].Value != "":
		err = r.conn.each(ctx, sqlCountBy[narrow[0].Index], set, org, typ, nil, nil, nil, narrow[0].Value)
	default:
		args := append([]driver.Value{org, typ, nil, nil, nil}, values(narrow)...)
		err = r.conn.eachOnce(ctx, countText(narrow), set, args...)
	}
	if err != nil {
		return 0, fmt.Errorf("count %s records of organisation %s: %w", typ, org, err)
	}
	return n, nil
}
