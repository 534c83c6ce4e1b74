package simulator

import (
	"fmt"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/entrasim/entrasim/simulator/internal/provlog"
)

// OnDemandAnswer is how Graph answers provisionOnDemand: two texts that hold JSON (graph-synchronization §3.5, form A).
type OnDemandAnswer struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// graphKey is what the key holds.
type graphKey struct {
	Result  OnDemandResult `json:"result"`
	Details graphDetails   `json:"details"`
}

type graphDetails struct {
	Code    string `json:"errorCode,omitempty"`
	Message string `json:"errorMessage,omitempty"`
}

// graphValue is what the value holds. Its words are capitalised and its members called otherwise than in the log.
type graphValue struct {
	Action     string                     `json:"action"`
	ChangeID   string                     `json:"changeId"`
	Start      time.Time                  `json:"startTime"`
	End        time.Time                  `json:"endTime"`
	Reportable string                     `json:"reportableIdentifier"`
	Modified   []provlog.ModifiedProperty `json:"modifiedProperties"`
	Steps      []graphStep                `json:"provisioningSteps"`
	Source     graphIdentity              `json:"sourceIdentity"`
	SourceIn   graphSystem                `json:"sourceSystem"`
	Target     graphIdentity              `json:"targetIdentity"`
	TargetIn   graphSystem                `json:"targetSystem"`
	Status     graphStatus                `json:"statusInfo"`
}

type graphStep struct {
	Name        provlog.StepName `json:"name"`
	Type        string           `json:"type"`
	Status      string           `json:"status"`
	Description string           `json:"description"`
	Timestamp   time.Time        `json:"timestamp"`
	Details     provlog.Details  `json:"details"`
}

type graphIdentity struct {
	ID          string          `json:"id"`
	Type        string          `json:"type"`
	DisplayName *string         `json:"displayName"`
	Details     provlog.Details `json:"details"`
}

type graphSystem struct {
	ID      *string         `json:"id"`
	Name    string          `json:"name"`
	Details provlog.Details `json:"details"`
}

type graphStatus struct {
	Status            string  `json:"status"`
	Code              *string `json:"errorCode"`
	Reason            *string `json:"reason"`
	AdditionalDetails *string `json:"additionalDetails"`
	Category          *string `json:"errorCategory"`
	RecommendedAction *string `json:"recommendedAction"`
}

// Graph gives the report in the form in which Graph answers.
func (r OnDemandReport) Graph() (OnDemandAnswer, error) {
	key, err := json.Marshal(r.graphKey())
	if err != nil {
		return OnDemandAnswer{}, fmt.Errorf("write the answer of provision on demand: %w", err)
	}
	value, err := json.Marshal(r.graphValue())
	if err != nil {
		return OnDemandAnswer{}, fmt.Errorf("write the answer of provision on demand: %w", err)
	}
	return OnDemandAnswer{Key: string(key), Value: string(value)}, nil
}

func (r OnDemandReport) graphKey() graphKey {
	k := graphKey{Result: r.Result}
	if e := r.Status.Error; e != nil {
		k.Details = graphDetails{e.Code, e.Reason}
	}
	if r.Result == OnDemandSkipped && len(r.Records) > 0 {
		last, _ := r.Records[0].LastStep()
		k.Details = graphDetails{string(r.Records[0].SkipReason()), last.Description}
	}
	return k
}

func (r OnDemandReport) graphValue() graphValue {
	v := graphValue{
		Action: graphWord(string(r.Action)), Start: r.Started, End: r.Finished, Reportable: r.Name,
		Modified: r.Modified, Steps: []graphStep{}, Status: graphStatusOf(r.Status),
	}
	for _, s := range r.Steps {
		v.Steps = append(v.Steps, graphStep{
			s.Name, graphWord(string(s.Type)), graphWord(string(s.Status)), s.Description, r.Started, s.Details,
		})
	}
	if len(r.Records) > 0 {
		rec := r.Records[0]
		v.ChangeID = rec.ChangeID
		v.Source = graphIdentity{ID: rec.SourceIdentity.ID, Type: rec.SourceIdentity.IdentityType}
		v.Target = graphIdentity{ID: rec.TargetIdentity.ID, Type: rec.TargetIdentity.IdentityType}
		v.SourceIn.Name, v.TargetIn.Name = rec.SourceSystem.DisplayName, rec.TargetSystem.DisplayName
	}
	return v
}

func graphStatusOf(s provlog.StatusInfo) graphStatus {
	g := graphStatus{Status: graphWord(string(s.Status))}
	if e := s.Error; e != nil {
		g.Code, g.Reason, g.AdditionalDetails = &e.Code, &e.Reason, &e.AdditionalDetails
		g.Category, g.RecommendedAction = &e.Category, &e.RecommendedAction
	}
	return g
}

// graphWord is a word of the log as Graph spells it on demand: with a capital.
func graphWord(s string) string {
	switch s {
	case "":
		return ""
	case string(provlog.ActionStagedDelete):
		return "StagedDelete"
	default:
		return strings.ToUpper(s[:1]) + s[1:]
	}
}
