package resources

import (
	"context"
	"errors"
	"slices"

	"github.com/entrasim/entrasim/server/internal/scim"
	"github.com/entrasim/entrasim/server/internal/store"
)

// errCycle marks a refusal of members that would make a group part of itself.
var errCycle = errors.New("membership cycle")

// cycleError is the refusal as the client sees it.
type cycleError struct{ answer *scim.Error }

func (e cycleError) Error() string { return e.answer.Error() }

func (e cycleError) Unwrap() error { return e.answer }

// Is reports whether target is errCycle.
func (e cycleError) Is(target error) bool { return target == errCycle }

const (
	fewMembers   = 20  // looked up one by one
	groupsAtOnce = 400 // looked up in one query
)

// checkCycle refuses members that are the group itself or contain it, directly or through other groups (GRP-019).
func checkCycle(ctx context.Context, tx store.Tx, sc Scope, group string, members []store.Member) error {
	nested, err := groupsAmong(ctx, tx, sc, members)
	if err != nil || len(nested) == 0 {
		return err
	}
	// Of two requests that nest two groups in each other one has to see the other.
	if err := tx.Lock(ctx, sc.Organisation); err != nil {
		return err
	}
	above, err := tx.GroupsOf(ctx, sc.Organisation, group)
	if err != nil {
		return err
	}
	within := map[string]bool{group: true}
	for _, g := range above {
		within[g.ID] = true
	}
	for _, id := range nested {
		if within[id] {
			return cycleError{scim.BadRequest(scim.InvalidValue, "member %q is or contains the group itself; groups must not be nested in a circle", id)}
		}
	}
	return nil
}

// groupsAmong lists the members that are groups. A few are asked for one by one, which costs least; many are asked for together.
func groupsAmong(ctx context.Context, r store.Reader, sc Scope, members []store.Member) ([]string, error) {
	var out []string
	if len(members) <= fewMembers {
		for _, m := range members {
			switch _, err := r.Get(ctx, sc.Organisation, store.TypeGroup, m.ID); {
			case err == nil:
				out = append(out, m.ID)
			case !errors.Is(err, store.ErrNotFound):
				return nil, err
			}
		}
		return out, nil
	}
	for part := range slices.Chunk(members, groupsAtOnce) {
		ids := make(store.Any, len(part))
		for i, m := range part {
			ids[i] = store.Eq{Index: store.ByID, Value: m.ID}
		}
		page, err := r.Query(ctx, sc.Organisation, store.TypeGroup, store.Query{Where: ids, Limit: -1})
		if err != nil {
			return nil, err
		}
		for i := range page.Records {
			out = append(out, page.Records[i].ID)
		}
	}
	return out, nil
}

// checkManager refuses a manager who is not a user of the organisation, unless the mood lets managers dangle (Q40).
func checkManager(ctx context.Context, r store.Reader, sc Scope, id string) error {
	if id == "" || sc.Mode.DanglingManagers {
		return nil
	}
	_, err := r.Get(ctx, sc.Organisation, store.TypeUser, id)
	if errors.Is(err, store.ErrNotFound) {
		return scim.BadRequest(scim.InvalidValue, "manager %q does not exist; provision the manager first, and use the id the server gave", clip(id))
	}
	return err
}

// countMembers holds a body's members against the limit.
func (s *Service) countMembers(sc Scope, obj scim.Object) error {
	list, _ := obj["members"].([]any)
	return tooManyMembers(len(list), s.limits(sc).Members)
}

func tooManyMembers(n, limit int) error {
	if n <= limit {
		return nil
	}
	return scim.TooLarge("a request may name %d members, not %d; send them in several requests", limit, n)
}

// clip keeps what a client wrote short in an error.
func clip(s string) string {
	const shown = 100
	if len(s) > shown {
		return s[:shown] + "…"
	}
	return s
}
