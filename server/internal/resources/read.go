package resources

import (
	"context"

	"github.com/entrasim/entrasim/server/internal/schema"
)

// Get reads one resource (RFC 7644 §3.4.1).
func (s *Service) Get(ctx context.Context, sc Scope, rt *schema.ResourceType, id string, pre Precondition, p *schema.Projection) (Answer, error) {
	rec, err := get(ctx, s.cfg.Store, sc, rt, id)
	if err != nil {
		return Answer{}, fromStore(err, rt, id, "read")
	}
	if err := pre.read(rec.Version); err != nil {
		return Answer{ETag: etag(rec.Version), Location: sc.location(rt, id)}, err
	}
	rel, err := relate(ctx, s.cfg.Store, sc, rt, id, p)
	if err != nil {
		return Answer{}, err
	}
	return sc.answer(rt, &rec, rel, p)
}
