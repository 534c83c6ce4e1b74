package storetest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/server/internal/store"
)

// RunDifferential does the same random things to two stores and compares everything that can be asked after each. Few
// ids and keys are used, so that they meet often.
func RunDifferential(t *testing.T, open func() (a, b store.Store, done func())) {
	rapid.Check(t, func(rt *rapid.T) {
		a, b, done := open()
		defer done()
		for i := range rapid.IntRange(1, 12).Draw(rt, "transactions") {
			name, fn := transaction(t, rt)
			errA, errB := a.Update(t.Context(), fn), b.Update(t.Context(), fn)
			if kind(errA) != kind(errB) {
				rt.Fatalf("transaction %d, %s:\none store %v\n the other %v", i, name, errA, errB)
			}
			viewA, viewB := view(t, a), view(t, b)
			for at := range max(len(viewA), len(viewB)) {
				if at >= len(viewA) || at >= len(viewB) || viewA[at] != viewB[at] {
					rt.Fatalf("after transaction %d, %s:\none store %q\n the other %q", i, name, viewA[at:], viewB[at:])
				}
			}
		}
	})
}

// kind is what a caller can tell errors apart by.
func kind(err error) string {
	var conflict *store.ConflictError
	for _, known := range []error{nil, errRefused, store.ErrNotFound} {
		if errors.Is(err, known) {
			return fmt.Sprint(known)
		}
	}
	if errors.As(err, &conflict) {
		return conflict.Error()
	}
	if errors.Is(err, store.ErrConflict) {
		return "conflict"
	}
	return "other"
}

var (
	someOrgs = []string{"o", "p"}
	someIDs  = []string{"a", "b", "c", "d"}
	someKeys = []string{"", "k", "l"}
)

// transaction draws one to four operations and an outcome.
func transaction(t *testing.T, rt *rapid.T) (name string, fn func(store.Tx) error) {
	var ops []func(store.Tx) error
	for range rapid.IntRange(1, 4).Draw(rt, "operations") {
		n, op := operation(t, rt)
		name += n + "; "
		ops = append(ops, op)
	}
	fails := rapid.IntRange(0, 4).Draw(rt, "outcome") == 0
	stubborn := rapid.Bool().Draw(rt, "goes on after an error")
	return name + fmt.Sprintf("fails=%v stubborn=%v", fails, stubborn), func(tx store.Tx) error {
		for _, op := range ops {
			if err := op(tx); err != nil && !stubborn {
				return err
			}
		}
		if fails {
			return errRefused
		}
		return nil
	}
}

func operation(t *testing.T, rt *rapid.T) (string, func(store.Tx) error) {
	pick := func(from []string, label string) string { return rapid.SampledFrom(from).Draw(rt, label) }
	ctx, org, id, to := t.Context(), pick(someOrgs, "organisation"), pick(someIDs, "id"), pick(someIDs, "other id")
	typ := pick([]string{store.TypeUser, store.TypeGroup, store.TypeGroup}, "type")
	at := noon.Add(time.Duration(rapid.IntRange(0, 3).Draw(rt, "time")))
	r := store.Record{
		Organisation: org, Type: typ, ID: id, Version: 1, Created: at, Modified: at,
		UniqueKey: pick(someKeys, "key"), ExternalID: pick(someKeys, "external"), DisplayKey: pick(someKeys, "display"),
		Active: rapid.Bool().Draw(rt, "active"), Doc: fmt.Appendf(nil, `{"displayName":%q,"userName":%q}`, id, id),
	}
	roles := rapid.Permutation([]string{"x", "y", "z"}).Draw(rt, "roles")[rapid.IntRange(0, 3).Draw(rt, "without"):]
	role := pick([]string{"x", "y"}, "role")
	ops := []struct {
		name string
		fn   func(store.Tx) error
	}{
		{"PutOrganisation", func(tx store.Tx) error {
			return tx.PutOrganisation(ctx, store.Organisation{ID: org, Roles: roles, Created: at})
		}},
		{"Insert", func(tx store.Tx) error { r := r; return tx.Insert(ctx, &r) }},
		{"Insert", func(tx store.Tx) error { r := r; return tx.Insert(ctx, &r) }},
		{"Replace", func(tx store.Tx) error { return tx.Replace(ctx, r) }},
		{"Delete", func(tx store.Tx) error { return tx.Delete(ctx, org, typ, id, at) }},
		{"Touch", func(tx store.Tx) error { return tx.Touch(ctx, org, typ, id, at) }},
		{"AddMembers", func(tx store.Tx) error { _, err := tx.AddMembers(ctx, org, id, members(to)); return err }},
		{"AddMembers", func(tx store.Tx) error { _, err := tx.AddMembers(ctx, org, id, members(to, "a")); return err }},
		{"RemoveMembers", func(tx store.Tx) error { _, err := tx.RemoveMembers(ctx, org, id, []string{to}); return err }},
		{"PutProvider", func(tx store.Tx) error {
			return tx.PutProvider(ctx, store.Provider{ID: id, Organisation: org, Created: at})
		}},
		{"PutToken", func(tx store.Tx) error {
			return tx.PutToken(ctx, store.Token{ID: to, Organisation: org, Provider: id, Hash: hashOf(r.UniqueKey), Created: at})
		}},
		{"DeleteProvider", func(tx store.Tx) error { return tx.DeleteProvider(ctx, id) }},
		{"PutRoleMapping", func(tx store.Tx) error {
			return tx.PutRoleMapping(ctx, store.RoleMapping{Organisation: org, GroupID: id, Role: role})
		}},
		{"DeleteRoleMapping", func(tx store.Tx) error { return tx.DeleteRoleMapping(ctx, org, id) }},
		{"DeleteOrganisation", func(tx store.Tx) error { return tx.DeleteOrganisation(ctx, org) }},
	}
	op := ops[rapid.IntRange(0, len(ops)-1).Draw(rt, "operation")]
	return fmt.Sprintf("%s %s %s %s %s", op.name, org, typ, id, to), op.fn
}

// view is the answer to every question, one a line. Seq is left out: stores may leave gaps in it.
func view(t *testing.T, s store.Store) (lines []string) {
	ctx := t.Context()
	say := func(what string, answer any, err error) {
		lines = append(lines, fmt.Sprintf("%s: %+v %v", what, answer, err))
	}
	orgs, err := s.Organisations(ctx)
	say("organisations", orgs, err)
	for _, id := range someIDs {
		p, err := s.Provider(ctx, id)
		say("provider "+id, p, err)
	}
	for _, key := range someKeys {
		k, err := s.TokenByHash(ctx, hashOf(key))
		say("token "+key, k, err)
	}
	for _, org := range someOrgs {
		ps, err := s.Providers(ctx, org)
		say("providers", ps, err)
		ts, err := s.Tokens(ctx, org, "")
		say("tokens", ts, err)
		ms, err := s.RoleMappings(ctx, org)
		say("mappings", ms, err)
		roles, err := s.EffectiveRoles(ctx, org)
		say("roles", roles, err)
		for _, id := range someIDs {
			members, err := s.Members(ctx, org, id)
			say("members of "+id, members, err)
			groups, err := s.GroupsOf(ctx, org, id)
			say("groups of "+id, groups, err)
		}
		lines = append(lines, scans(t, s, org)...)
	}
	return lines
}

func scans(t *testing.T, s store.Store, org string) (lines []string) {
	narrowings := [][]store.Eq{nil}
	for _, id := range someIDs {
		narrowings = append(narrowings, []store.Eq{eq(store.ByID, id)}, []store.Eq{eq(store.ByMember, id)})
	}
	for _, key := range someKeys {
		for _, index := range []store.Index{store.ByUniqueKey, store.ByExternalID, store.ByDisplay} {
			narrowings = append(narrowings, []store.Eq{eq(index, key)}, []store.Eq{eq(index, key), eq(store.ByMember, "a")})
		}
	}
	for _, typ := range []string{store.TypeUser, store.TypeGroup} {
		for _, narrow := range narrowings {
			line := fmt.Sprintf("%s %s %v:", org, typ, narrow)
			for r, err := range s.Scan(t.Context(), org, typ, narrow, 0, -1) {
				r.Seq = 0
				line += fmt.Sprintf(" %+v %v", r, err)
			}
			n, err := s.Count(t.Context(), org, typ, narrow)
			lines = append(lines, line+fmt.Sprintf(" %d %v", n, err))
		}
	}
	return lines
}
