package history

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/simulator"
)

// judge holds what one cycle has sent against everything that must hold of any cycle.
func (c *checker) judge(calls []call, r simulator.CycleReport) *Finding {
	for _, check := range []func([]call, simulator.CycleReport) *Finding{c.quiet, c.allowed, c.once, c.explained} {
		if f := check(calls, r); f != nil {
			return f
		}
	}
	return nil
}

// quiet: where nothing has happened, nothing is sent but the probes.
func (c *checker) quiet(calls []call, _ simulator.CycleReport) *Finding {
	if !c.idle {
		return nil
	}
	for _, call := range calls {
		if !isProbe(call) {
			return found(Once, "expect-requests none", "nothing has happened since the last cycle, and %s %s was sent", call.method, call.target)
		}
	}
	return nil
}

// isProbe recognises the credential check: a lookup of a random GUID.
func isProbe(c call) bool {
	_, value, ok := strings.Cut(c.target, "eq+%22")
	return c.method == http.MethodGet && ok && strings.Count(value, "-") == 4 && len(value) >= 36 && !strings.Contains(value, "%40")
}

// allowed: nobody outside the scope is written to, except to be disabled or deleted.
func (c *checker) allowed(calls []call, _ simulator.CycleReport) *Finding {
	for _, call := range calls {
		if !call.wrote() || call.account() == nil {
			continue
		}
		a := call.account()
		if call.before != nil {
			a = call.before // a rename changes by what an account is recognised
		}
		none := "expect-requests none writes " + quote("of="+a.name())
		id, ok := c.owner(a)
		if !ok {
			return found(InScope, c.expect(a, a.Attrs), "%s of %s, who belongs to no source object", call.method, a.name())
		}
		_, there := c.dir.Object(id)
		in, p := c.inScope(id), c.of(id)
		switch {
		case call.method == http.MethodDelete && (a.Kind == "Users" && there || in):
			return found(InScope, none, "%s was deleted and should not have been", a.name())
		case call.method == http.MethodDelete && !p.seen:
			return found(InScope, none, "%s was never in scope and was deleted", a.name())
		case call.method == http.MethodDelete, in:
		case call.method == http.MethodPost || !p.seen:
			return found(InScope, none, "%s of %s, who is not in scope and never was", call.method, a.name())
		case a.Kind == "Groups":
			return found(InScope, none, "%s of the group %s, which is not in scope", call.method, a.name())
		case call.before.Attrs["active"] == "false" || !strings.EqualFold(call.sent()["active"], "false"):
			return found(InScope, none, "%s of %s, who is not in scope, and not to disable: %s", call.method, a.name(), call.body)
		}
		c.joined[a.ID] = true
	}
	return nil
}

// once: no object is written twice without cause, and no update is without effect.
func (c *checker) once(calls []call, r simulator.CycleReport) *Finding {
	seen := map[string]bool{}
	for _, call := range calls {
		if !call.wrote() || call.account() == nil {
			continue
		}
		fewer := fmt.Sprintf("expect-state requests=%d", len(r.Exchanges)-1)
		what := call.account().ID + " " + part(call)
		if seen[what] {
			return found(Once, fewer, "%s was written twice in a cycle: %s %s", call.account().name(), call.method, call.body)
		}
		seen[what] = true
		if strings.HasSuffix(what, " attributes") && call.redundant() {
			return found(Once, fewer, "an update of %s changed nothing: %s", call.account().name(), call.body)
		}
	}
	return nil
}

// part says what of an object a write is about. The members of a group come in several requests, with other members in each.
func part(c call) string {
	switch {
	case c.method == http.MethodPatch && strings.Contains(c.body, `"members`):
		return "members " + c.body
	case c.method == http.MethodPatch && strings.Contains(c.body, "manager"):
		return "manager"
	case c.method == http.MethodDelete:
		return "delete"
	default:
		return "attributes"
	}
}
