package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/entrasim/entrasim/server/internal/store"
)

const selectToken = "SELECT id, org, provider, label, hash, created, expires, revoked, last_used, subject, read_only FROM token "

// tokenColumns reads the columns of selectToken.
type tokenColumns struct {
	token                               *store.Token
	hash                                []byte
	created, expires, revoked, lastUsed *int64
}

func (c *tokenColumns) targets() []any {
	t := c.token
	return []any{
		&t.ID, &t.Organisation, &t.Provider, &t.Label, &c.hash, &c.created, &c.expires, &c.revoked, &c.lastUsed, &t.Subject, &t.ReadOnly,
	}
}

func (c *tokenColumns) done() {
	t := c.token
	t.ID, t.Organisation, t.Provider, t.Label = plain(t.ID), plain(t.Organisation), plain(t.Provider), plain(t.Label)
	t.Subject = plain(t.Subject)
	copy(t.Hash[:], c.hash)
	t.Created, t.Expires, t.Revoked, t.LastUsed = timeOf(c.created), timeOf(c.expires), timeOf(c.revoked), timeOf(c.lastUsed)
}

func token(row pgx.CollectableRow) (t store.Token, err error) {
	c := tokenColumns{token: &t}
	err = row.Scan(c.targets()...)
	c.done()
	return t, err
}

func (r reader) TokenByHash(ctx context.Context, hash [32]byte) (t store.Token, err error) {
	err = r.db.one(ctx, selectToken+"WHERE hash = $1"+r.db.lock(), func(row pgx.CollectableRow) (err error) {
		t, err = token(row)
		return err
	}, hash[:])
	if err != nil {
		return store.Token{}, fmt.Errorf("look up token: %w", err)
	}
	return t, nil
}

const selectBearer = `SELECT t.id, t.org, t.provider, t.label, t.hash, t.created, t.expires, t.revoked, t.last_used, t.subject, t.read_only,
		o.id, o.name, o.mood, o.roles, o.created, o.settings_version
	FROM token t JOIN organisation o ON o.id = t.org WHERE t.hash = $1`

// TokenAndOrganisation is what store.TokenAndOrganisation asks for: every request begins with it.
func (r reader) TokenAndOrganisation(ctx context.Context, hash [32]byte) (t store.Token, o store.Organisation, err error) {
	err = r.db.one(ctx, selectBearer+r.db.lock(), func(row pgx.CollectableRow) error {
		tokenParts, organisationParts := tokenColumns{token: &t}, organisationColumns{organisation: &o}
		err := row.Scan(append(tokenParts.targets(), organisationParts.targets()...)...)
		tokenParts.done()
		organisationParts.done()
		return err
	}, hash[:])
	if err != nil {
		return store.Token{}, store.Organisation{}, fmt.Errorf("look up token: %w", err)
	}
	return t, o, nil
}

func (r reader) Tokens(ctx context.Context, org, provider string) ([]store.Token, error) {
	ts, err := list(ctx, r.db, selectToken+"WHERE org = $1 AND ($2 = '' OR provider = $2) ORDER BY created NULLS FIRST, id",
		token, text(org), text(provider))
	if err != nil {
		return nil, fmt.Errorf("list tokens of organisation %s: %w", org, err)
	}
	return ts, nil
}

func (r reader) Settings(ctx context.Context, org string) (store.Settings, error) {
	s := store.Settings{Organisation: org}
	err := r.db.one(ctx, "SELECT settings_version, settings FROM organisation WHERE id = $1"+r.db.lock(),
		func(row pgx.CollectableRow) error { return row.Scan(&s.Version, &s.Doc) }, text(org))
	if err != nil {
		return store.Settings{}, fmt.Errorf("read settings of organisation %s: %w", org, err)
	}
	return s, nil
}

const selectClient = "SELECT id, org, provider, created, doc FROM client "

func client(row pgx.CollectableRow) (c store.Client, err error) {
	var created *int64
	err = row.Scan(&c.ID, &c.Organisation, &c.Provider, &created, &c.Doc)
	c.ID, c.Organisation, c.Provider, c.Created = plain(c.ID), plain(c.Organisation), plain(c.Provider), timeOf(created)
	return c, err
}

func (r reader) Client(ctx context.Context, id string) (c store.Client, err error) {
	err = r.db.one(ctx, selectClient+"WHERE id = $1"+r.db.lock(), func(row pgx.CollectableRow) (err error) {
		c, err = client(row)
		return err
	}, text(id))
	if err != nil {
		return store.Client{}, fmt.Errorf("read client %s: %w", id, err)
	}
	return c, nil
}

func (r reader) Clients(ctx context.Context, org string) ([]store.Client, error) {
	cs, err := list(ctx, r.db, selectClient+"WHERE org = $1 ORDER BY id", client, text(org))
	if err != nil {
		return nil, fmt.Errorf("list clients of organisation %s: %w", org, err)
	}
	return cs, nil
}
