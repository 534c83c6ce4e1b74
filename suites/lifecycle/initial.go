package lifecycle

import (
	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/simulator"
	"github.com/entrasim/entrasim/suites/internal/harness"
)

func initial() []harness.Spec {
	return []harness.Spec{
		harness.Check(harness.Declaration{
			ID: "LIF-001", Title: "Initial cycle: users, groups, then managers and members end as in the source",
			Level: harness.MustEntra, RFC: harness.Silent, Ref: cycleRef, Gate: harness.GateGroups, Effect: harness.EffectWrite, Profiles: profiles, Needs: groupNeeds,
			Requirement: "After the initial cycle every assigned user and group exists once, with managers and members linked in the second pass.",
			Advice:      "Look at the remarks: they are what Entra's provisioning log would say. References are sent after the objects, with the ids that the target gave.",
			Entra:       "This is what happens when provisioning is switched on: 40 minutes to hours in the cloud, a second here.",
		}, initialCycle),

		harness.Check(harness.Declaration{
			ID: "LIF-002", Title: "A second cycle without changes sends no write",
			Level: harness.MustEntra, RFC: harness.Silent, Ref: cycleRef, Effect: harness.EffectWrite, Profiles: profiles, Needs: userNeeds,
			Requirement: "When nothing has changed in the source, the next cycle writes nothing.",
			Advice:      "A write in a quiet cycle is a retry of something the target refused before: see the remarks for what and why.",
			Entra:       "Every cycle that writes without a reason is load on the target, a line in the log, and may overwrite what people changed (Q17).",
		}, quietCycle),
	}
}

// family is a small tree of managers.
func (s *story) family() []person {
	ada := s.hire("Ada Vane", nil)
	bo := s.hire("Bo Quist", func(u *simulator.User) { u.Manager = ada.source })
	cy := s.hire("Cy Ørsted", func(u *simulator.User) { u.Manager = bo.source })
	di := s.hire("Di Marsh", func(u *simulator.User) { u.Manager = bo.source })
	return []person{ada, bo, cy, di}
}

func initialCycle(t *harness.T) {
	s := tell(t, true)
	people := s.family()
	crew, office := s.form(people[1], people[2], people[3]), s.form(people[0])
	s.cycle("initial cycle")
	for _, p := range people {
		s.wantPerson(p, true)
	}
	s.wantTeam(crew, people[1], people[2], people[3])
	s.wantTeam(office, people[0])
	if t.Enterprise() {
		s.wantManager(people[1], people[0])
		s.wantManager(people[2], people[1])
		s.wantManager(people[3], people[1])
	}
}

// wantManager reads the manager in either form: which one is right is AAD-016's business.
func (s *story) wantManager(p, boss person) {
	want := s.idOf(boss.name, boss.source)
	s.t.ReadBack(userPath(s.idOf(p.name, p.source)), func(o *httpexpect.Object) {
		extension, _ := o.Raw()[harness.EnterpriseURN].(map[string]any)
		got := extension["manager"]
		if m, ok := got.(map[string]any); ok {
			got = m["value"]
		}
		if got != want {
			s.t.Fail("the manager of "+p.name+" is not linked", harness.Show(got), harness.Show(want))
		}
	})
}

func quietCycle(t *harness.T) {
	s := tell(t, false)
	people := s.family()
	s.cycle("initial cycle")
	for _, p := range people {
		s.wantPerson(p, true)
	}
	if sent := writes(s.cycle("second cycle")); len(sent) > 0 {
		t.Fail("the second cycle wrote although nothing had changed", describe(sent), "no POST, PATCH or DELETE")
	}
}

// describe names exchanges in short.
func describe(sent []simulator.Exchange) string {
	text := ""
	for _, x := range sent {
		text += x.Method + " " + x.URL() + " " + x.RequestBody + "; "
	}
	return text
}
