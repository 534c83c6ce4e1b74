package history

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/simulator"
)

// converged compares the endpoint with the projection.
func (c *checker) converged() *Finding {
	if f := c.untouched(); f != nil {
		return f
	}
	for _, id := range c.everywhere() {
		var f *Finding
		o, there := c.dir.Object(id)
		list := c.accounts(id)
		switch who := c.known[id]; {
		case len(list) > 1:
			f = found(Converged, fmt.Sprintf("expect-target %s %d", strings.ToLower(who.kind), len(c.ofKind(who.kind))-len(list)+1),
				"%s is %d times in the endpoint", who.name, len(list))
		case who.kind == "Users" && !there:
			f = c.purged(id, list)
		case who.kind == "Users" && c.inScope(id):
			f = c.provisioned(o, list)
		case who.kind == "Users":
			f = c.disabled(o, list)
		case there && c.inScope(id):
			f = c.group(o, list)
		default:
			f = c.noGroup(id, list)
		}
		if f != nil {
			return f
		}
	}
	return nil
}

func (c *checker) ofKind(kind string) []*Account {
	return slices.DeleteFunc(c.endpoint.contents(), func(a *Account) bool { return a.Kind != kind })
}

// untouched: what was there before and belongs to nobody in scope is as it was.
func (c *checker) untouched() *Finding {
	now := map[string]*Account{}
	for _, a := range c.endpoint.contents() {
		now[a.ID] = a
	}
	for _, id := range slices.Sorted(maps.Keys(c.began)) {
		was := c.began[id]
		if !c.joined[id] && !was.equal(now[id]) {
			return found(InScope, c.expect(was, was.Attrs), "%s was there before and belongs to nobody in scope, and is not as it was", was.name())
		}
	}
	return nil
}

// expect is the line that wants an account to have values.
func (c *checker) expect(a *Account, values map[string]string) string {
	line := "expect-target " + strings.TrimSuffix(strings.ToLower(a.Kind), "s") + " " + quote(a.name())
	for _, path := range slices.Sorted(maps.Keys(values)) {
		line += " " + quote(path+"="+values[path])
	}
	return line
}

// provisioned: a user in scope has one account, with every value of the projection.
func (c *checker) provisioned(o simulator.Object, list []*Account) *Finding {
	upn := o.UserPrincipalName()
	if len(list) == 0 {
		return found(Converged, "expect-target user "+upn+" active=true", "%s is in scope and has no account", upn)
	}
	a, p := list[0], c.of(o.ID())
	want := c.setup.userValues(o)
	for _, path := range slices.Sorted(maps.Keys(want)) {
		got := a.Attrs[path]
		switch v := want[path]; {
		case strings.EqualFold(got, v): // caseExact is false everywhere: a difference in case is none (§5.3)
		case (v == "" || v == once) && c.hadOnce(a, p, path, got):
		default:
			return found(Converged, "expect-target user "+quote(o.UserPrincipalName())+" "+quote(path+"="+v), "%s of %s is %q, and should be %q", path, upn, got, v)
		}
	}
	return c.managed(o, a)
}

// hadOnce reports whether a value is left from before: the source has had it, or the account when it was found.
func (c *checker) hadOnce(a *Account, p *past, path, got string) bool {
	if was := c.began[a.ID]; was != nil && was.Attrs[path] == got {
		return true
	}
	return got == "" || contains(p.values[path], strings.ToLower(got)) || path == "locale" && got == "Nowhere"
}

// managed: the manager is the account of the source's manager.
func (c *checker) managed(o simulator.Object, a *Account) *Finding {
	got, id := a.Attrs[managerPath], o.ManagerID()
	switch {
	case id == "" && got != "" && !c.of(o.ID()).kept:
		return found(Converged, "expect-target user "+quote(o.UserPrincipalName())+" manager=", "%s has a manager, and should have none", a.name())
	case id == "" || !c.inScope(id):
		return nil
	}
	for _, m := range c.accounts(id) {
		if m.ID != got {
			return found(Converged, "expect-target user "+quote(o.UserPrincipalName())+" manager="+m.name(), "the manager of %s is %q, and should be %s", a.name(), got, m.name())
		}
	}
	return nil
}

// disabled: who has been provisioned and is out of scope is disabled, and who never was in scope has no account of the job's making.
func (c *checker) disabled(o simulator.Object, list []*Account) *Finding {
	p := c.of(o.ID())
	for _, a := range list {
		switch {
		case !p.seen && c.began[a.ID] == nil:
			return found(InScope, "expect-target user "+quote(a.name())+" absent", "%s was never in scope and has an account", a.name())
		case p.settled && !(c.setup.SkipOutOfScope && !c.passes(o)) && a.Attrs["active"] != "false":
			return found(Converged, "expect-target user "+quote(p.leaving)+" active=false", "%s is out of scope and active=%s", a.name(), a.Attrs["active"])
		}
	}
	if p.settled && len(list) == 0 {
		name := c.known[o.ID()].name
		return found(Converged, "expect-target user "+quote(p.leaving)+" active=false", "%s is out of scope, and the account has been deleted", name)
	}
	return nil
}

// purged: who was under management is deleted; who had left it stays, disabled (rows 8 to 10).
func (c *checker) purged(id string, list []*Account) *Finding {
	p, name := c.of(id), c.known[id].name
	// The purge is sent to the account that the job is linked with. A stray is nobody's, also when it is the only one left, where
	// accounts keeps it.
	list = slices.DeleteFunc(list, func(a *Account) bool { return c.strayed(a, id) })
	switch {
	case p.gone == "vanish" && len(list) > 0:
		return found(Converged, "expect-target user "+quote(list[0].name())+" absent", "%s has been purged and the account is still there", name)
	case p.gone == "stay" && len(list) == 0:
		return found(Converged, "expect-target user "+quote(p.leaving)+" active=false", "%s had left management when purged, and the account has been deleted", name)
	case p.gone == "stay" && list[0].Attrs["active"] != "false":
		return found(Converged, "expect-target user "+quote(p.leaving)+" active=false", "%s had left management when purged, and the account is not disabled", name)
	}
	return nil
}

// noGroup: a group that is out of scope or gone has been deleted.
func (c *checker) noGroup(id string, list []*Account) *Finding {
	p, name := c.of(id), c.known[id].name
	_, there := c.dir.Object(id)
	switch {
	case len(list) == 0:
		return nil
	case !p.seen && c.began[list[0].ID] == nil:
		return found(InScope, "expect-target group "+quote(list[0].name())+" absent", "the group %s was never in scope and is there", name)
	case p.settled && !c.setup.KeepGroups && !(there && c.setup.SkipOutOfScope):
		return found(Converged, "expect-target group "+quote(list[0].name())+" absent", "the group %s is out of scope and still there", name)
	}
	return nil
}

// group: a group in scope has the members that are in scope, and nobody who is no member.
func (c *checker) group(o simulator.Object, list []*Account) *Finding {
	if len(list) == 0 {
		return found(Converged, "expect-target group "+quote(o.DisplayName())+" members=", "the group %s is in scope and not there", o.DisplayName())
	}
	a := list[0]
	if !strings.EqualFold(a.name(), o.DisplayName()) {
		return found(Converged, "expect-target group "+quote(o.DisplayName()), "the group %s is called %s", o.DisplayName(), a.name())
	}
	wrong := ""
	var want []string
	for _, account := range c.endpoint.contents() {
		m, ok := c.owner(account)
		// Of two accounts of a member the stray is nobody's: it need not be in the group. That it is not there in spite of that holds for
		// it as for anybody who is no member.
		member := ok && contains(o.Members(), m) && slices.ContainsFunc(c.accounts(m), func(b *Account) bool { return b.ID == account.ID })
		_, there := c.dir.Object(m)
		switch has := contains(a.Members, account.ID); {
		case member && c.inScope(m) && !has:
			wrong = account.name() + " is missing"
			want = append(want, account.name())
		case has && !member && there && !c.of(o.ID()).lingering[m]:
			wrong = account.name() + " is no member in the source"
		case has:
			want = append(want, account.name())
		}
	}
	if wrong == "" {
		return nil
	}
	return found(Converged, "expect-target group "+quote(o.DisplayName())+" "+quote("members="+strings.Join(want, ",")), "members of %s: %s", a.name(), wrong)
}
