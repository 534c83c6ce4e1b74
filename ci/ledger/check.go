package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// Holdings is what a server holds.
type Holdings struct{ Users, Groups int }

// Check reads everything from a server and returns what it holds. The error names every acknowledged resource and member
// that is missing, every resource that goes by another name, and every name and member that is there twice.
func (l *Ledger) Check(ctx context.Context, base, token string) (Holdings, error) {
	l.mu.Lock()
	created, members := maps.Clone(l.created), make(map[string][]string, len(l.members))
	for group, ids := range l.members {
		members[group] = slices.Sorted(maps.Keys(ids))
	}
	l.mu.Unlock()

	c := client{base, token}
	var wrong []error
	there := map[string]string{}
	var held Holdings
	for _, endpoint := range []string{"Users", "Groups"} {
		found, err := c.all(ctx, endpoint)
		if err != nil {
			return Holdings{}, err
		}
		names := map[string]string{}
		for _, r := range found {
			there[endpoint+"/"+r.ID] = r.name()
			name := strings.ToLower(r.name())
			if other, twice := names[name]; twice {
				wrong = append(wrong, fmt.Errorf("%s is there twice, as %s/%s and %s", name, endpoint, other, r.ID))
			}
			names[name] = r.ID
		}
		if endpoint == "Users" {
			held.Users = len(found)
		} else {
			held.Groups = len(found)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(created)) {
		if name, ok := there[key]; !ok {
			wrong = append(wrong, fmt.Errorf("%s (%s) was acknowledged and is gone", key, created[key]))
		} else if name != created[key] {
			wrong = append(wrong, fmt.Errorf("%s was acknowledged as %s and is %s", key, created[key], name))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(members)) {
		var group resource
		if err := c.get(ctx, "/"+key, &group); err != nil {
			return Holdings{}, err
		}
		has := map[string]bool{}
		for _, m := range group.Members {
			if has[m.Value] {
				wrong = append(wrong, fmt.Errorf("%s has member %s twice", key, m.Value))
			}
			has[m.Value] = true
		}
		for _, id := range members[key] {
			if !has[id] {
				wrong = append(wrong, fmt.Errorf("%s: member %s was acknowledged and is gone", key, id))
			}
		}
	}
	return held, errors.Join(wrong...)
}

// client reads.
type client struct{ base, token string }

// page is how many resources one request asks for.
const page = 500

func (c client) all(ctx context.Context, endpoint string) ([]resource, error) {
	var out []resource
	for {
		var list struct {
			TotalResults int
			Resources    []resource
		}
		if err := c.get(ctx, fmt.Sprintf("/%s?attributes=userName,displayName&startIndex=%d&count=%d", endpoint, len(out)+1, page), &list); err != nil {
			return nil, err
		}
		out = append(out, list.Resources...)
		if len(out) >= list.TotalResults {
			return out, nil
		}
		if len(list.Resources) == 0 {
			return nil, fmt.Errorf("%s: of %d resources only %d are listed", endpoint, list.TotalResults, len(out))
		}
	}
}

func (c client) get(ctx context.Context, path string, into any) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+path, nil)
	if err != nil {
		return fmt.Errorf("build request: %w", err)
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("read %s: %s: %s", path, res.Status, body)
	}
	if err := json.Unmarshal(body, into); err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	return nil
}
