package simulator

import (
	"time"

	"github.com/entrasim/entrasim/simulator/internal/engine"
	"github.com/entrasim/entrasim/simulator/internal/provlog"
)

// OnDemandReport tells how provision on demand went.
type OnDemandReport struct {
	Name     string    `json:"name"`    // what it was about
	Started  time.Time `json:"started"` // and Finished are on the simulator's clock
	Finished time.Time `json:"finished"`

	Result   OnDemandResult             `json:"result"`
	Action   provlog.Action             `json:"action"` // what was done in the target
	Steps    []OnDemandStep             `json:"steps"`
	Modified []provlog.ModifiedProperty `json:"modifiedProperties"`
	// Status is the outcome of the object, with the error if there was one.
	Status provlog.StatusInfo `json:"statusInfo"`
	// Failure is what went wrong with the job as a whole: a refused connection, most likely. Nil otherwise.
	Failure *CycleError `json:"failure,omitempty"`

	// Records are those of the provisioning log: one of the object, another of its references.
	Records []Record `json:"-"`
	// Exchanges are in the order in which they took place, those of the connection test first.
	Exchanges []Exchange `json:"exchanges"`
}

// OnDemandResult is Graph's word for the outcome of provision on demand.
type OnDemandResult string

// The outcomes.
const (
	OnDemandSuccess OnDemandResult = "Success"
	OnDemandSkipped OnDemandResult = "Skipped"
	OnDemandFailure OnDemandResult = "Failure"
	OnDemandWarning OnDemandResult = "Warning" // provisioned, but for references that could not be resolved
)

// OnDemandPhase is one of the steps that the portal shows.
type OnDemandPhase string

// The phases. That of the connection is shown only when it fails.
const (
	PhaseConnection OnDemandPhase = "Test connection"
	PhaseImport     OnDemandPhase = "Import"
	PhaseScope      OnDemandPhase = "Determine if in scope"
	PhaseMatch      OnDemandPhase = "Match between source and target system"
	PhaseAction     OnDemandPhase = "Perform action"
)

// OnDemandStep is a step of the provisioning log, in the phase where the portal shows it.
type OnDemandStep struct {
	Phase OnDemandPhase `json:"phase"`
	provlog.Step
}

// settle reads the outcome off the records.
func (r *OnDemandReport) settle(result engine.Result) {
	if r.Failure = failureOf(result.Failure); r.Failure != nil && len(r.Records) == 0 {
		r.Result = OnDemandFailure
		r.Status = provlog.StatusInfo{Status: provlog.Failure, Error: &provlog.ErrorInformation{
			Code: r.Failure.Code, Reason: r.Failure.Message, Category: provlog.CategoryFailure, RecommendedAction: r.Failure.Hint(),
		}}
		r.Steps = []OnDemandStep{{PhaseConnection, provlog.Step{
			Name: provlog.StepImport, Type: provlog.Import, Status: provlog.Failure, Description: r.Failure.Message,
		}}}
		return
	}
	r.Action = provlog.ActionOther
	for i, rec := range r.Records {
		for _, s := range rec.Steps {
			r.Steps = append(r.Steps, OnDemandStep{phaseOf(s, i > 0), s})
		}
		r.Modified = append(r.Modified, rec.Modified...)
		if r.Action == provlog.ActionOther {
			r.Action = rec.Action
		}
		if i == 0 || weight(rec.StatusInfo.Status) > weight(r.Status.Status) {
			r.Status = rec.StatusInfo
		}
	}
	r.Result = OnDemandResult(graphWord(string(r.Status.Status)))
}

// weight orders outcomes: the one that matters most decides.
func weight(s provlog.Status) int {
	switch s {
	case provlog.Failure:
		return 3
	case provlog.Warning:
		return 2
	case provlog.Success:
		return 1
	default:
		return 0
	}
}

// phaseOf finds the phase of a step. What a second record does belongs to the action: references follow their object.
func phaseOf(s provlog.Step, again bool) OnDemandPhase {
	switch {
	case again:
		return PhaseAction
	case s.Type == provlog.Import:
		return PhaseImport
	case s.Type == provlog.Scoping:
		return PhaseScope
	case s.Type == provlog.Matching && s.Name == provlog.StepImport:
		return PhaseMatch
	default:
		return PhaseAction
	}
}
