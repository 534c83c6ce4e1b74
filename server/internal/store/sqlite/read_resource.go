package sqlite

import (
	"context"
	"fmt"

	"github.com/entrasim/entrasim/server/internal/store"
)

// reader answers questions on one connection: one of the pool, or the writer's inside a transaction.
type reader struct{ conn *conn }

var _ store.Reader = reader{}

var sqlGet = newQuery("SELECT " + recordColumns + " FROM resource r WHERE r.org = ?1 AND r.id = ?2 AND r.type = ?3")

func (r reader) Get(ctx context.Context, org, typ, id string) (rec store.Record, err error) {
	found := false
	err = r.conn.each(ctx, sqlGet, func(row row) error {
		rec, found = record(row, org, typ), true
		return nil
	}, org, id, typ)
	if err == nil && !found {
		err = store.ErrNotFound
	}
	if err != nil {
		return store.Record{}, fmt.Errorf("read %s %s: %w", typ, id, err)
	}
	return rec, nil
}

var sqlSeq = newQuery("SELECT seq FROM resource WHERE org = ?1 AND id = ?2 AND type = ?3")

// seq resolves a resource's id, or gives ErrNotFound.
func (r reader) seq(ctx context.Context, org, typ, id string) (seq int64, err error) {
	return seq, r.one(ctx, sqlSeq, func(row row) { seq = row.integer(0) }, org, id, typ)
}
