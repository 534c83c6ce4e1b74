package harness

import (
	"net/http"
	"net/url"
	"slices"
)

// lookedAt is how many of the resources that were deleted are looked at when the target cannot be searched.
const lookedAt = 20

// Leftovers deletes all that the run has created, as is done at its end, and returns what is in the target all the same: what could
// not be deleted, and what is still there though the target said that it is gone. Whatever checks share is deleted too, so
// that only the very last check can ask.
func (t *T) Leftovers() []Entry {
	t.session.Sweep(t.ctx)
	open := t.session.cfg.Ledger.Open()
	var left []Entry
	for _, key := range newestFirst(open) {
		left = append(left, open[key])
	}
	t.session.mu.Lock()
	removed := slices.Clone(t.session.removed)
	t.session.mu.Unlock()
	if most := len(removed) - lookedAt; most > 0 {
		removed = removed[most:]
	}
	for _, e := range removed {
		if answer := t.Get("/" + e.Resource + "/" + url.PathEscape(e.ID)); answer.Status() == http.StatusOK && answer.PeekID() == e.ID {
			left = append(left, e)
		}
	}
	return left
}
