package resources

import (
	"context"
	"errors"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
	"github.com/entrasim/entrasim/server/internal/store"
)

// Create stores a new resource (RFC 7644 §3.3). id, meta and other read-only attributes of the body are ignored.
func (s *Service) Create(ctx context.Context, sc Scope, rt *schema.ResourceType, body scim.Object, p *schema.Projection) (Answer, error) {
	obj, secrets, err := rt.NormalizeSecrets(body, sc.Mode)
	if err != nil {
		return Answer{}, err
	}
	if err := s.countMembers(sc, obj); err != nil {
		return Answer{}, err
	}
	password, err := s.secretOf(ctx, sc, rt, "", secrets)
	if err != nil {
		return Answer{}, err
	}
	manager := managerOf(rt, obj)
	fresh := store.Record{Version: 1, Created: s.now()}
	fresh.Modified = fresh.Created
	members := sc.fill(&fresh, rt, obj, password.hash)
	ids, err := s.cfg.IDs.begin(sc, rt.Name, nameOf(&fresh))
	if err != nil {
		return Answer{}, err
	}
	var (
		rec  store.Record
		rel  related
		used uint64
	)
	if manager == "" && len(members) == 0 {
		rec = fresh
		used, err = insert(ids, &rec, func(rec *store.Record) error { return store.Insert(ctx, s.cfg.Store, rec) })
	} else {
		err = s.cfg.Store.Update(ctx, func(tx store.Tx) (err error) {
			rec, rel = fresh, related{}
			if used, err = insert(ids, &rec, func(rec *store.Record) error { return tx.Insert(ctx, rec) }); err != nil {
				return err
			}
			if err := checkManager(ctx, tx, sc, manager); err != nil || len(members) == 0 {
				return err
			}
			if _, err := addMembers(ctx, tx, sc, rec.ID, members); err != nil {
				return err
			}
			rel, err = relate(ctx, tx, sc, rt, rec.ID, p)
			return err
		})
	}
	if err != nil {
		return Answer{}, fromStore(err, rt, rec.ID, "create")
	}
	ids.done(used)
	return sc.answer(rt, &rec, rel, p)
}

// insert adds a record under the first id that is free and says which candidate that was.
func insert(ids *mint, rec *store.Record, add func(*store.Record) error) (uint64, error) {
	for i := uint64(0); ; i++ {
		id, ok := ids.candidate(i)
		if !ok {
			return 0, errors.New("a random id was taken: the source of randomness is broken")
		}
		rec.ID = id
		err := add(rec)
		var taken *store.ConflictError
		if err == nil || !errors.Is(err, store.ErrConflict) || errors.As(err, &taken) {
			return i, err
		}
	}
}
