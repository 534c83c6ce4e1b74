package history

import "fmt"

// Setup is what is decided before anything happens. The zero value is a job as the portal makes it.
type Setup struct {
	Flag            bool // aadOptscim062020
	SyncAll         bool
	SkipOutOfScope  bool
	LateReferences  bool
	GroupsOff       bool
	KeepUsers       bool // Delete is not ticked for users
	KeepGroups      bool // nor for groups
	Threshold       int  // of the deletion guard; 0 is off
	MembersPerPatch int  // 0 is the default
	Concurrency     int  // 0 is one at a time
	Edits           []Edit
	Strangers       int      // accounts in the endpoint that belong to nobody
	Known           []string // userNames that are in the endpoint before
}

// forgetful reports whether members can be missing until a restart: with them, and of groups that were out of scope and not deleted.
func (s Setup) forgetful() bool {
	return !s.LateReferences || s.SkipOutOfScope || s.KeepGroups || s.Threshold > 0
}

func (s Setup) steps() []Step {
	var list []Step
	add := func(when bool, format string, args ...any) {
		if when {
			list = append(list, Step{Line: fmt.Sprintf(format, args...)})
		}
	}
	add(s.Flag, "setting flag on")
	add(s.SyncAll, "setting sync-all on")
	add(s.SkipOutOfScope, "setting skip-out-of-scope-deletions on")
	add(s.Threshold > 0, "setting delete-threshold %d", s.Threshold)
	add(s.LateReferences, "dial late-references=next-cycle")
	add(s.MembersPerPatch > 0, "dial members-per-patch=%d", s.MembersPerPatch)
	add(s.Concurrency > 0, "dial concurrency=%d", s.Concurrency)
	add(s.GroupsOff, "object group off")
	add(s.KeepUsers, "actions user create update")
	add(s.KeepGroups, "actions group create update")
	for _, e := range s.Edits {
		add(true, "%s", e.Line)
	}
	for n := range s.Strangers {
		add(true, `target create user {"userName": "stranger%d@elsewhere.example", "title": "Pilot", "active": true}`, n+1)
		add(n == 0, `target create group {"displayName": "Strangers"}`)
	}
	for _, name := range s.Known {
		add(true, `target create user {"userName": "%s", "displayName": "Known before", "active": true}`, name)
	}
	return list
}
