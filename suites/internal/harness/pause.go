package harness

import "time"

// Pause lets time go by in the target, for what it measures in time (meta.lastModified, the life of a cursor). Keep it short
// and rare: a check that waits holds up the run. It ends with the run.
func (t *T) Pause(d time.Duration) {
	if pause(t.ctx, d) != nil {
		t.abort("interrupted while waiting")
	}
}
