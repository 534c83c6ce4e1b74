package sqlite

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/entrasim/entrasim/server/internal/store"
)

var (
	sqlSettings    = newQuery("SELECT settings_version, settings FROM organisation WHERE id = ?1")
	sqlPutSettings = newQuery(
		"UPDATE organisation SET settings_version = settings_version + 1, settings = ?2 WHERE id = ?1")
)

func (r reader) Settings(ctx context.Context, org string) (store.Settings, error) {
	s := store.Settings{Organisation: org}
	if err := r.one(ctx, sqlSettings, func(row row) { s.Version, s.Doc = row.integer(0), row.blob(1) }, org); err != nil {
		return store.Settings{}, fmt.Errorf("read settings of organisation %s: %w", org, err)
	}
	return s, nil
}

func (t *tx) PutSettings(ctx context.Context, org string, doc []byte) (int64, error) {
	err := t.change(ctx, sqlPutSettings, org, blob(doc))
	var s store.Settings
	if err == nil {
		s, err = t.Settings(ctx, org)
	}
	if err != nil {
		return 0, fmt.Errorf("put settings of organisation %s: %w", org, err)
	}
	return s.Version, nil
}

var (
	sqlClient    = newQuery("SELECT id, org, provider, created, doc FROM client WHERE id = ?1")
	sqlClients   = newQuery("SELECT id, org, provider, created, doc FROM client WHERE org = ?1 ORDER BY id")
	sqlPutClient = newQuery(`
		INSERT INTO client (id, org, provider, created, doc) VALUES (?1, ?2, ?3, ?4, ?5)
		ON CONFLICT (id) DO UPDATE SET created = excluded.created, doc = excluded.doc
		WHERE org = excluded.org AND provider = excluded.provider`)
	sqlDeleteClient = newQuery("DELETE FROM client WHERE id = ?1")
)

func client(row row) store.Client {
	return store.Client{
		ID: row.text(0), Organisation: row.text(1), Provider: row.text(2), Created: row.time(3), Doc: row.blob(4),
	}
}

func (r reader) Client(ctx context.Context, id string) (c store.Client, err error) {
	if err := r.one(ctx, sqlClient, func(row row) { c = client(row) }, id); err != nil {
		return store.Client{}, fmt.Errorf("read client %s: %w", id, err)
	}
	return c, nil
}

func (r reader) Clients(ctx context.Context, org string) ([]store.Client, error) {
	cs, err := list(ctx, r.conn, sqlClients, client, org)
	if err != nil {
		return nil, fmt.Errorf("list clients of organisation %s: %w", org, err)
	}
	return cs, nil
}

func (t *tx) PutClient(ctx context.Context, c store.Client) error {
	err := c.Check()
	if err == nil {
		err = t.ownProvider(ctx, c.Organisation, c.Provider)
	}
	if err == nil {
		err = t.putOwn(ctx, sqlPutClient, c.ID, c.Organisation, c.Provider, instant(c.Created), blob(c.Doc))
	}
	if err != nil {
		return fmt.Errorf("put client %s: %w", c.ID, err)
	}
	return nil
}

func (t *tx) DeleteClient(ctx context.Context, id string) error {
	if err := t.change(ctx, sqlDeleteClient, id); err != nil {
		return fmt.Errorf("delete client %s: %w", id, err)
	}
	return nil
}

var (
	sqlForgetUsed = newQuery("DELETE FROM used WHERE until <= ?1")
	sqlUse        = newQuery("INSERT INTO used (fingerprint, until) VALUES (?1, ?2) ON CONFLICT (fingerprint) DO NOTHING")
)

func (t *tx) UseOnce(ctx context.Context, fingerprint [32]byte, now, until time.Time) (bool, error) {
	err := errors.Join(store.CheckTime("now", now), store.CheckTime("until", until))
	if err == nil {
		_, _, err = t.write(ctx, sqlForgetUsed, now.UnixNano())
	}
	var n int64
	if err == nil {
		n, _, err = t.write(ctx, sqlUse, fingerprint[:], until.UnixNano())
	}
	if err != nil {
		return false, fmt.Errorf("note fingerprint: %w", err)
	}
	return n > 0, nil
}

// Lock has nothing to do: one callback runs at a time.
func (t *tx) Lock(ctx context.Context, org string) error {
	if err := t.conn.usable(ctx); err != nil {
		return fmt.Errorf("lock organisation %s: %w", org, err)
	}
	return nil
}
