package resources

import (
	"context"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/store"
)

// Delete removes a resource and its memberships (RFC 7644 §3.6).
func (s *Service) Delete(ctx context.Context, sc Scope, rt *schema.ResourceType, id string, pre Precondition) error {
	now := s.now()
	err := s.cfg.Store.Update(ctx, func(tx store.Tx) error {
		if pre != (Precondition{}) {
			rec, err := get(ctx, tx, sc, rt, id)
			if err != nil {
				return err
			}
			if err := pre.write(rec.Version); err != nil {
				return err
			}
		}
		return tx.Delete(ctx, sc.Organisation, rt.Name, id, now)
	})
	return fromStore(err, rt, id, "delete")
}
