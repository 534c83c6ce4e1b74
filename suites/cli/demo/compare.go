package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"github.com/entrasim/entrasim/simulator"
)

// plainBorder separates the header of a table from its rows and nothing else.
var plainBorder = lipgloss.Border{Top: "─", Bottom: "─", Middle: " ", MiddleTop: " ", MiddleBottom: " "}

// user and group are what the comparison reads of the target's resources.
type user struct {
	ID, UserName, DisplayName string
	Active                    bool
	Emails                    []struct{ Type, Value string }
}

type group struct {
	ID, DisplayName string
	Members         []struct{ Value string }
}

// target is the endpoint as it was read, by id.
type target struct {
	users  map[string]user
	groups map[string]group
}

// otherGroups names the groups somebody is in besides one.
func (t target) otherGroups(member, besides string) []string {
	var names []string
	for id, g := range t.groups {
		if id == besides {
			continue
		}
		for _, m := range g.Members {
			if m.Value == member {
				names = append(names, g.DisplayName)
			}
		}
	}
	slices.Sort(names)
	return names
}

// read fetches the whole target with plain GETs.
func (p *play) read(ctx context.Context) (target, error) {
	t := target{users: map[string]user{}, groups: map[string]group{}}
	if err := pages(ctx, p, "Users", func(u user) { t.users[u.ID] = u }); err != nil {
		return t, err
	}
	return t, pages(ctx, p, "Groups", func(g group) { t.groups[g.ID] = g })
}

// pages calls each with every resource of an endpoint.
func pages[R any](ctx context.Context, p *play, endpoint string, each func(R)) error {
	for start := 1; ; {
		url := fmt.Sprintf("%s/%s?startIndex=%d&count=100", p.scimURL, endpoint, start)
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return fmt.Errorf("read the target: %w", err)
		}
		req.Header.Set("Authorization", "Bearer "+p.secret)
		res, err := p.contact.client.Do(req)
		if err != nil {
			return fmt.Errorf("read the target: %w", err)
		}
		data, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil || res.StatusCode != http.StatusOK {
			return fmt.Errorf("read the target: GET %s: status %d, %w", url, res.StatusCode, err)
		}
		var list struct {
			TotalResults int
			Resources    []R
		}
		if err := json.Unmarshal(data, &list); err != nil {
			return fmt.Errorf("read the target: GET %s: %w", url, err)
		}
		for _, r := range list.Resources {
			each(r)
		}
		start += len(list.Resources)
		if len(list.Resources) == 0 || start > list.TotalResults {
			return nil
		}
	}
}

// compare holds the target against the directory: who is in scope is active with the mapped values, who is not is
// inactive or absent, and each assigned group has exactly its provisioned members.
func (p *play) compare(ctx context.Context) error {
	p.act("Do source and target agree?")
	t, err := p.read(ctx)
	if err != nil {
		return err
	}
	var differences []string
	differ := func(format string, args ...any) { differences = append(differences, fmt.Sprintf(format, args...)) }
	links, active, known := p.sim.Links(), 0, map[string]bool{}
	for source := range p.directory.All(simulator.KindUser) {
		got, found := t.users[links[source.ID()]]
		known[got.ID] = found
		inScope := source.Enabled() && !source.SoftDeleted() && p.directory.Assigned(source.ID())
		upn, _ := source.Attr("userPrincipalName")
		switch {
		case !inScope && found && got.Active:
			differ("%s is out of scope but active", got.UserName)
		case inScope && !found:
			differ("%s is in scope but not there", upn)
		case inScope && (!got.Active || got.UserName != upn[0] || got.DisplayName != source.DisplayName() || !hasMail(got, source.Mail())):
			differ("%s: active %t, %q, %q is not what the source says", got.UserName, got.Active, got.DisplayName, got.Emails)
		case inScope:
			active++
		}
	}
	for id, got := range t.users {
		if !known[id] {
			differ("%s has no counterpart in the source", got.UserName)
		}
	}
	groups := p.compareGroups(t, links, differ)
	if len(differences) > 0 {
		slices.Sort(differences)
		for _, d := range differences {
			p.bad("%s", d)
		}
		return ErrDisagree
	}
	p.good("%d active users and %d groups with their members are as in the source; %d accounts are inactive",
		active, groups, len(t.users)-active)
	return nil
}

// compareGroups returns how many groups agree.
func (p *play) compareGroups(t target, links map[string]string, differ func(string, ...any)) (agreeing int) {
	for source := range p.directory.All(simulator.KindGroup) {
		got, found := t.groups[links[source.ID()]]
		if !p.directory.AssignedDirectly(source.ID()) {
			if found {
				differ("group %s is not assigned but there", got.DisplayName)
			}
			continue
		}
		var want, have []string
		for _, member := range source.Members() {
			if id, ok := links[member]; ok {
				want = append(want, id)
			}
		}
		for _, m := range got.Members {
			have = append(have, m.Value)
		}
		slices.Sort(want)
		slices.Sort(have)
		if !found || got.DisplayName != source.DisplayName() || !slices.Equal(want, have) {
			differ("group %s: %d members in the target, %d in the source", source.DisplayName(), len(have), len(want))
			continue
		}
		agreeing++
	}
	return agreeing
}

// hasMail reports whether the work address is the source's, without regard to case as Entra compares; an empty source
// value is never written, so an old one may stand.
func hasMail(u user, mail string) bool {
	if mail == "" {
		return true
	}
	for _, e := range u.Emails {
		if e.Type == "work" && strings.EqualFold(e.Value, mail) {
			return true
		}
	}
	return false
}
