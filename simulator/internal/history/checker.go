package history

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/simulator"
	"github.com/entrasim/entrasim/simulator/internal/directory"
	"github.com/entrasim/entrasim/simulator/internal/scenario"
)

// checker follows a history and holds every step against what must hold. What it knows of the source's past are the things that
// the endpoint cannot be asked for any more.
type checker struct {
	setup    Setup
	steps    []Step
	endpoint *Endpoint
	dir      *simulator.Directory
	users    Filter
	groups   Filter

	began   map[string]*Account // what was in the endpoint before, by id
	joined  map[string]bool     // the accounts among them that were written to for somebody in scope
	known   map[string]identity // source objects by id, purged ones too
	past    map[string]*past    // of source objects
	lost    map[string]bool     // accounts whose create was acknowledged to nobody, and who were not asked for since
	killed  bool                // in the present cycle
	idle    bool                // the last cycle was clean, and nothing has happened since
	anew    bool                // the job looks at everything again: what was taken away since the last clean cycle gets lost
	finding *Finding
}

// identity is by what the account of a source object is recognised.
type identity struct{ kind, external, name string }

// past is what has happened to a source object.
type past struct {
	seen      bool   // in scope in some cycle
	leaving   string // the name with which it left the scope; "" while it is there
	settled   bool   // in scope in a clean cycle
	managed   bool   // at the last cycle, which was clean: still under the job's management
	unmanaged bool   // at the last cycle, which was clean: has left management
	unsure    bool   // has lost access, and may be under management or not
	gone      string // what becomes of the account of a purged object: "vanish", "stay", or "" when either may be
	values    map[string][]string
	members   map[string]bool // of a group, at cycles
	lingering map[string]bool // former members whom nobody takes out any more
	names     map[string]bool // that it had while it was in scope, in lower case
	manager   bool            // had one in some cycle
	kept      bool            // a manager whom nobody takes away any more
}

func newChecker(h History, e *Endpoint) *checker {
	return &checker{
		setup: h.Setup, steps: h.all(), endpoint: e, users: everybody, groups: everybody,
		began: map[string]*Account{}, joined: map[string]bool{}, known: map[string]identity{}, past: map[string]*past{}, lost: map[string]bool{},
	}
}

// restarted notes that the next cycle is an initial one.
func (c *checker) restarted() { c.anew = true }

// of is what is known about a source object.
func (c *checker) of(id string) *past {
	p := c.past[id]
	if p == nil {
		p = &past{
			values: map[string][]string{}, names: map[string]bool{}, members: map[string]bool{}, lingering: map[string]bool{},
		}
		c.past[id] = p
	}
	return p
}

// observe takes a step. The error ends the play.
func (c *checker) observe(o scenario.Observation) error {
	step := c.steps[o.Step]
	c.dir, c.killed = o.Directory, o.Killed
	calls := c.endpoint.drain()
	if o.Failed && !strings.HasPrefix(o.Text, "fault off") {
		return fmt.Errorf("play line %d, %s: %w", o.Line, o.Text, errUnplayable)
	}
	if strings.HasPrefix(o.Text, "target ") {
		for _, call := range calls {
			if a := call.account(); a != nil {
				c.began[a.ID] = a
			}
		}
	}
	c.identify()
	if step.note != nil {
		step.note(c)
	}
	if len(o.Reports) == 0 {
		c.purges()
		c.idle = c.idle && (strings.HasPrefix(o.Text, "run ") || strings.HasPrefix(o.Text, "advance "))
		return nil
	}
	if n := len(o.Reports); n > 1 {
		return fmt.Errorf("play line %d, %s: %d cycles in one step: %w", o.Line, o.Text, n, errUnplayable)
	}
	r := o.Reports[0]
	c.remember(r)
	c.creates(calls, r)
	if c.finding = c.judge(calls, r); c.finding == nil && o.Step == len(c.steps)-1 {
		c.finding = c.converged()
	}
	if c.finding != nil {
		c.finding.Step = o.Step
		return errFound
	}
	c.cycled(r)
	return nil
}

// identify learns by what accounts are recognised.
func (c *checker) identify() {
	for o := range c.dir.All(simulator.KindUser) {
		name := c.known[o.ID()].name
		if !o.SoftDeleted() {
			name = o.UserPrincipalName()
		}
		c.known[o.ID()] = identity{"Users", attr(o, "mailNickname"), name}
	}
	for o := range c.dir.All(simulator.KindGroup) {
		c.known[o.ID()] = identity{"Groups", o.ID(), o.DisplayName()}
	}
}

// owner finds the source object that an account stands for: by externalId, or by name for an account that was there before.
func (c *checker) owner(a *Account) (id string, ok bool) {
	external := a.Attrs["externalId"]
	for id, who := range c.known {
		if who.kind != a.Kind {
			continue
		}
		if external != "" && who.external == external || external == "" && (strings.EqualFold(who.name, a.name()) || c.of(id).names[strings.ToLower(a.name())]) {
			return id, true
		}
	}
	return "", false
}

// accounts are the accounts of a source object.
func (c *checker) accounts(id string) []*Account {
	var list []*Account
	for _, a := range c.endpoint.contents() {
		if owner, ok := c.owner(a); ok && owner == id {
			list = append(list, a)
		}
	}
	if len(list) > 1 {
		list = slices.DeleteFunc(list, func(a *Account) bool { return c.strayed(a, id) })
	}
	return list
}

// strayed reports whether an account of a source object is one that the job cannot know of. Two things bring that about, and both need
// a rename: the create was acknowledged to nobody, or the account was there before and every lookup of it failed; and before the next
// attempt the object got another name. An attempt begins with a lookup of the name as it is then (quirks, observed sequences:
// failure), so it does not come across the account. One that bears the present name is no stray: the next lookup finds it.
func (c *checker) strayed(a *Account, id string) bool {
	unknown := c.lost[a.ID] || c.began[a.ID] != nil && !c.joined[a.ID]
	return unknown && !strings.EqualFold(a.name(), c.known[id].name) && c.of(id).names[strings.ToLower(a.name())]
}

// creates notes whose create was acknowledged to nobody: the simulator was killed, or the answer was lost.
func (c *checker) creates(calls []call, r simulator.CycleReport) {
	acknowledged := map[string]bool{}
	for _, x := range r.Exchanges {
		acknowledged[x.RequestBody] = acknowledged[x.RequestBody] || x.Status > 0 && x.Status < 300
	}
	for _, call := range calls {
		switch a := call.account(); {
		case call.method != http.MethodPost:
			path, _, _ := strings.Cut(call.target, "?")
			delete(c.lost, path[strings.LastIndexByte(path, '/')+1:])
		case call.wrote() && (c.killed || !acknowledged[call.body]):
			c.lost[a.ID] = true
		}
	}
}

// clean reports whether a cycle has left nothing undone.
func clean(r simulator.CycleReport) bool {
	return (r.State == simulator.Succeeded || r.State == simulator.EntryLevelErrors) && r.Escrowed == 0 && r.Counts.Failed == 0 &&
		r.Counts.Staged == 0
}

// remember takes down what the source is like in a cycle.
func (c *checker) remember(r simulator.CycleReport) {
	anew := c.anew || r.Kind == simulator.Initial
	for o := range c.dir.All(simulator.KindUser) {
		p, in := c.of(o.ID()), c.inScope(o.ID())
		if !in && p.seen && p.leaving == "" {
			p.leaving = o.UserPrincipalName()
		}
		if in {
			p.seen, p.leaving = true, ""
			p.names[strings.ToLower(o.UserPrincipalName())] = true
			for path, v := range c.setup.userValues(o) {
				p.values[path] = append(p.values[path], strings.ToLower(v))
			}
			p.values["nickName"] = append(p.values["nickName"], strings.ToLower(o.DisplayName()))
		}
		if o.ManagerID() == "" && p.manager && (anew || !in) {
			p.kept = true
		}
		p.manager = p.manager || o.ManagerID() != ""
	}
	for o := range c.dir.All(simulator.KindGroup) {
		p, in := c.of(o.ID()), c.inScope(o.ID())
		p.seen = p.seen || in
		now := o.Members()
		for m := range p.members {
			if !contains(now, m) && (anew || !in) {
				p.lingering[m] = true
			}
		}
		for _, m := range now {
			p.members[m] = true
		}
	}
}

// cycled takes down what a cycle has brought about.
func (c *checker) cycled(r simulator.CycleReport) {
	ok := clean(r) && !c.killed
	c.idle = ok
	if ok {
		c.anew = false
	}
	for _, kind := range []directory.Kind{simulator.KindUser, simulator.KindGroup} {
		for o := range c.dir.All(kind) {
			p := c.of(o.ID())
			switch {
			case !ok:
				p.managed, p.unmanaged = false, false
			case c.inScope(o.ID()):
				p.settled, p.managed, p.unmanaged, p.unsure = true, true, false, false
			case p.settled && kind == simulator.KindUser && !c.passes(o) && !c.setup.SkipOutOfScope:
				p.unmanaged, p.managed = true, false
			case !c.passes(o): // with SkipOutOfScopeDeletions; whether the state of the account counts then, nobody says
				p.managed, p.unmanaged, p.unsure = false, false, true
			case !p.unmanaged && !p.unsure: // left scope by its state, and comes back by it
				p.managed = p.settled && c.passes(o)
			}
			if ok && kind == simulator.KindGroup && c.inScope(o.ID()) {
				clear(p.members)
				for _, m := range o.Members() {
					p.members[m] = true
				}
			}
		}
	}
}

// purges notes what is to become of those who have just gone.
func (c *checker) purges() {
	for id, who := range c.known {
		p := c.of(id)
		if _, there := c.dir.Object(id); there || p.gone != "" || who.kind != "Users" {
			continue
		}
		switch {
		case p.managed && !c.setup.KeepUsers:
			p.gone = "vanish"
		case p.unmanaged:
			p.gone = "stay"
		default:
			p.gone = "either"
		}
	}
}

// everywhere lists source ids in order.
func (c *checker) everywhere() []string {
	var ids []string
	for id := range c.known {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b string) int {
		return strings.Compare(c.known[a].kind+c.known[a].external, c.known[b].kind+c.known[b].external)
	})
	return ids
}
