package lifecycle

import (
	"net/http"

	"github.com/entrasim/entrasim/simulator"
	"github.com/entrasim/entrasim/suites/internal/harness"
)

func throttling() []harness.Spec {
	return []harness.Spec{
		harness.Check(harness.Declaration{
			ID: "LIF-009", Title: "429 with Retry-After: the pace drops and nothing is lost",
			Level: harness.ShouldEntra, RFC: harness.Silent, Ref: cycleRef, Gate: harness.GateFaults, Effect: harness.EffectWrite, Profiles: faultProfiles, Needs: userNeeds,
			Requirement: "When half of the writes are answered 429, the refused ones come back in later cycles, and every user ends as in the source.",
			Advice:      "Refuse with 429 before anything is stored, and store what you answer 2xx: Entra sends a refused write again in a later cycle and an accepted one never.",
			Entra:       "Entra's own pace exceeds many targets'; three stories are told about what it does on 429 (Q33), none of which loses a change.",
		}, slowedDown),
	}
}

func slowedDown(t *harness.T) {
	w := &weather{}
	s := tellAs(t, false, w.under)
	people := []person{s.hire("Ada Vane", nil), s.hire("Bo Quist", nil), s.hire("Cy Ørsted", nil), s.hire("Di Marsh", nil), s.hire("Ed Yarrow", nil), s.hire("Fay Holt", nil)}
	w.set(turns(throttled, none))
	s.ride("initial cycle, throttled")
	for i := range people {
		people[i].name += " II"
		s.must("change the display name", s.dir.SetAttr(people[i].source, "displayName", people[i].name))
	}
	report := s.ride("next cycle, throttled")
	for _, x := range report.Exchanges {
		if x.Status == http.StatusTooManyRequests && isRepeated(report.Exchanges, x) {
			t.Remark("Entra sent a throttled request again within the cycle: %s %s", x.Method, x.Target)
		}
	}
	w.set(nil)
	cycles := s.rest("cycle without throttling")
	t.Remark("%s; at rest after %d more cycles (dial on-429 at its default)", w, cycles)
	for _, p := range people {
		s.wantPerson(p, true)
	}
}

// isRepeated tells whether the same request occurs more than once.
func isRepeated(all []simulator.Exchange, x simulator.Exchange) bool {
	n := 0
	for _, o := range all {
		if o.Method == x.Method && o.Target == x.Target && o.RequestBody == x.RequestBody {
			n++
		}
	}
	return n > 1
}
