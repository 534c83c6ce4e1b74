package provlog

import (
	"time"

	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// Record is one provisioningObjectSummary (§8.1). Its members are written in the order of the fields.
type Record struct {
	ID               string             `json:"id"`
	ActivityDateTime time.Time          `json:"activityDateTime"`
	TenantID         string             `json:"tenantId"`
	JobID            string             `json:"jobId"`
	CycleID          string             `json:"cycleId"`
	ChangeID         string             `json:"changeId"`
	Action           Action             `json:"provisioningAction"`
	Duration         int64              `json:"durationInMilliseconds"`
	InitiatedBy      InitiatedBy        `json:"initiatedBy"`
	ServicePrincipal ServicePrincipal   `json:"servicePrincipal"`
	SourceSystem     System             `json:"sourceSystem"`
	TargetSystem     System             `json:"targetSystem"`
	SourceIdentity   Identity           `json:"sourceIdentity"`
	TargetIdentity   Identity           `json:"targetIdentity"`
	StatusInfo       StatusInfo         `json:"provisioningStatusInfo"`
	Steps            []Step             `json:"provisioningSteps"`
	Modified         []ModifiedProperty `json:"modifiedProperties"`

	// Exchanges are the requests that the object caused, in the order in which they were sent. Graph has no such
	// property.
	Exchanges []scimclient.Exchange `json:"exchanges,omitempty"`
}

// InitiatedBy says who started it; Entra always writes the same.
type InitiatedBy struct {
	ID            string `json:"id"`
	DisplayName   string `json:"displayName"`
	InitiatorType string `json:"initiatorType"`
}

// Service is the InitiatedBy of every record.
func Service() InitiatedBy {
	return InitiatedBy{DisplayName: Initiator, InitiatorType: "system"}
}

// ServicePrincipal is the enterprise application.
type ServicePrincipal struct {
	ID          string `json:"id"`
	DisplayName string `json:"displayName"`
}

// System is the source or the target of the job.
type System struct {
	ID          string  `json:"id"`
	DisplayName string  `json:"displayName"`
	Details     Details `json:"details"`
}

// Identity is the object in one of the systems. ID is empty while it does not exist there.
type Identity struct {
	ID           string  `json:"id"`
	DisplayName  string  `json:"displayName"`
	IdentityType string  `json:"identityType"`
	Details      Details `json:"details"`
}

// StatusInfo is the outcome of a record.
type StatusInfo struct {
	Status Status            `json:"status"`
	Error  *ErrorInformation `json:"errorInformation"` // null unless the status is failure or warning
}

// ErrorInformation explains a failure to the administrator.
type ErrorInformation struct {
	Code              string `json:"errorCode"`
	Reason            string `json:"reason"`
	AdditionalDetails string `json:"additionalDetails"`
	Category          string `json:"errorCategory"`
	RecommendedAction string `json:"recommendedAction"`
}

// Step is one phase of the work on an object.
type Step struct {
	Name        StepName `json:"name"`
	Type        StepType `json:"provisioningStepType"`
	Status      Status   `json:"status"`
	Description string   `json:"description"`
	Details     Details  `json:"details"`
}

// LastStep is the step that dashboards count by (§8.2).
func (r Record) LastStep() (Step, bool) {
	if len(r.Steps) == 0 {
		return Step{}, false
	}
	return r.Steps[len(r.Steps)-1], true
}

// SkipReason is the reason why the object was skipped, empty when it was not.
func (r Record) SkipReason() SkipReason {
	last, _ := r.LastStep()
	reason, _ := last.Details.Get(DetailSkipReason)
	return SkipReason(reason)
}
