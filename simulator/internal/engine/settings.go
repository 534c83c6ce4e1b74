package engine

import (
	"time"

	"github.com/entrasim/entrasim/simulator/internal/dial"
	"github.com/entrasim/entrasim/simulator/internal/scope"
)

// Settings are the decisions that a job or a dial makes for the engine.
type Settings struct {
	Scope       scope.Settings // the job's secrets that decide about scope
	Concurrency int            // objects under way at once

	// DeleteThreshold is how many users and groups a cycle may disable or delete before it holds all of them back (§6.5); 0
	// means any number.
	DeleteThreshold int

	Thresholds Thresholds // of the quarantine

	ProbeGroups bool // look up a random group before the cycle (Q31)

	RematchOnConflict bool                      // 409 on create: match again at once and join what is found
	RematchOnStale    bool                      // 404 on a link: forget it and match again, otherwise InvalidAnchor
	DeleteNotFound    bool                      // 404 on a delete is a failure, otherwise success
	LateReferences    bool                      // write references as soon as their object is in the target (§2.5)
	CheckManager      bool                      // ask for the manager before writing it (R7)
	CheckMembers      bool                      // ask for a member before adding it (R14)
	MembersPerPatch   int                       // member values in one PATCH
	TombstoneUPN      bool                      // a soft-deleted user is exported with the renamed UPN (Q39)
	TombstoneDisabled bool                      // also one whom the target shows disabled already
	Backoff           func(n int) time.Duration // wait before attempt n (from 1) of a failed object (§6.1)
}

// SettingsOf takes the engine's share of the dials. groups says whether the group mapping is enabled.
func SettingsOf(d dial.Set, s scope.Settings, groups bool) Settings {
	return Settings{
		Scope:             s,
		Concurrency:       d.Concurrency(),
		Thresholds:        ThresholdsOf(d),
		ProbeGroups:       d.GroupProbe() == dial.ProbeOn || d.GroupProbe() == dial.ProbeAuto && groups,
		RematchOnConflict: d.On409() == dial.ConflictRematch,
		RematchOnStale:    d.OnStaleLink() == dial.StaleLinkRematch,
		DeleteNotFound:    d.OnDelete404() == dial.OutcomeFail,
		LateReferences:    d.LateReferences() == dial.LateNextCycle,
		CheckManager:      d.ReferenceCheckManager(),
		CheckMembers:      d.ReferenceCheckMembers() != dial.MembersCheckOff,
		MembersPerPatch:   d.MembersPerPatch(),
		TombstoneUPN:      d.TombstoneUPN(),
		TombstoneDisabled: d.TombstoneDisabled(),
		Backoff:           d.EscrowBackoff,
	}
}
