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

	failedReferences int
}

// end closes a cycle that was not aborted: quarantine, watermark, result (§6.3, §11).
func (c *Cycle) end() {
	r := &c.result
	switch {
	case c.failure != nil:
		r.State, r.Failure = Failed, c.failure
		c.impose(job.ReasonException, c.failure.Code, c.failure.Error())
	default:
		r.State = Succeeded
		if r.Counts.Failed > 0 || r.Counts.ReferenceFailures > 0 {
			r.State = EntryLevelErrors
		}
		c.mutate(job.EndCycle{Watermark: c.mark})
		ok := r.Counts.Total() - r.Counts.Failed
		if reason := exceeded(r.Counts.Failed-r.failedReferences, r.Counts.ReferenceFailures, ok); reason != "" {
			c.impose(reason, "", "too many operations of the cycle failed")
		} else if c.state.Quarantine != nil {
			c.mutate(job.SetQuarantine{})
		}
	}
	c.finish()
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
}

// exceeded says which quarantine threshold a cycle has crossed, or "" (§6.3). Reference failures count for the
// last rule only.
func exceeded(failed, references, ok int) string {
	total := failed + references
	switch {
	case total < 5_000:
		return ""
	case failed > 40_000:
		return job.ReasonBase
	case failed >= 5_000 && failed*100 > (failed+ok)*40:
		return job.ReasonProportion
	case total > 60_000:
		return job.ReasonTotal
	default:
		return ""
	}
}
