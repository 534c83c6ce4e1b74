package provlog

import "time"

// CycleKind tells initial from incremental cycles.
type CycleKind string

// The kinds of cycles.
const (
	Initial     CycleKind = "initial"
	Incremental CycleKind = "incremental"
)

// CycleSummary closes a cycle in the log. It has no counterpart in Graph's log; its numbers are those of the portal's
// progress view.
type CycleSummary struct {
	JobID    string    `json:"jobId"`
	CycleID  string    `json:"cycleId"`
	Number   int       `json:"number"`
	Kind     CycleKind `json:"kind"`
	Started  time.Time `json:"started"`
	Finished time.Time `json:"finished"`
	Status   Status    `json:"status"` // success; warning with failed objects; failure when the cycle was aborted
	Counts   Counts    `json:"counts"`
	Requests int       `json:"requests"`
	Writes   int       `json:"writes"`
	Escrows  int       `json:"escrows"`   // objects that wait for another attempt
	Reason   string    `json:"reason"`    // why the cycle was aborted; empty otherwise
	Code     string    `json:"errorCode"` // with Reason
}

// Counts are the records of a cycle by outcome. A record counts once.
type Counts struct {
	Created  int `json:"created"`
	Updated  int `json:"updated"`
	Disabled int `json:"disabled"`
	Deleted  int `json:"deleted"`
	Staged   int `json:"staged"`
	Skipped  int `json:"skipped"`
	Failed   int `json:"failed"`
	Other    int `json:"other"`
}

// Count adds a record.
func (c *Counts) Count(r Record) {
	switch {
	case r.StatusInfo.Status == Failure:
		c.Failed++
	case r.StatusInfo.Status == Skipped:
		c.Skipped++
	case r.Action == ActionCreate:
		c.Created++
	case r.Action == ActionUpdate:
		c.Updated++
	case r.Action == ActionDisable:
		c.Disabled++
	case r.Action == ActionDelete:
		c.Deleted++
	case r.Action == ActionStagedDelete:
		c.Staged++
	default:
		c.Other++
	}
}

// Total is the number of records counted.
func (c Counts) Total() int {
	return c.Created + c.Updated + c.Disabled + c.Deleted + c.Staged + c.Skipped + c.Failed + c.Other
}
