package lifecycle

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/simulator"
	"github.com/entrasim/entrasim/suites/internal/harness"
)

// interval is the time between two cycles.
const interval = 40 * time.Minute

// story is a directory of its own, provisioned into the target cycle by cycle.
type story struct {
	t   *harness.T
	dir *simulator.Directory
	sim *simulator.Simulator
}

// person is somebody in the directory.
type person struct {
	source   string // object id
	userName string
	name     string // display name
}

// team is a group in the directory.
type team struct{ source, name string }

// tell begins a story. Without groups nothing is asked of the target's /Groups.
func tell(t *harness.T, withGroups bool) *story {
	return tellAs(t, withGroups, func(*simulator.Config) {})
}

// tellAs is tell with another configuration of the simulator.
func tellAs(t *harness.T, withGroups bool, change func(*simulator.Config)) *story {
	s := &story{t: t, dir: simulator.NewDirectoryWith(simulator.DirectoryOptions{Tenant: harness.Domain})}
	cfg := simulator.Config{
		URL: t.TargetURL(), Token: t.Token(), Directory: s.dir, Seed: t.Seed(), Transport: t.Transport(), Dials: map[string]string{},
	}
	if !withGroups {
		cfg.Dials["group-probe"] = "off"
	}
	change(&cfg)
	sim, err := simulator.New(cfg)
	s.must("set up the simulator", err)
	s.sim = sim
	return s
}

// must ends the check when something on our side failed.
func (s *story) must(what string, err error) {
	if err != nil {
		s.t.Abort("%s: %v", what, err)
	}
}

// hire adds a person with the attributes that the target declares and assigns them to the application.
func (s *story) hire(name string, change func(*simulator.User)) person {
	p := person{userName: s.t.Name(harness.Domain), name: name}
	given, family, _ := strings.Cut(name, " ")
	u := simulator.User{UserPrincipalName: p.userName, DisplayName: name, GivenName: given, Surname: family, Mail: p.userName}
	if s.t.Declares(harness.UserURN, "preferredLanguage") {
		u.Attributes = map[string][]string{"preferredLanguage": {"en-GB"}}
	}
	if s.t.Enterprise() {
		u.Department = "Yard Operations"
	}
	if change != nil {
		change(&u)
		p.userName = u.UserPrincipalName
	}
	s.t.Own("Users", "userName", p.userName)
	var err error
	p.source, err = s.dir.AddUser(u)
	s.must("add a user to the directory", err)
	s.must("assign the user", s.dir.Assign(p.source))
	return p
}

// form adds a group with members and assigns it.
func (s *story) form(members ...person) team {
	g := team{name: s.t.Name("")}
	s.t.Own("Groups", "displayName", g.name)
	var ids []string
	for _, m := range members {
		ids = append(ids, m.source)
	}
	var err error
	g.source, err = s.dir.AddGroup(simulator.Group{DisplayName: g.name, Members: ids})
	s.must("add a group to the directory", err)
	s.must("assign the group", s.dir.Assign(g.source))
	return g
}

// cycle runs the next cycle. What Entra's log calls a failure is kept as a remark: the end state decides.
func (s *story) cycle(what string) (report simulator.CycleReport) {
	s.t.Step(what, func() {
		var err error
		report, err = s.sim.RunCycle(s.t.Context())
		var failed *simulator.CycleError
		switch {
		case errors.As(err, &failed) && !failed.Unreachable():
			s.t.Fail("the cycle could not be carried out: "+failed.Error(), failed.Code, "a target that Entra can talk to")
		case err != nil:
			s.t.Abort("%s: %v", what, err)
		}
	})
	s.sim.Advance(interval)
	for _, r := range report.Records {
		if e := r.StatusInfo.Error; e != nil {
			s.t.Remark("%s: Entra's log says %s for %s: %s", what, e.Code, r.SourceIdentity.DisplayName, e.Reason)
		}
	}
	return report
}

// idOf is the target id under which the simulator knows an object.
func (s *story) idOf(what, source string) string {
	id := s.sim.Links()[source]
	if id == "" {
		s.t.Fail(what+" was not provisioned", "no link to an account in the target", "a link")
	}
	return id
}

func userPath(id string) string { return "/Users/" + url.PathEscape(id) }

// wantPerson asserts that the target has the person as the directory has them, once, and returns the id.
func (s *story) wantPerson(p person, active bool) string {
	id := s.idOf(p.name, p.source)
	s.t.ReadBack(userPath(id), func(o *httpexpect.Object) {
		o.Value("userName").IsEqual(p.userName)
		if s.t.Declares(harness.UserURN, "displayName") {
			o.Value("displayName").IsEqual(p.name)
		}
		s.wantActive(o.Raw(), active)
	})
	s.t.WantUsers(id, `userName eq "%s"`, p.userName)
	return id
}

// wantActive reads active leniently: the JSON type of the value is AAD-008's business.
func (s *story) wantActive(o map[string]any, want bool) {
	if isActive(o) != want {
		s.t.Fail("active is not what the directory says", harness.Show(o["active"]), harness.Show(want))
	}
}

func isActive(o map[string]any) bool {
	active, stated := o["active"]
	return !stated || !strings.EqualFold(fmt.Sprint(active), "false")
}

// wantTeam asserts that a group has exactly these members.
func (s *story) wantTeam(g team, members ...person) {
	id := s.idOf("group "+g.name, g.source)
	var want []string
	for _, m := range members {
		want = append(want, s.idOf(m.name, m.source))
	}
	s.t.WantMembers(harness.Group{ID: id, DisplayName: g.name, Path: "/Groups/" + url.PathEscape(id)}, want...)
}

// writes are the exchanges of a cycle that change something.
func writes(r simulator.CycleReport) []simulator.Exchange {
	var out []simulator.Exchange
	for _, x := range r.Exchanges {
		if x.Write() {
			out = append(out, x)
		}
	}
	return out
}
