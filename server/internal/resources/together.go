package resources

import (
	"context"
	"errors"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
	"github.com/entrasim/entrasim/server/internal/store"
)

// Creation is one of several resources that refer to each other.
type Creation struct {
	Name string // by which the others refer to it
	Type *schema.ResourceType
	Body scim.Object
}

// Resolver returns a copy of a resource in which names are replaced by ids.
type Resolver func(obj scim.Object, ids map[string]string) scim.Object

// CreateTogether creates resources that refer to each other in a circle (RFC 7644 §3.7.1): all of them or none. When it fails
// it says which of list was at fault; an error that IsCycle reports means that groups would contain themselves.
func (s *Service) CreateTogether(ctx context.Context, sc Scope, list []Creation, resolve Resolver) (made []Answer, fault int, err error) {
	drafts := make([]draft, len(list))
	for i, c := range list {
		if drafts[i], err = s.draft(ctx, sc, c); err != nil {
			return nil, i, err
		}
	}
	err = s.cfg.Store.Update(ctx, func(tx store.Tx) error {
		ids := make(map[string]string, len(drafts))
		for i := range drafts {
			d := &drafts[i]
			fault = i
			d.rec = d.fresh
			var err error
			if d.used, err = insert(d.mint, &d.rec, func(rec *store.Record) error { return tx.Insert(ctx, rec) }); err != nil {
				return err
			}
			ids[d.name] = d.rec.ID
		}
		for i := range drafts {
			fault = i
			if err := drafts[i].connect(ctx, tx, sc, ids, resolve); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fault, fromStore(err, list[fault].Type, "", "create")
	}
	for i := range drafts {
		d := &drafts[i]
		d.mint.done(d.used)
		made = append(made, Answer{ID: d.rec.ID, Location: sc.location(d.rt, d.rec.ID), ETag: etag(d.rec.Version), Changed: true})
	}
	return made, 0, nil
}

// IsCycle reports whether members were refused because a group would contain itself.
func IsCycle(err error) bool { return errors.Is(err, errCycle) }

// draft is a resource that has no id yet.
type draft struct {
	name  string
	rt    *schema.ResourceType
	obj   scim.Object // canonical, with names for ids
	hash  string
	fresh store.Record
	mint  *mint

	rec  store.Record
	used uint64
}

func (s *Service) draft(ctx context.Context, sc Scope, c Creation) (draft, error) {
	obj, secrets, err := c.Type.NormalizeSecrets(c.Body, sc.Mode)
	if err != nil {
		return draft{}, err
	}
	if err := s.countMembers(sc, obj); err != nil {
		return draft{}, err
	}
	password, err := s.secretOf(ctx, sc, c.Type, "", secrets)
	if err != nil {
		return draft{}, err
	}
	d := draft{name: c.Name, rt: c.Type, obj: obj, hash: password.hash, fresh: store.Record{Version: 1, Created: s.now()}}
	d.fresh.Modified = d.fresh.Created
	sc.fill(&d.fresh, c.Type, scim.CloneObject(obj), d.hash)
	d.mint, err = s.cfg.IDs.begin(sc, c.Type.Name, nameOf(&d.fresh))
	return d, err
}

// nameOf is what an id may be derived from.
func nameOf(rec *store.Record) string {
	if rec.UniqueKey != "" {
		return rec.UniqueKey
	}
	return rec.DisplayKey
}

// connect puts ids in the place of names.
func (d *draft) connect(ctx context.Context, tx store.Tx, sc Scope, ids map[string]string, resolve Resolver) error {
	obj := resolve(d.obj, ids)
	if err := checkManager(ctx, tx, sc, managerOf(d.rt, obj)); err != nil {
		return err
	}
	members := sc.fill(&d.rec, d.rt, obj, d.hash)
	if err := tx.Replace(ctx, d.rec); err != nil || len(members) == 0 {
		return err
	}
	_, err := addMembers(ctx, tx, sc, d.rec.ID, members)
	return err
}
