package lifecycle

import (
	"errors"

	"github.com/entrasim/entrasim/simulator"
)

// calm is how many cycles a story gives itself to come to rest: with Entra's back-off the fourth attempt is eight hours after the
// first.
const calm = 16

// ride is a cycle of which failures are expected, up to the whole cycle: the faults are ours. Time goes on to when Entra would run
// the next one.
func (s *story) ride(what string) (report simulator.CycleReport) {
	s.t.Step(what, func() {
		var err error
		report, err = s.sim.RunCycle(s.t.Context())
		var failed *simulator.CycleError
		if err != nil && !errors.As(err, &failed) {
			s.t.Abort("%s: %v", what, err)
		}
	})
	s.sim.Advance(max(interval, report.Next.Sub(s.sim.Now())))
	return report
}

// rest lets cycles go on until nothing is left to be tried again, and returns how many it took. A story that does not come to rest
// is judged by its end all the same; what Entra's log says about it is kept.
func (s *story) rest(what string) int {
	for n := 1; n <= calm; n++ {
		report := s.ride(what)
		if report.Failure == nil && len(s.sim.Escrows()) == 0 {
			return n
		}
		if n == calm {
			s.t.Remark("after %d more cycles Entra still retries %d operations", calm, len(s.sim.Escrows()))
			s.complain(what, report)
		}
	}
	return calm
}

// complain keeps what Entra's log says went wrong in a cycle.
func (s *story) complain(what string, report simulator.CycleReport) {
	for _, r := range report.Records {
		if e := r.StatusInfo.Error; e != nil {
			s.t.Remark("%s: Entra's log says %s for %s: %s", what, e.Code, r.SourceIdentity.DisplayName, e.Reason)
		}
	}
}
