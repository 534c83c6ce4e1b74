package lifecycle

import (
	"github.com/entrasim/entrasim/suites/internal/harness"
)

func groups() []harness.Spec {
	return []harness.Spec{
		harness.Check(harness.Declaration{
			ID: "LIF-010", Title: "Joiner, mover, leaver over three groups: membership ends as in the source",
			Level: harness.Should, RFC: harness.Silent, Ref: "—", Gate: harness.GateGroups, Effect: harness.EffectWrite, Profiles: profiles, Needs: groupNeeds,
			Requirement: "After people joined, moved between groups and left, every group has exactly the members it has in the source.",
			Advice:      "Entra never reads the member list of a group: a member that was lost, or who stayed too long, is not noticed by anybody.",
			Entra:       "Group memberships become roles and rights in the target, and are never read back (Q59): an error stays.",
		}, joinMoveLeave),
	}
}

func joinMoveLeave(t *harness.T) {
	s := tell(t, true)
	ada, bo, cy := s.hire("Ada Vane", nil), s.hire("Bo Quist", nil), s.hire("Cy Ørsted", nil)
	yard, pier, office := s.form(ada, bo, cy), s.form(ada), s.form(bo, cy)
	s.cycle("initial cycle")
	s.wantTeam(yard, ada, bo, cy)
	s.wantTeam(pier, ada)
	s.wantTeam(office, bo, cy)

	di := s.hire("Di Marsh", nil)
	s.must("join", s.dir.AddMember(yard.source, di.source))
	s.must("join", s.dir.AddMember(pier.source, di.source))
	s.must("move", s.dir.RemoveMember(office.source, bo.source))
	s.must("move", s.dir.AddMember(pier.source, bo.source))
	s.must("leave", s.dir.RemoveMember(yard.source, cy.source))
	s.must("leave", s.dir.RemoveMember(office.source, cy.source))
	s.cycle("cycle after joining, moving and leaving")
	s.wantTeam(yard, ada, bo, di)
	s.wantTeam(pier, ada, bo, di)
	s.wantTeam(office)
}
