package store

import "context"

// GroupsOfEach answers Reader.GroupsOfEach by asking GroupsOf for one id after the other, for a store in which that costs
// nothing extra.
func GroupsOfEach(ctx context.Context, r Reader, org string, ids []string) (map[string][]GroupRef, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var all map[string][]GroupRef
	for _, id := range ids {
		if _, known := all[id]; known {
			continue
		}
		groups, err := r.GroupsOf(ctx, org, id)
		if err != nil {
			return nil, err
		}
		if len(groups) == 0 {
			continue
		}
		if all == nil {
			all = make(map[string][]GroupRef, len(ids))
		}
		all[id] = groups
	}
	return all, nil
}
