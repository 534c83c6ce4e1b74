package engine

import (
	"slices"

	"github.com/entrasim/entrasim/simulator/internal/directory"
	"github.com/entrasim/entrasim/simulator/internal/job"
)

// doubts is what has happened to the references in the source since a run that wrote some and moved no watermark: a cycle that broke
// off, or provision on demand. References are the one thing that is written without being read first (Q59), and the feed since the
// watermark is net: of a member whom that run added and the source has taken out since, it says nothing. So whatever has changed
// since then is written as it is now. It costs as much as there are changes.
type doubts struct {
	since *job.Position
	asked bool
	found map[string]directory.Change
}

// doubt is made before the cycle writes anything itself.
func (c *Cycle) doubt() doubts {
	if c.onDemand() {
		return doubts{} // it writes what it was told to
	}
	return doubts{since: c.state.Unsettled}
}

// about tells what has happened to an object since; the zero value when there is no doubt about it.
func (d *doubts) about(id string, src Source) directory.Change {
	if d.since == nil {
		return directory.Change{}
	}
	if !d.asked {
		d.asked, d.found = true, make(map[string]directory.Change)
		for _, ch := range src.Changes(d.since.Feed) {
			d.found[ch.ID] = ch
		}
	}
	return d.found[id]
}

// members lists who is to join and who is to leave so that the doubtful memberships are as they are in the source.
func (d *doubts) members(id string, src Source) (adds, removes []string) {
	ch := d.about(id, src)
	return slices.Concat(ch.MembersAdded, ch.MembersReturned), slices.Concat(ch.MembersRemoved, ch.MembersPassed)
}

// unsettle notes where the source stood, before the first reference is written. The note goes with the watermark that follows.
func (c *Cycle) unsettle() {
	if c.state.Unsettled != nil {
		return
	}
	mark := c.mark
	if c.alone() {
		mark = c.in.Source.Mark()
	}
	c.mutate(job.Unsettle{Position: job.Position{Feed: mark.Position, Fingerprint: mark.Fingerprint, Reached: mark.At}})
}
