package harness

import "github.com/entrasim/entrasim/suites/report"

// obstacle is the violation v as what keeps other checks from being tried: what should hold, and what is wrong with it.
func obstacle(need string, v *violation) *report.Obstacle {
	return &report.Obstacle{Need: need, Reason: v.Reason, Where: v.Where, Got: v.Got}
}

// skipFor ends the check because of an obstacle.
func (t *T) skipFor(o *report.Obstacle, reason string) {
	t.outcome.HeldBack = o
	t.skip(reason)
}
