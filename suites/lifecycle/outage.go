package lifecycle

import (
	"net/http"

	"github.com/entrasim/entrasim/simulator"
	"github.com/entrasim/entrasim/suites/internal/harness"
)

func outage() []harness.Spec {
	return []harness.Spec{
		harness.Check(harness.Declaration{
			ID: "LIF-008", Title: "Lost requests, lost answers and an outage: the job retries and ends consistent",
			Level: harness.ShouldEntra, RFC: harness.Silent, Ref: cycleRef, Gate: harness.GateFaults, Effect: harness.EffectWrite, Profiles: faultProfiles, Needs: userNeeds,
			Requirement: "When some requests or their answers were lost, and after an outage that led into quarantine, every user is there once, as in the source.",
			Advice:      "A create whose answer was lost is sent again: find the account by the matching attribute, or answer 409. What was answered 2xx must be stored.",
			Entra:       "Requests are lost every day. Entra retries with growing pauses and quarantines a job that fails too much (Q26).",
		}, badConnection),
	}
}

// patience is how many cycles without an answer Entra has for a target before the quarantine has to come.
const patience = 12

func badConnection(t *harness.T) {
	w := &weather{}
	s := tellAs(t, false, w.under)
	people := []person{s.hire("Ada Vane", nil), s.hire("Bo Quist", nil), s.hire("Cy Ørsted", nil), s.hire("Di Marsh", nil), s.hire("Ed Yarrow", nil), s.hire("Fay Holt", nil)}

	w.set(turns(unavailable, lost, none, reset))
	s.ride("initial cycle, over a bad connection")
	w.set(nil)
	cycles := s.rest("cycle over a good connection")
	t.Remark("initial cycle: %s; at rest after %d more cycles", w, cycles)
	for _, p := range people {
		s.wantPerson(p, true)
	}

	people[0].name = "Ada Vane-Holt"
	s.must("change the display name", s.dir.SetAttr(people[0].source, "displayName", people[0].name))
	w.set(func(*http.Request) fault { return unavailable })
	s.untilQuarantine()
	w.set(nil)
	s.rest("cycle after the outage")
	for _, p := range people {
		s.wantPerson(p, true)
	}
}

// untilQuarantine lets cycles fail until Entra gives the target up for a while. Nothing of it reaches the target.
func (s *story) untilQuarantine() {
	var report simulator.CycleReport
	for n := 1; n <= patience; n++ {
		if report = s.ride("cycle during the outage"); report.Quarantine != nil {
			s.t.Remark("quarantined (%s) after %d cycles during the outage", report.Quarantine.Reason, n)
			return
		}
	}
	s.t.Abort("the simulated job is not in quarantine after %d cycles without an answer", patience)
}
