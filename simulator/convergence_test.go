package simulator_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/simulator"
	"github.com/entrasim/entrasim/simulator/internal/faketarget"
)

// TestHistoriesConverge plays a random history twice: with a cycle after every change, and with one at the end. For everybody who is
// in scope the target must come out the same, and as the source has it. For the others it need not: Entra leaves behind what
// it once created (§3.6), and does not clear values (§5.1).
func TestHistoriesConverge(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		steps := rapid.SliceOfN(rapid.IntRange(0, 1<<20), 1, 30).Draw(rt, "steps")
		flag := rapid.SampledFrom([]string{"", "?aadOptscim062020"}).Draw(rt, "flag")
		often, once := newHistory(rt, flag), newHistory(rt, flag)
		for _, s := range steps {
			often.change(s)
			often.cycle()
			once.change(s)
		}
		for _, h := range []*history{often, once} {
			for range 3 { // retries included
				h.cycle()
			}
		}
		want := often.wanted()
		if got := often.found(); got != want {
			rt.Fatalf("a cycle after every change:\ngot\n%s\nwant\n%s", got, want)
		}
		if got := once.found(); got != want {
			rt.Fatalf("one cycle at the end:\ngot\n%s\nwant\n%s", got, want)
		}
	})
}

type history struct {
	rt     *rapid.T
	dir    *simulator.Directory
	sim    *simulator.Simulator
	target *faketarget.Target
	users  []string
	groups []string
	names  int
}

func newHistory(rt *rapid.T, flag string) *history {
	h := &history{rt: rt, dir: simulator.NewDirectory(), target: &faketarget.Target{Silent: true}}
	sim, err := simulator.New(simulator.Config{
		URL: "https://target.example/scim/v2" + flag, Token: "t", Directory: h.dir, Transport: wire{h.target},
		Dials: map[string]string{"late-references": "next-cycle"},
	})
	if err != nil {
		rt.Fatal(err)
	}
	h.sim = sim
	return h
}

func (h *history) cycle() {
	if _, err := h.sim.RunCycle(h.rt.Context()); err != nil {
		h.rt.Fatal(err)
	}
	h.sim.Advance(40 * time.Minute)
}

// change makes one change of the directory; what is impossible does not happen.
func (h *history) change(step int) {
	kind, n := step%14, step/14
	h.names++
	name := fmt.Sprint("n", h.names)
	if len(h.users) < 2 || kind == 0 {
		id, err := h.dir.AddUser(simulator.User{UserPrincipalName: name + "@x.example", DisplayName: name})
		if err != nil {
			h.rt.Fatal(err)
		}
		h.users = append(h.users, id)
		if n%3 > 0 { // the others are first heard of as members or managers
			_ = h.dir.Assign(id)
		}
		return
	}
	user, other := h.users[n%len(h.users)], h.users[(n/7)%len(h.users)]
	group := ""
	if len(h.groups) > 0 {
		group = h.groups[n%len(h.groups)]
	}
	switch kind {
	case 1, 2:
		if id, err := h.dir.AddGroup(simulator.Group{DisplayName: strings.ToUpper(name)}); err == nil {
			h.groups = append(h.groups, id)
			_ = h.dir.Assign(id)
		}
	case 3:
		_ = h.dir.Rename(user, name+"@x.example")
	case 4:
		_ = h.dir.SetAttr(user, "jobTitle", name)
	case 5:
		_ = h.dir.SetManager(user, other)
	case 6:
		_ = h.dir.AddMember(group, user)
	case 7:
		_ = h.dir.RemoveMember(group, user)
	case 8:
		_ = h.dir.Disable(user)
	case 9:
		_ = h.dir.Enable(user)
	case 10:
		_ = h.dir.SoftDelete(user)
	case 11:
		_ = h.dir.Restore(user)
	case 12:
		_ = h.toggle(user)
	case 13:
		_ = h.toggle(group)
	}
}

// toggle takes an assignment away, or gives it back.
func (h *history) toggle(id string) error {
	if h.dir.AssignedDirectly(id) {
		return h.dir.Unassign(id)
	}
	return h.dir.Assign(id)
}

func (h *history) inScope(id string) bool {
	o, ok := h.dir.Object(id)
	return ok && o.Enabled() && !o.SoftDeleted() && h.dir.Assigned(id)
}

// wanted is the source, as far as it is in scope, in the target's terms.
func (h *history) wanted() string {
	var lines []string
	for o := range h.dir.All(simulator.KindUser) {
		if !h.inScope(o.ID()) {
			continue
		}
		line := fmt.Sprintf("%s active=true title=%s", o.UserPrincipalName(), title(o))
		if m := o.ManagerID(); h.inScope(m) {
			manager, _ := h.dir.Object(m)
			line += " manager=" + manager.UserPrincipalName()
		}
		lines = append(lines, line)
	}
	for o := range h.dir.All(simulator.KindGroup) {
		if !h.dir.Assigned(o.ID()) {
			continue
		}
		var members []string
		for _, m := range o.Members() {
			if h.inScope(m) {
				u, _ := h.dir.Object(m)
				members = append(members, u.UserPrincipalName())
			}
		}
		slices.Sort(members)
		lines = append(lines, fmt.Sprintf("%s members=%v", o.DisplayName(), members))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func title(o simulator.Object) string {
	v, _ := o.Attr("jobTitle")
	return strings.Join(v, "")
}

// found is the same, read from the target by way of the links.
func (h *history) found() string {
	links := h.sim.Links()
	source := map[string]string{}
	for id, at := range links {
		source[at] = id
	}
	users := h.target.All("Users")
	var lines []string
	for _, at := range slices.Sorted(maps.Keys(users)) {
		u := users[at]
		if !h.inScope(source[at]) {
			if u.Attrs["active"] == "true" {
				h.rt.Fatalf("%s is active and not in scope", u.Attrs["userName"])
			}
			continue
		}
		line := fmt.Sprintf("%s active=%s title=%s", u.Attrs["userName"], u.Attrs["active"], u.Attrs["title"])
		o, _ := h.dir.Object(source[at])
		if h.inScope(o.ManagerID()) {
			line += " manager=" + users[u.Attrs[managerPath]].Attrs["userName"]
		}
		lines = append(lines, line)
	}
	for _, g := range h.target.All("Groups") {
		var members []string
		for m := range g.Members {
			if h.inScope(source[m]) {
				members = append(members, users[m].Attrs["userName"])
			}
		}
		slices.Sort(members)
		lines = append(lines, fmt.Sprintf("%s members=%v", g.Attrs["displayName"], members))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

const managerPath = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager"
