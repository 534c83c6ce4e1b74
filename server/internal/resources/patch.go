package resources

import (
	"context"
	"strings"

	"github.com/entrasim/entrasim/server/internal/patch"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
	"github.com/entrasim/entrasim/server/internal/store"
)

// Patch changes a resource by a PatchOp body (RFC 7644 §3.5.2), all of it or nothing. With quiet the answer has no body, and
// nothing is read for it.
func (s *Service) Patch(
	ctx context.Context, sc Scope, rt *schema.ResourceType, id string, body scim.Object, pre Precondition, p *schema.Projection, quiet bool,
) (Answer, error) {
	ops, err := s.operations(sc, rt, body)
	if err != nil {
		if _, gerr := get(ctx, s.cfg.Store, sc, rt, id); gerr != nil {
			return Answer{}, fromStore(gerr, rt, id, "patch")
		}
		return Answer{}, err
	}
	password, err := s.secretOf(ctx, sc, rt, id, patch.Secrets(ops))
	if err != nil {
		return Answer{}, fromStore(err, rt, id, "patch")
	}
	var ch change
	err = s.cfg.Store.Update(ctx, func(tx store.Tx) (err error) {
		ch = change{password: password}
		if ch.rec, err = get(ctx, tx, sc, rt, id); err != nil {
			return err
		}
		if err := pre.write(ch.rec.Version); err != nil {
			return err
		}
		if err := s.apply(ctx, tx, sc, rt, &ch, ops); err != nil || quiet {
			return err
		}
		ch.rel, err = relate(ctx, tx, sc, rt, id, p)
		return err
	})
	if err != nil {
		return Answer{}, fromStore(err, rt, id, "patch")
	}
	if quiet {
		return Answer{ID: id, Location: sc.location(rt, id), ETag: etag(ch.rec.Version), Changed: ch.changed}, nil
	}
	return sc.finish(rt, &ch, p)
}

// operations reads a PatchOp body within the limits.
func (s *Service) operations(sc Scope, rt *schema.ResourceType, body scim.Object) ([]patch.Op, error) {
	lim := s.limits(sc)
	for name, v := range body {
		if list, ok := v.([]any); ok && strings.EqualFold(name, "Operations") && len(list) > lim.PatchOperations {
			return nil, scim.TooLarge("a PATCH may have %d operations, not %d; send them in several requests", lim.PatchOperations, len(list))
		}
	}
	ops, err := patch.Parse(body, rt, sc.Mode)
	if err != nil {
		return nil, err
	}
	named := 0
	for i := range ops {
		if a := ops[i].Target.Attr; a != nil && a.Name == "members" {
			list, _ := ops[i].Value.([]any)
			named += len(list)
		}
	}
	return ops, tooManyMembers(named, lim.Members)
}

// apply runs operations on a record. Members added or removed by id go straight to the store, without reading the others.
func (s *Service) apply(ctx context.Context, tx store.Tx, sc Scope, rt *schema.ResourceType, ch *change, ops []patch.Op) error {
	rest, steps, ok := ops, []patch.MemberStep(nil), true
	if rt.Name == store.TypeGroup {
		rest, steps, ok = patch.Split(ops)
	}
	if !ok {
		return s.applyWhole(ctx, tx, sc, rt, ch, ops)
	}
	for _, step := range steps {
		changed, err := applyStep(ctx, tx, sc, ch.rec.ID, step)
		if err != nil {
			return err
		}
		ch.changed = ch.changed || changed
	}
	if len(rest) == 0 {
		return s.touch(ctx, tx, sc, rt, ch)
	}
	obj, err := decode(rt, &ch.rec)
	if err != nil {
		return err
	}
	obj, _, err = patch.Apply(obj, rest, rt, sc.Mode)
	if err != nil {
		return err
	}
	var next store.Record
	if err := s.refill(ctx, tx, sc, rt, ch, &next, obj); err != nil {
		return err
	}
	return s.write(ctx, tx, ch, next)
}

// applyWhole runs operations that need the member list, such as replacing it.
func (s *Service) applyWhole(ctx context.Context, tx store.Tx, sc Scope, rt *schema.ResourceType, ch *change, ops []patch.Op) error {
	have, err := tx.Members(ctx, sc.Organisation, ch.rec.ID)
	if err != nil {
		return err
	}
	obj, err := decode(rt, &ch.rec)
	if err != nil {
		return err
	}
	if len(have) > 0 {
		obj["members"] = sc.memberObjects(have)
	}
	obj, _, err = patch.Apply(obj, ops, rt, sc.Mode)
	if err != nil {
		return err
	}
	want := takeMembers(obj)
	var next store.Record
	if err := s.refill(ctx, tx, sc, rt, ch, &next, obj); err != nil {
		return err
	}
	if ch.changed, err = setMembers(ctx, tx, sc, ch.rec.ID, have, want); err != nil {
		return err
	}
	return s.write(ctx, tx, ch, next)
}

// refill is fill for a patched resource: a manager that was not there before has to exist, if the mood cares, and the password
// stays unless it was touched.
func (s *Service) refill(
	ctx context.Context, tx store.Tx, sc Scope, rt *schema.ResourceType, ch *change, next *store.Record, obj scim.Object,
) error {
	if manager := managerOf(rt, obj); manager != "" && !sc.Mode.DanglingManagers {
		old, err := decode(rt, &ch.rec)
		if err != nil {
			return err
		}
		if manager != managerOf(rt, old) {
			if err := checkManager(ctx, tx, sc, manager); err != nil {
				return err
			}
		}
	}
	_, hash := splitSecret(ch.rec.Doc)
	sc.fill(next, rt, obj, ch.password.over(hash))
	return nil
}

func applyStep(ctx context.Context, tx store.Tx, sc Scope, group string, step patch.MemberStep) (bool, error) {
	if step.Remove {
		ids := make([]string, len(step.Members))
		for i, m := range step.Members {
			ids[i] = m.ID
		}
		n, err := tx.RemoveMembers(ctx, sc.Organisation, group, ids)
		return n > 0, err
	}
	members := make([]store.Member, len(step.Members))
	for i, m := range step.Members {
		members[i] = store.Member(m)
	}
	n, err := addMembers(ctx, tx, sc, group, members)
	return n > 0, err
}

// touch raises the version of a group whose members changed and whose document did not.
func (s *Service) touch(ctx context.Context, tx store.Tx, sc Scope, rt *schema.ResourceType, ch *change) error {
	if !ch.changed {
		return nil
	}
	ch.rec.Version++
	ch.rec.Modified = s.after(ch.rec.Modified)
	return tx.Touch(ctx, sc.Organisation, rt.Name, ch.rec.ID, ch.rec.Modified)
}
