package job

import "time"

// Staged is a user who is to be disabled or deleted, or a group that is to be deleted, and is not, because the cycle had
// more of them than the deletion guard lets pass (engine §6.5).
type Staged struct {
	Object string    `json:"object"`
	Kind   Kind      `json:"kind"`
	Name   string    `json:"name,omitempty"`
	Since  time.Time `json:"since"`
}
