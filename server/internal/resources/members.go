package resources

import (
	"context"
	"errors"

	"github.com/entrasim/entrasim/server/internal/scim"
	"github.com/entrasim/entrasim/server/internal/store"
)

// addMembers adds members to a group and says how many were not in it yet. One that does not exist refuses the whole request: a
// member that was dropped with a 2xx would be lost for good, because Entra never reads memberships back (Q59).
func addMembers(ctx context.Context, tx store.Tx, sc Scope, group string, members []store.Member) (int, error) {
	if err := checkCycle(ctx, tx, sc, group, members); err != nil {
		return 0, err
	}
	n, err := tx.AddMembers(ctx, sc.Organisation, group, members)
	if !errors.Is(err, store.ErrNotFound) {
		return n, err
	}
	for _, m := range members {
		if ok, rerr := exists(ctx, tx, sc, m.ID); rerr != nil {
			return 0, rerr
		} else if !ok {
			return 0, scim.BadRequest(scim.InvalidValue, "member %q does not exist; provision it before adding it to a group, and use the id the server gave it", m.ID)
		}
	}
	return 0, err // the group itself has gone
}

func exists(ctx context.Context, r store.Reader, sc Scope, id string) (bool, error) {
	for _, typ := range []string{store.TypeUser, store.TypeGroup} {
		switch _, err := r.Get(ctx, sc.Organisation, typ, id); {
		case err == nil:
			return true, nil
		case !errors.Is(err, store.ErrNotFound):
			return false, err
		}
	}
	return false, nil
}

// setMembers makes a group's member list exactly want and says whether that changed anything. Members that stay keep their
// place and the display they were added with.
func setMembers(ctx context.Context, tx store.Tx, sc Scope, group string, have, want []store.Member) (bool, error) {
	wanted := make(map[string]bool, len(want))
	for _, m := range want {
		wanted[m.ID] = true
	}
	var gone []string
	there := make(map[string]bool, len(have))
	for _, m := range have {
		there[m.ID] = true
		if !wanted[m.ID] {
			gone = append(gone, m.ID)
		}
	}
	var added []store.Member
	for _, m := range want {
		if !there[m.ID] {
			added = append(added, m)
		}
	}
	if len(gone) > 0 {
		if _, err := tx.RemoveMembers(ctx, sc.Organisation, group, gone); err != nil {
			return false, err
		}
	}
	if len(added) > 0 {
		if _, err := addMembers(ctx, tx, sc, group, added); err != nil {
			return false, err
		}
	}
	return len(gone)+len(added) > 0, nil
}
