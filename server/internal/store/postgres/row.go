package postgres

import (
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/entrasim/entrasim/server/internal/store"
)

// instant is the stored form of t: nanoseconds, NULL for the zero time. The callers have checked its range.
func instant(t time.Time) *int64 {
	if t.IsZero() {
		return nil
	}
	n := t.UnixNano()
	return &n
}

func timeOf(n *int64) time.Time {
	if n == nil {
		return time.Time{}
	}
	return time.Unix(0, *n).UTC()
}

// bytesOf keeps an empty document apart from NULL.
func bytesOf(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

const recordColumns = `r.seq, r.id, r.version, r.created, r.modified, r.unique_key, r.external_id, r.display_key, r.active, r.doc`

// record reads the columns of recordColumns.
func record(row pgx.CollectableRow, org, typ string, more ...any) (store.Record, error) {
	r := store.Record{Organisation: org, Type: typ}
	var created, modified *int64
	err := row.Scan(append([]any{
		&r.Seq, &r.ID, &r.Version, &created, &modified, &r.UniqueKey, &r.ExternalID, &r.DisplayKey, &r.Active, &r.Doc,
	}, more...)...)
	r.Created, r.Modified = timeOf(created), timeOf(modified)
	r.ID, r.UniqueKey, r.ExternalID, r.DisplayKey = plain(r.ID), plain(r.UniqueKey), plain(r.ExternalID), plain(r.DisplayKey)
	return r, err
}
