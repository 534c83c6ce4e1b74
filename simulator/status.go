package simulator

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/job"
)

// JobStatus is what a job is doing, in the words of Graph's synchronizationJob, and a little more.
type JobStatus struct {
	SynchronizationJob
	Settings []JobSetting `json:"synchronizationJobSettings"`

	URL     string    `json:"url"`     // tenant URL, without flags
	Mapping string    `json:"mapping"` // name or path
	Now     time.Time `json:"now"`     // the job's clock
	Next    time.Time `json:"next"`    // when the next cycle is due
	Cycles  int       `json:"cycles"`  // that began so far
	Running bool      `json:"running"` // a cycle is under way; the rest is as it was before

	Linked   int `json:"linked"`   // objects connected with one in the target
	Escrowed int `json:"escrowed"` // failed operations that will be tried again
	Staged   int `json:"staged"`   // deletions held back by the deletion guard
	Waiting  int `json:"waiting"`  // references to objects that are not in the target yet (dial late-references)
}

// SynchronizationJob is Graph's resource of that name: schedule and status.
type SynchronizationJob = job.Description

// JobSetting is one of Graph's synchronizationJobSettings.
type JobSetting struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Escrow is a failed operation that waits for its retry.
type Escrow = job.Escrow

// StagedDelete is a user who is to be disabled or deleted, or a group that is to be deleted, and is held back.
type StagedDelete = job.Staged

// Graph's words for the state of a job's schedule and for the status code.
const (
	ScheduleActive   = job.ScheduleActive
	SchedulePaused   = job.SchedulePaused
	ScheduleDisabled = job.ScheduleDisabled

	CodeNotRun     = job.CodeNotRun
	CodeActive     = job.CodeActive
	CodePaused     = job.CodePaused
	CodeQuarantine = job.CodeQuarantine
)

// statusOf describes a job whose clock stands at now.
func statusOf(id string, s *job.State, now time.Time) JobStatus {
	return JobStatus{
		SynchronizationJob: s.Describe(id), Settings: settingsOf(s.Setup),
		URL: s.Setup.URL, Mapping: s.Setup.Mapping, Now: now, Next: later(now, s.Next), Cycles: s.Cycles,
		Linked: len(s.Links), Escrowed: len(s.Escrows), Staged: len(s.Staged), Waiting: len(s.Waiting),
	}
}

func settingsOf(s job.Setup) []JobSetting {
	if s.DeleteThreshold == 0 {
		return []JobSetting{}
	}
	return []JobSetting{{Name: "QuarantineTooManyDeletesThreshold", Value: strconv.Itoa(s.DeleteThreshold)}}
}

// Status tells what the job is doing. It does not wait for a running cycle.
func (s *Simulator) Status() JobStatus {
	status := *s.status.Load()
	status.Now = s.clock.Now()
	status.Next = later(status.Now, status.Next)
	return status
}

// publish makes the present state what Status tells.
func (s *Simulator) publish(running bool) {
	status := statusOf(s.ids.Job, s.state, s.clock.Now())
	status.Running = running
	s.status.Store(&status)
}

// Escrows lists the failed operations that will be tried again, those that are due first at the top. It waits for a running
// cycle.
func (s *Simulator) Escrows() []Escrow {
	s.mu.Lock()
	defer s.mu.Unlock()
	return escrowsOf(s.state)
}

func escrowsOf(s *job.State) []Escrow {
	return slices.SortedFunc(maps.Values(s.Escrows), func(a, b Escrow) int {
		return cmp.Or(a.Next.Compare(b.Next), cmp.Compare(a.Object, b.Object), cmp.Compare(a.Class, b.Class))
	})
}

// StagedDeletes lists what the deletion guard holds back, by name. It waits for a running cycle.
func (s *Simulator) StagedDeletes() []StagedDelete {
	s.mu.Lock()
	defer s.mu.Unlock()
	return stagedOf(s.state)
}

func stagedOf(s *job.State) []StagedDelete {
	return slices.SortedFunc(maps.Values(s.Staged), func(a, b StagedDelete) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Object, b.Object))
	})
}
