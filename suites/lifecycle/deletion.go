package lifecycle

import (
	"net/http"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/simulator"
	"github.com/entrasim/entrasim/suites/internal/harness"
)

func deletion() []harness.Spec {
	return []harness.Spec{
		harness.Check(harness.Declaration{
			ID: "LIF-007", Title: "An account deleted behind Entra's back: the next write meets 404, and a restart creates anew",
			Level: harness.MustEntra, RFC: harness.Silent, Ref: cycleRef, Gate: harness.GatePatch, Effect: harness.EffectDelete, Profiles: profiles, Needs: userNeeds,
			Requirement: "After an account was deleted in the target, everything about its id answers 404, and its name can be provisioned again.",
			Advice:      "Answer 404 to a PATCH of an account that is gone, and take its userName for free. By 200 Entra never learns of the deletion; by 409 on the create nobody gets the account back.",
			Entra:       "Documentation and field reports disagree on what Entra does next (Q50; engine §12.3): the log's InvalidAnchor, or a new account. Either way it can only notice by 404.",
		}, vanished),
	}
}

func vanished(t *harness.T) {
	s := tell(t, false)
	ada, bo := s.hire("Ada Vane", nil), s.hire("Bo Quist", nil)
	s.cycle("initial cycle")
	id := s.wantPerson(ada, true)
	t.Step("somebody deletes the account in the target", func() { t.Delete(userPath(id)).Is(http.StatusNoContent, http.StatusOK) })

	ada.name = "Ada Vane-Holt"
	s.must("change the display name", s.dir.SetAttr(ada.source, "displayName", ada.name))
	report := s.ride("cycle after the deletion")
	s.wantGone(report, id)

	if now := s.sim.Links()[ada.source]; now == "" || now == id {
		t.Remark("Entra's log says %s and leaves it at that (dial on-stale-link at its default; reports that Entra creates anew contradict its documentation): only a restart brings the account back", codeOf(report, ada))
		s.must("restart provisioning", s.sim.Restart(t.Context(), simulator.ResetFull))
		s.cycle("initial cycle after the restart")
	} else {
		t.Remark("Entra created the account anew in the same cycle (dial on-stale-link)")
	}
	s.wantPerson(ada, true)
	s.wantPerson(bo, true)
}

// wantGone asserts that the cycle's write to the account was answered 404: that is how Entra learns of the deletion.
func (s *story) wantGone(report simulator.CycleReport, id string) {
	sent := slices.DeleteFunc(slices.Clone(report.Exchanges), func(x simulator.Exchange) bool {
		return x.Status == http.StatusNotFound || !isAbout(x, id)
	})
	if len(sent) > 0 {
		s.t.Fail("an account that is gone is answered as if it were there", describe(sent)+harness.Show(sent[0].Status), "404 for every request about it")
	}
}

func isAbout(x simulator.Exchange, id string) bool {
	path, _, _ := strings.Cut(x.Target, "?")
	return path == userPath(id)
}

// codeOf is what the log of a cycle says about a person.
func codeOf(report simulator.CycleReport, p person) string {
	for _, r := range report.Records {
		if e := r.StatusInfo.Error; e != nil && r.SourceIdentity.ID == p.source {
			return e.Code
		}
	}
	return "nothing"
}
