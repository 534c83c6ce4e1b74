package resources

import (
	"bytes"
	"context"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
	"github.com/entrasim/entrasim/server/internal/store"
)

// Replace overwrites a resource (PUT, RFC 7644 §3.5.1): attributes the body leaves out are cleared, a group's members too.
//
// Read-only attributes of the body are ignored, an immutable one has to be what it is (400 mutability) or may be left out, and
// the password stays unless there is a new one.
func (s *Service) Replace(
	ctx context.Context, sc Scope, rt *schema.ResourceType, id string, body scim.Object, pre Precondition, p *schema.Projection,
) (Answer, error) {
	obj, secrets, err := rt.NormalizeSecrets(body, sc.Mode)
	if err == nil {
		err = s.countMembers(sc, obj)
	}
	if err != nil {
		// An unknown id is said to be unknown, whatever the body is like.
		if _, gerr := get(ctx, s.cfg.Store, sc, rt, id); gerr != nil {
			return Answer{}, fromStore(gerr, rt, id, "replace")
		}
		return Answer{}, err
	}
	password, err := s.secretOf(ctx, sc, rt, id, secrets)
	if err != nil {
		return Answer{}, fromStore(err, rt, id, "replace")
	}
	var ch change
	err = s.cfg.Store.Update(ctx, func(tx store.Tx) (err error) {
		ch = change{}
		if ch.rec, err = get(ctx, tx, sc, rt, id); err != nil {
			return err
		}
		if err := pre.write(ch.rec.Version); err != nil {
			return err
		}
		if err := s.replace(ctx, tx, sc, rt, &ch, body, password); err != nil {
			return err
		}
		ch.rel, err = relate(ctx, tx, sc, rt, id, p)
		return err
	})
	if err != nil {
		return Answer{}, fromStore(err, rt, id, "replace")
	}
	return sc.finish(rt, &ch, p)
}

// replace makes a record what body says.
func (s *Service) replace(
	ctx context.Context, tx store.Tx, sc Scope, rt *schema.ResourceType, ch *change, body scim.Object, password secret,
) error {
	old, err := decode(rt, &ch.rec)
	if err != nil {
		return err
	}
	obj, _, err := rt.Replace(old, body, sc.Mode)
	if err != nil {
		return err
	}
	if manager := managerOf(rt, obj); manager != managerOf(rt, old) {
		if err := checkManager(ctx, tx, sc, manager); err != nil {
			return err
		}
	}
	_, hash := splitSecret(ch.rec.Doc)
	var next store.Record
	members := sc.fill(&next, rt, obj, password.over(hash))
	if rt.Name == store.TypeGroup {
		have, err := tx.Members(ctx, sc.Organisation, ch.rec.ID)
		if err != nil {
			return err
		}
		if ch.changed, err = setMembers(ctx, tx, sc, ch.rec.ID, have, members); err != nil {
			return err
		}
	}
	return s.write(ctx, tx, ch, next)
}

// change is a change in the making.
type change struct {
	rec      store.Record // as it was, then as it is
	rel      related
	changed  bool // members were changed already
	password secret
}

// write puts the new document into the record if that or the members differ.
func (s *Service) write(ctx context.Context, tx store.Tx, ch *change, next store.Record) error {
	if !ch.changed && bytes.Equal(ch.rec.Doc, next.Doc) {
		return nil
	}
	ch.changed = true
	next.ID, next.Seq, next.Created = ch.rec.ID, ch.rec.Seq, ch.rec.Created
	next.Version, next.Modified = ch.rec.Version+1, s.after(ch.rec.Modified)
	ch.rec = next
	return tx.Replace(ctx, next)
}

func (sc *Scope) finish(rt *schema.ResourceType, ch *change, p *schema.Projection) (Answer, error) {
	a, err := sc.answer(rt, &ch.rec, ch.rel, p)
	a.Changed = ch.changed
	return a, err
}
