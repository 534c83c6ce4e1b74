package sqlite

import (
	"context"
	"fmt"

	"github.com/entrasim/entrasim/server/internal/store"
)

var (
	sqlPutOrganisation = newQuery(`
		INSERT INTO organisation (id, name, mood, created) VALUES (?1, ?2, ?3, ?4)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, mood = excluded.mood, created = excluded.created`)
	sqlClearRoles         = newQuery("DELETE FROM organisation_role WHERE org = ?1")
	sqlAddRole            = newQuery("INSERT INTO organisation_role (org, rank, role) VALUES (?1, ?2, ?3)")
	sqlDeleteOrganisation = newQuery("DELETE FROM organisation WHERE id = ?1")
)

func (t *tx) PutOrganisation(ctx context.Context, o store.Organisation) error {
	if err := t.putOrganisation(ctx, o); err != nil {
		return fmt.Errorf("put organisation %s: %w", o.ID, err)
	}
	return nil
}

func (t *tx) putOrganisation(ctx context.Context, o store.Organisation) error {
	if err := o.Check(); err != nil {
		return err
	}
	if err := t.put(ctx, sqlPutOrganisation, o.ID, o.Name, o.Mood, instant(o.Created)); err != nil {
		return err
	}
	if _, _, err := t.write(ctx, sqlClearRoles, o.ID); err != nil {
		return err
	}
	for rank, role := range o.Roles {
		if err := t.put(ctx, sqlAddRole, o.ID, int64(rank), role); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) DeleteOrganisation(ctx context.Context, id string) error {
	if err := t.change(ctx, sqlDeleteOrganisation, id); err != nil {
		return fmt.Errorf("delete organisation %s: %w", id, err)
	}
	return nil
}
