package job

import "time"

// Mutation is one change of a job's state. The set is closed.
type Mutation interface{ replay(Target) }

// PutLink stores or replaces a link.
type PutLink struct{ Link Link }

// DropLink forgets a link. Purged is the kind of an object that has gone from the directory for good, which goes on counting as a
// synchronised entry; empty for one that is still there.
type DropLink struct {
	Source string
	Purged Kind
}

// PutEscrow stores or replaces an escrow.
type PutEscrow struct{ Escrow Escrow }

// DropEscrow releases an escrow.
type DropEscrow struct{ Key Key }

// PruneEscrows drops all escrows of an initial cycle in which too much failed (§6.3).
type PruneEscrows struct{}

// PutWaiting remembers that a reference waits for the object Missing.
type PutWaiting struct {
	Missing   string
	Reference Reference
}

// DropWaiting forgets all references that wait for Missing.
type DropWaiting struct{ Missing string }

// PutStaged stores or replaces a deletion that is held back.
type PutStaged struct{ Staged Staged }

// DropStaged forgets a deletion that was held back.
type DropStaged struct{ Object string }

// BeginCycle counts a cycle.
type BeginCycle struct {
	Number int
	At     time.Time
}

// EndCycle stores the watermark of a cycle that came to its end.
type EndCycle struct {
	Watermark   int64
	Fingerprint uint64
	Reached     time.Time // the directory's time
}

// Unsettle notes, before managers or members are written, what the directory was like. The earliest since the watermark counts.
type Unsettle struct{ Position Position }

// Distrust makes a position the one after which everything is looked at again, because the directory is not the one that Unsettle
// noted. It does nothing when nothing is unsettled.
type Distrust struct{ Feed int64 }

// RecordExecution adds a cycle to the history.
type RecordExecution struct{ Execution Execution }

// CountOnDemand counts a provisioning on demand.
type CountOnDemand struct{ Number int }

// SetQuarantine imposes, prolongs or (nil) lifts the quarantine.
type SetQuarantine struct{ Quarantine *Quarantine }

// Disable ends the job's schedule.
type Disable struct{}

// Pause keeps further cycles from being run.
type Pause struct{}

// Start lets a paused job go on where it stopped, and frees one from quarantine (§2.7).
type Start struct{}

// Reset is a restart with the given scopes (§2.7). The job is active afterwards and its next cycle due.
type Reset struct{ Scope Scope }

// Reevaluate makes the next cycle an initial one because the source is not the one the watermark was taken of. When it is the
// mapping that changed, escrows and quarantine go as well, as after a restart (§2.7, §6.4). The job stays paused if it is.
type Reevaluate struct{ Mapping bool }

// DeletesCarriedOut ends the permission that a restart with ForceDeletes gave.
type DeletesCarriedOut struct{}

// SetClock notes the time of the job's clock, when the next cycle is due, and how far the directory's clock is away.
type SetClock struct {
	At, Next time.Time
	Offset   time.Duration
}

// SetSetup notes what the job is run with.
type SetSetup struct{ Setup Setup }

func (m PutLink) replay(t Target)     { t.PutLink(m.Link) }
func (m PutEscrow) replay(t Target)   { t.PutEscrow(m.Escrow) }
func (m DropEscrow) replay(t Target)  { t.DropEscrow(m.Key) }
func (m PutWaiting) replay(t Target)  { t.PutWaiting(m.Missing, m.Reference) }
func (m DropWaiting) replay(t Target) { t.DropWaiting(m.Missing) }
func (m PutStaged) replay(t Target)   { t.PutStaged(m.Staged) }
func (m DropStaged) replay(t Target)  { t.DropStaged(m.Object) }
func (m DropLink) replay(t Target) {
	t.DropLink(m.Source)
	if m.Purged != "" {
		t.Change(func(c *Core) { c.Purged.add(m.Purged) })
	}
}

func (m SetQuarantine) replay(t Target) {
	t.Change(func(c *Core) { c.Quarantine = m.Quarantine })
}

func (PruneEscrows) replay(t Target) {
	t.ClearEscrows()
	t.Change(func(c *Core) { c.EscrowsPruned = true })
}

func (m BeginCycle) replay(t Target) {
	t.Change(func(c *Core) { c.Cycles, c.At = m.Number, m.At })
}

func (m EndCycle) replay(t Target) {
	t.Change(func(c *Core) {
		c.Watermark, c.Fingerprint, c.Reached, c.Initialised = m.Watermark, m.Fingerprint, m.Reached, true
		c.Unsettled = nil
	})
}

func (m Unsettle) replay(t Target) {
	t.Change(func(c *Core) {
		if c.Unsettled == nil {
			c.Unsettled = &m.Position
		}
	})
}

func (m Distrust) replay(t Target) {
	t.Change(func(c *Core) {
		if c.Unsettled != nil {
			c.Unsettled = &Position{Feed: m.Feed}
		}
	})
}

func (m RecordExecution) replay(t Target) { t.Change(func(c *Core) { c.History.record(m.Execution) }) }
func (m CountOnDemand) replay(t Target)   { t.Change(func(c *Core) { c.OnDemand = m.Number }) }
func (Disable) replay(t Target)           { t.Change(func(c *Core) { c.Disabled = true }) }
func (Pause) replay(t Target)             { t.Change(func(c *Core) { c.Paused = true }) }
func (Start) replay(t Target)             { t.Change(start) }
func (DeletesCarriedOut) replay(t Target) { t.Change(func(c *Core) { c.ForceDeletes = false }) }

func (m SetClock) replay(t Target) {
	t.Change(func(c *Core) { c.At, c.Next, c.Offset = m.At, m.Next, Span(m.Offset) })
}

func (m SetSetup) replay(t Target) { t.Change(func(c *Core) { c.Setup = m.Setup }) }
