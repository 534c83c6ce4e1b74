package simulator

import (
	"time"

	"github.com/entrasim/entrasim/simulator/internal/engine"
	"github.com/entrasim/entrasim/simulator/internal/job"
	"github.com/entrasim/entrasim/simulator/internal/provlog"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// Record is an entry of the provisioning log, in the shape of Graph's provisioningObjectSummary, with its exchanges.
type Record = provlog.Record

// Exchange is a request and what came back. Secrets are masked.
type Exchange = scimclient.Exchange

// CycleKind tells initial from incremental cycles.
type CycleKind = provlog.CycleKind

// The kinds of cycles.
const (
	Initial     = provlog.Initial
	Incremental = provlog.Incremental
)

// Counts sums up a cycle's records.
type Counts = engine.Counts

// RunState is the outcome of a cycle.
type RunState = engine.RunState

// The outcomes.
const (
	Succeeded        = engine.Succeeded
	EntryLevelErrors = engine.EntryLevelErrors
	Failed           = engine.Failed
	Canceled         = engine.Canceled
)

// Quarantine says why and since when a job runs at reduced frequency.
type Quarantine = job.Quarantine

// CycleReport tells what one cycle did.
type CycleReport struct {
	ID       string    `json:"id"`
	Number   int       `json:"number"`
	Kind     CycleKind `json:"kind"`
	State    RunState  `json:"state"`
	Started  time.Time `json:"started"`
	Finished time.Time `json:"finished"`
	Next     time.Time `json:"next"` // when Entra would run the next one

	Counts   Counts `json:"counts"`
	Imported int    `json:"imported"` // source objects looked at
	Requests int    `json:"requests"` // those of the probe included
	Writes   int    `json:"writes"`   // POST, PATCH and DELETE
	Escrowed int    `json:"escrowed"` // failed operations that will be tried again

	// Played is what the directory's schedule brought before the cycle.
	Played []Played `json:"-"`
	// Records and Exchanges are in canonical order. The exchanges begin with those of the probe.
	Records   []Record   `json:"-"`
	Exchanges []Exchange `json:"-"`

	// Failure is what ended a cycle that failed as a whole; nil otherwise.
	Failure *CycleError `json:"failure,omitempty"`
	// Quarantine is the job's state after the cycle; nil when it is healthy.
	Quarantine *Quarantine `json:"quarantine,omitempty"`
	// EscrowsPruned says that too much failed in this initial cycle: failures are forgotten, and the job has paused.
	EscrowsPruned bool `json:"escrowsPruned,omitzero"`
}

// CycleError is a cycle that could not be carried out: the credentials were refused, or the endpoint does not answer
// like a SCIM server. Nothing is lost; the next cycle comes across the same changes.
type CycleError struct {
	Code    string `json:"code"` // Entra's error code
	Message string `json:"message"`
	hint    string
	class   scimclient.Class
}

func (e *CycleError) Error() string { return e.Message }

// Hint says what to look at next.
func (e *CycleError) Hint() string { return e.hint }

// Unreachable reports whether there was no HTTP answer at all.
func (e *CycleError) Unreachable() bool { return e.class.Network() }
