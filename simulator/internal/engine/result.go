package engine

import (
	"time"

	"github.com/entrasim/entrasim/simulator/internal/job"
	"github.com/entrasim/entrasim/simulator/internal/provlog"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// RunState is the outcome of a cycle (Graph's lastExecution.state, engine §2.7).
type RunState string

// The outcomes.
const (
	Succeeded        RunState = "Succeeded"
	EntryLevelErrors RunState = "EntryLevelErrors" // some objects failed; they live on as escrows
	Failed           RunState = "Failed"           // the cycle as a whole; the watermark stays where it was
	Canceled         RunState = "Canceled"         // ours: the simulator was stopped
)

// Counts sums up a cycle's log entries. Each counts once; those of references count as updates, failures or skips like
// the others, and once more under References.
type Counts struct {
	provlog.Counts
	References        int `json:"references"`        // manager and member updates that went through
	ReferenceFailures int `json:"referenceFailures"` // references that failed or could not be resolved
}

// count adds an entry.
func (r *Result) count(e *Entry) {
	r.Counts.Count(e.Record)
	if e.Class == job.Object {
		return
	}
	switch {
	case e.Record.StatusInfo.Status == provlog.Failure:
		r.Counts.ReferenceFailures++
		r.failedReferences++
	case e.Record.StatusInfo.Error != nil, e.Record.SkipReason() == provlog.ReferenceNotInTarget:
		r.Counts.ReferenceFailures++
	case e.Record.StatusInfo.Status == provlog.Success:
		r.Counts.References++
	}
}

// Result tells how a cycle went.
type Result struct {
	ID       string
	Number   int
	Initial  bool
	State    RunState
	Began    time.Time
	Ended    time.Time
	Counts   Counts
	Requests int
	Writes   int
	Imported int // source objects looked at
	Escrowed int // failed operations the job will try again
	// Failure is what ended a cycle that failed as a whole.
	Failure    *scimclient.Failure
	Quarantine *job.Quarantine
	Disabled   bool // the job, after four weeks of quarantine
	Pruned     bool // the escrows, in an initial cycle with too many failures

	Entitled        int // of the objects looked at, those in scope
	Deltas          int // of the objects looked at, those that came new or changed
	ReferenceDeltas int // managers and memberships looked at

	failedReferences int
}

// end closes a cycle that was not aborted: quarantine, watermark, result (§6.3, §11).
func (c *Cycle) end() {
	r := &c.result
	if c.alone() {
		c.endAlone()
		return
	}
	switch {
	case c.failure != nil:
		r.State, r.Failure = Failed, c.failure
		c.impose(job.ReasonException, c.failure.Code, c.failure.Error())
	default:
		r.State = Succeeded
		if r.Counts.Failed > 0 || r.Counts.ReferenceFailures > 0 {
			r.State = EntryLevelErrors
		}
		if c.state.ForceDeletes {
			c.mutate(job.DeletesCarriedOut{})
		}
		c.received()
		c.mutate(job.EndCycle{Watermark: c.mark.Position, Fingerprint: c.mark.Fingerprint, Reached: c.mark.At})
		c.assess()
	}
	c.mutate(job.RecordExecution{Execution: r.execution(c.now, len(c.state.Escrows))})
	c.finish()
}

// execution is the cycle in the words of the job's history.
func (r *Result) execution(now time.Time, escrowed int) job.Execution {
	e := job.Execution{
		Activity: r.ID, State: string(r.State), Began: r.Began, Ended: now,
		Imported: r.Imported, Deltas: r.Deltas, ReferenceDeltas: r.ReferenceDeltas, Entitled: r.Entitled,
		Exported: r.Counts.Created + r.Counts.Updated + r.Counts.Disabled + r.Counts.Deleted, Escrowed: escrowed,
	}
	e.Exports = e.Exported + r.Counts.Failed
	if r.Failure != nil {
		e.Code, e.Message = r.Failure.Code, r.Failure.Error()
	}
	return e
}

// endAlone closes a run about one object, which is no cycle of the job.
func (c *Cycle) endAlone() {
	r := &c.result
	switch {
	case c.failure != nil:
		r.State, r.Failure = Failed, c.failure
	case r.Counts.Failed > 0 || r.Counts.ReferenceFailures > 0:
		r.State = EntryLevelErrors
	default:
		r.State = Succeeded
	}
	c.finish()
}

// assess holds a cycle that was carried out against the thresholds (§6.3, §6.5).
//
// An initial cycle with too many failures does not lead into quarantine: its escrows are pruned and the job pauses, until
// somebody has put the errors right (Graph on escrowsPruned).
func (c *Cycle) assess() {
	r := &c.result
	ok := r.Counts.Total() - r.Counts.Failed
	reason := c.in.Settings.Thresholds.Exceeded(r.Counts.Failed-r.failedReferences, r.Counts.ReferenceFailures, ok)
	switch {
	case reason != "" && c.initial:
		c.mutate(job.PruneEscrows{})
		c.mutate(job.Pause{})
		c.lift()
	case reason != "":
		c.impose(reason, "", "too many operations of the cycle failed")
	case c.guard.tripped():
		c.impose(job.ReasonTooManyDeletes, "", c.guard.message())
	default:
		c.lift()
	}
}

// lift ends a quarantine.
func (c *Cycle) lift() {
	if c.state.Quarantine != nil {
		c.mutate(job.SetQuarantine{})
	}
}

// impose puts the job into quarantine, or keeps it there; after four weeks the job is disabled (§6.4).
func (c *Cycle) impose(reason, code, message string) {
	q := job.Impose(c.state.Quarantine, c.now, reason, code, message)
	c.mutate(job.SetQuarantine{Quarantine: q})
	if q.Expired(c.now) {
		c.mutate(job.Disable{})
	}
}

func (c *Cycle) finish() {
	c.orphaned()
	c.done = true
	c.result.Ended = c.now
	c.result.Escrowed = len(c.state.Escrows)
	c.result.Quarantine = c.state.Quarantine
	c.result.Disabled = c.state.Disabled
	c.result.Pruned = c.state.EscrowsPruned
}
