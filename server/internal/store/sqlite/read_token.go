package sqlite

import (
	"context"
	"fmt"

	"github.com/entrasim/entrasim/server/internal/store"
)

const tokenColumns = "id, org, provider, label, hash, created, expires, revoked, last_used, subject, read_only"

var (
	sqlTokenByHash = newQuery("SELECT " + tokenColumns + " FROM token WHERE hash = ?1")
	sqlTokens      = newQuery("SELECT " + tokenColumns + ` FROM token
		WHERE org = ?1 AND (?2 = '' OR provider = ?2) ORDER BY created, id`)
	sqlRoleMappings = newQuery(`
		SELECT p.org, g.id, p.role FROM role_mapping p JOIN resource g ON g.seq = p.grp
		WHERE p.org = ?1 ORDER BY g.id`)
)

func token(row row) store.Token {
	t := store.Token{
		ID:           row.text(0),
		Organisation: row.text(1),
		Provider:     row.text(2),
		Label:        row.text(3),
		Created:      row.time(5),
		Expires:      row.time(6),
		Revoked:      row.time(7),
		LastUsed:     row.time(8),
		Subject:      row.text(9),
		ReadOnly:     row.boolean(10),
	}
	copy(t.Hash[:], row.blob(4))
	return t
}

func (r reader) TokenByHash(ctx context.Context, hash [32]byte) (t store.Token, err error) {
	if err := r.one(ctx, sqlTokenByHash, func(row row) { t = token(row) }, hash[:]); err != nil {
		return store.Token{}, fmt.Errorf("look up token: %w", err)
	}
	return t, nil
}

func (r reader) Tokens(ctx context.Context, org, provider string) ([]store.Token, error) {
	ts, err := list(ctx, r.conn, sqlTokens, token, org, provider)
	if err != nil {
		return nil, fmt.Errorf("list tokens of organisation %s: %w", org, err)
	}
	return ts, nil
}

func (r reader) RoleMappings(ctx context.Context, org string) ([]store.RoleMapping, error) {
	ms, err := list(ctx, r.conn, sqlRoleMappings, func(row row) store.RoleMapping {
		return store.RoleMapping{Organisation: row.text(0), GroupID: row.text(1), Role: row.text(2)}
	}, org)
	if err != nil {
		return nil, fmt.Errorf("list role mappings of organisation %s: %w", org, err)
	}
	return ms, nil
}
