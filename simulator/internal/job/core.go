package job

import "time"

// Core is the part of a job's state that does not grow with the number of objects.
type Core struct {
	Watermark   int64     `json:"watermark"`
	Fingerprint uint64    `json:"fingerprint"` // of the directory's history up to the watermark
	Reached     time.Time `json:"reached"`     // the directory's time at the watermark
	Initialised bool      `json:"initialised"` // an initial cycle has come to its end

	// Unsettled is set while the target may have references that the watermark knows nothing of.
	Unsettled *Position `json:"unsettled,omitempty"`

	Cycles   int `json:"cycles"`   // number of the last cycle that began, 1-based
	OnDemand int `json:"onDemand"` // number of the last provisioning on demand

	At     time.Time `json:"at"`     // the job's clock when it was last read: beginning or end of a cycle, a command
	Next   time.Time `json:"next"`   // when the next cycle is due; zero means at once
	Offset Span      `json:"offset"` // from the job's clock to the directory's

	Paused   bool `json:"paused"`
	Disabled bool `json:"disabled"` // in quarantine for more than 28 days

	Quarantine    *Quarantine `json:"quarantine,omitempty"`
	EscrowsPruned bool        `json:"escrowsPruned"` // during an initial cycle with too many failures
	ForceDeletes  bool        `json:"forceDeletes"`  // the next cycle carries out what the deletion guard would hold back

	Purged Purged `json:"purged,omitzero"`

	Setup   Setup   `json:"setup"`
	History History `json:"history"`
}

// Position is a place in the directory's change feed. The one in Core.Unsettled is that of the first run that has written managers
// or members since the watermark: a cycle that has not come to its end, or provision on demand. What the source takes back later is
// in no net list of changes since the watermark, but it has happened since this position.
type Position struct {
	Feed        int64     `json:"feed"`
	Fingerprint uint64    `json:"fingerprint"`
	Reached     time.Time `json:"reached"`
}

// Purged counts, by kind, the objects that had a link and have gone from the directory for good. The portal's numbers of users and
// groups are those of the connector data store, which grow when an object comes into scope and never shrink by a deletion (§1).
type Purged struct {
	Users  int `json:"users,omitzero"`
	Groups int `json:"groups,omitzero"`
}

func (p *Purged) add(k Kind) {
	if k == Group {
		p.Groups++
	} else {
		p.Users++
	}
}

func (p *Purged) of(k Kind) int {
	if k == Group {
		return p.Groups
	}
	return p.Users
}

// Setup is what the job was last run with. A job that is run with another mapping begins anew (§2.7); the others are
// remembered for people.
type Setup struct {
	URL      string `json:"url"`      // tenant URL without flags
	Mapping  string `json:"mapping"`  // name or path
	Schema   string `json:"schema"`   // fingerprint of the mapping's text
	Interval Span   `json:"interval"` // between cycles
	// DeleteThreshold is that of the deletion guard; 0 when it is off.
	DeleteThreshold int `json:"deleteThreshold"`
}

// History is what Graph's synchronizationStatus tells about past cycles.
type History struct {
	// Failures counts the cycles that failed as a whole since the last one that did not.
	Failures int `json:"failures"`
	// Last, Successful and Exporting are the last cycle, the last that was carried out, and the last of those that exported
	// something. Nil when there was none.
	Last       *Execution `json:"last,omitempty"`
	Successful *Execution `json:"successful,omitempty"`
	Exporting  *Execution `json:"exporting,omitempty"`
	// SteadyFirst and SteadyLast are when nothing was left to do, for the first and for the last time.
	SteadyFirst time.Time `json:"steadyFirst"`
	SteadyLast  time.Time `json:"steadyLast"`
}

// Execution sums up a cycle as Graph's synchronizationTaskExecution does.
type Execution struct {
	Activity string    `json:"activity"` // the cycle's id
	State    string    `json:"state"`    // Succeeded, Failed or EntryLevelErrors
	Began    time.Time `json:"began"`
	Ended    time.Time `json:"ended"`

	Imported        int `json:"imported"`        // source objects looked at
	Deltas          int `json:"deltas"`          // of these, because something changed
	ReferenceDeltas int `json:"referenceDeltas"` // changes of references among them
	Entitled        int `json:"entitled"`        // in scope
	Exports         int `json:"exports"`         // to be written
	Exported        int `json:"exported"`        // written
	Escrowed        int `json:"escrowed"`        // failed, and waiting for another attempt

	Code    string `json:"code,omitempty"` // of a cycle that failed
	Message string `json:"message,omitempty"`
}

// Words of Execution.State.
const (
	Succeeded        = "Succeeded"
	EntryLevelErrors = "EntryLevelErrors"
	Failed           = "Failed"
)

// record adds a cycle to the history. Steady is a cycle that left nothing to be done.
func (h *History) record(e Execution) {
	h.Last = &e
	if e.State == Failed {
		h.Failures++
		return
	}
	h.Failures, h.Successful = 0, &e
	if e.Exported > 0 {
		h.Exporting = &e
	}
	if e.State == Succeeded && e.Escrowed == 0 {
		h.SteadyLast = e.Ended
		if h.SteadyFirst.IsZero() {
			h.SteadyFirst = e.Ended
		}
	}
}
