package job

import (
	"fmt"
	"strings"
	"time"
)

// Description is a job in the words and the shape of Graph's synchronizationJob.
type Description struct {
	ID         string              `json:"id"`
	TemplateID string              `json:"templateId"`
	Schedule   ScheduleDescription `json:"schedule"`
	Status     StatusDescription   `json:"status"`
}

// ScheduleDescription is Graph's synchronizationSchedule.
type ScheduleDescription struct {
	Expiration *time.Time `json:"expiration"`
	Interval   string     `json:"interval"` // as ISO 8601 has it
	State      string     `json:"state"`    // Active, Paused or Disabled
}

// StatusDescription is Graph's synchronizationStatus. Times that never came are 0001-01-01T00:00:00Z.
type StatusDescription struct {
	Code                string                 `json:"code"` // NotRun, Active, Paused or Quarantine
	CompleteFailures    int                    `json:"countSuccessiveCompleteFailures"`
	EscrowsPruned       bool                   `json:"escrowsPruned"`
	Last                *ExecutionDescription  `json:"lastExecution"`
	LastSuccessful      *ExecutionDescription  `json:"lastSuccessfulExecution"`
	LastWithExports     *ExecutionDescription  `json:"lastSuccessfulExecutionWithExports"`
	Progress            []Progress             `json:"progress"`
	Quarantine          *QuarantineDescription `json:"quarantine"`
	SteadyStateFirst    time.Time              `json:"steadyStateFirstAchievedTime"`
	SteadyStateLast     time.Time              `json:"steadyStateLastAchievedTime"`
	SynchronizedEntries []EntryCount           `json:"synchronizedEntryCountByType"`
	TroubleshootingURL  *string                `json:"troubleshootingUrl"`
}

// ExecutionDescription is Graph's synchronizationTaskExecution.
type ExecutionDescription struct {
	Activity        string            `json:"activityIdentifier"`
	Entitled        int               `json:"countEntitled"`
	EntitledForProv int               `json:"countEntitledForProvisioning"`
	Escrowed        int               `json:"countEscrowed"`
	EscrowedRaw     int               `json:"countEscrowedRaw"`
	Exported        int               `json:"countExported"`
	Exports         int               `json:"countExports"`
	Imported        int               `json:"countImported"`
	Deltas          int               `json:"countImportedDeltas"`
	ReferenceDeltas int               `json:"countImportedReferenceDeltas"`
	Error           *ErrorDescription `json:"error"`
	State           string            `json:"state"`
	Began           time.Time         `json:"timeBegan"`
	Ended           time.Time         `json:"timeEnded"`
}

// QuarantineDescription is Graph's synchronizationQuarantine.
type QuarantineDescription struct {
	CurrentBegan time.Time         `json:"currentBegan"`
	NextAttempt  time.Time         `json:"nextAttempt"`
	SeriesBegan  time.Time         `json:"seriesBegan"`
	SeriesCount  int               `json:"seriesCount"`
	Reason       string            `json:"reason"`
	Error        *ErrorDescription `json:"error"`
}

// ErrorDescription is Graph's synchronizationError.
type ErrorDescription struct {
	Code             string `json:"code"`
	Message          string `json:"message"`
	TenantActionable bool   `json:"tenantActionable"`
}

// Progress is Graph's synchronizationProgress.
type Progress struct {
	Completed int       `json:"completedUnits"`
	Total     int       `json:"totalUnits"`
	Observed  time.Time `json:"progressObservationDateTime"`
	Units     string    `json:"units"`
}

// EntryCount is a member of Graph's synchronizedEntryCountByType.
type EntryCount struct {
	Key   string `json:"key"`
	Value int    `json:"value"`
}

// The words of the status code and of the schedule's state.
const (
	CodeNotRun     = "NotRun"
	CodeActive     = "Active"
	CodePaused     = "Paused"
	CodeQuarantine = "Quarantine"

	ScheduleActive   = "Active"
	SchedulePaused   = "Paused"
	ScheduleDisabled = "Disabled"
)

// template is the template of every custom SCIM application.
const template = "scim"

// The keys of EntryCount.
const (
	userEntries  = "User to urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
	groupEntries = "Group to urn:ietf:params:scim:schemas:core:2.0:Group"
)

// Code is the status code (graph-synchronization §3.2): what an administrator did comes before what happened.
func (c *Core) Code() string {
	switch {
	case c.Paused:
		return CodePaused
	case c.Quarantine != nil:
		return CodeQuarantine
	case c.History.Last == nil:
		return CodeNotRun
	default:
		return CodeActive
	}
}

// ScheduleState is the state of the schedule. A job that was disabled stays so, paused or not, until it is started.
func (c *Core) ScheduleState() string {
	switch {
	case c.Disabled:
		return ScheduleDisabled
	case c.Paused:
		return SchedulePaused
	default:
		return ScheduleActive
	}
}

// Describe puts the state of the job with this id into Graph's words.
func (s *State) Describe(id string) Description {
	h := &s.History
	d := Description{
		ID: id, TemplateID: template,
		Schedule: ScheduleDescription{Interval: s.interval(), State: s.ScheduleState()},
		Status: StatusDescription{
			Code: s.Code(), CompleteFailures: h.Failures, EscrowsPruned: s.EscrowsPruned,
			Last: h.Last.describe(), LastSuccessful: h.Successful.describe(), LastWithExports: h.Exporting.describe(),
			Progress: []Progress{}, Quarantine: s.Quarantine.describe(),
			SteadyStateFirst: h.SteadyFirst, SteadyStateLast: h.SteadyLast, SynchronizedEntries: []EntryCount{},
		},
	}
	if e := h.Last; e != nil {
		d.Status.Progress = append(d.Status.Progress, Progress{e.Imported, e.Imported, e.Ended, "Count"})
	}
	for _, k := range []struct {
		kind Kind
		key  string
	}{{User, userEntries}, {Group, groupEntries}} {
		if n := s.Linked(k.kind) + s.Purged.of(k.kind); n > 0 {
			d.Status.SynchronizedEntries = append(d.Status.SynchronizedEntries, EntryCount{k.key, n})
		}
	}
	return d
}

func (e *Execution) describe() *ExecutionDescription {
	if e == nil {
		return nil
	}
	d := &ExecutionDescription{
		Activity: e.Activity, Entitled: e.Entitled, EntitledForProv: e.Entitled, Escrowed: e.Escrowed, EscrowedRaw: e.Escrowed,
		Exported: e.Exported, Exports: e.Exports, Imported: e.Imported, Deltas: e.Deltas, ReferenceDeltas: e.ReferenceDeltas,
		State: e.State, Began: e.Began, Ended: e.Ended,
	}
	if e.State == Failed {
		d.Error = &ErrorDescription{e.Code, e.Message, true}
	}
	return d
}

func (q *Quarantine) describe() *QuarantineDescription {
	if q == nil {
		return nil
	}
	d := &QuarantineDescription{
		CurrentBegan: q.CurrentBegan, NextAttempt: q.NextAttempt, SeriesBegan: q.SeriesBegan, SeriesCount: q.SeriesCount,
		Reason: q.Reason,
	}
	if q.Code != "" || q.Message != "" {
		d.Error = &ErrorDescription{q.Code, q.Message, true}
	}
	return d
}

// never is .NET's longest TimeSpan, which a job without a schedule shows as its interval (§2.6).
const never = "P10675199DT2H48M5.4775807S"

func (c *Core) interval() string {
	if c.Disabled {
		return never
	}
	return isoDuration(time.Duration(c.Setup.Interval))
}

// isoDuration writes a duration as ISO 8601 has it: PT40M.
func isoDuration(d time.Duration) string {
	if d <= 0 {
		return "PT0S"
	}
	var b strings.Builder
	b.WriteByte('P')
	if days := d / (24 * time.Hour); days > 0 {
		fmt.Fprintf(&b, "%dD", days)
		d %= 24 * time.Hour
	}
	if d == 0 {
		return b.String()
	}
	b.WriteByte('T')
	if h := d / time.Hour; h > 0 {
		fmt.Fprintf(&b, "%dH", h)
	}
	if m := d % time.Hour / time.Minute; m > 0 {
		fmt.Fprintf(&b, "%dM", m)
	}
	if s := d % time.Minute; s > 0 {
		b.WriteString(strings.TrimRight(strings.TrimRight(fmt.Sprintf("%.9f", s.Seconds()), "0"), ".") + "S")
	}
	return b.String()
}
