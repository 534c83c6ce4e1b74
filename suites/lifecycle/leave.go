package lifecycle

import (
	"net/http"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func leave() []harness.Spec {
	return []harness.Spec{
		harness.Check(harness.Declaration{
			ID: "LIF-005", Title: "Leave: unassign disables, reassign enables the same id, hard delete deletes",
			Level: harness.MustEntra, RFC: harness.Silent, Ref: cycleRef, Gate: harness.GatePatch, Effect: harness.EffectDelete, Profiles: profiles,
			Needs:       append(userNeeds[:len(userNeeds):len(userNeeds)], harness.NeedDisable, harness.NeedText),
			Requirement: "Unassigning sets active=false, reassigning sets active=true on the same id, a hard delete removes the account.",
			Advice:      "Offboarding hangs on this: keep disabled accounts visible and re-enable them in place; after DELETE answer 404.",
			Entra:       "Joiners and leavers are what provisioning is bought for; auditors ask for exactly this sequence (Q19, Q25, Q35).",
		}, leaveAndReturn),
	}
}

func leaveAndReturn(t *harness.T) {
	s := tell(t, false)
	ada, bo := s.hire("Ada Vane", nil), s.hire("Bo Quist", nil)
	s.cycle("initial cycle")
	id := s.wantPerson(ada, true)

	s.must("unassign the user", s.dir.Unassign(ada.source))
	s.cycle("cycle after unassigning")
	if s.wantPerson(ada, false) != id {
		t.Fail("the disabled account is another one", "another id", id)
	}

	s.must("assign the user again", s.dir.Assign(ada.source))
	s.cycle("cycle after reassigning")
	if now := s.wantPerson(ada, true); now != id {
		t.Fail("the re-enabled account is another one", now, id)
	}

	s.must("delete the user for good", s.dir.HardDelete(ada.source))
	s.cycle("cycle after the hard delete")
	t.Settle(func() { t.Get(userPath(id)).Is(http.StatusNotFound) })
	s.wantPerson(bo, true)
}
