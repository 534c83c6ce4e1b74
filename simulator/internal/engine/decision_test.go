package engine_test

import (
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/job"
	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/mapping/syncschema"
)

// without takes the mapping of a target attribute away.
func without(m *mapping.ObjectMapping, path string) {
	var rest []*mapping.AttributeMapping
	for _, a := range m.Attributes {
		if a.Path.String() != path {
			rest = append(rest, a)
		}
	}
	m.Attributes = rest
}

// TestDecisionTable goes through the rows of engine §3.6 with a user who has been provisioned.
func TestDecisionTable(t *testing.T) {
	disabled := []string{"read Users t-ada", "update Users t-ada Replace active=False"}
	tests := map[string]struct {
		before func(w *world, id string) // before the first cycle
		event  func(w *world, id string)
		sent   []string
		log    []string
	}{
		"row 1: unassigned": {
			event: func(w *world, id string) { w.must(w.dir.Unassign(id)) },
			sent:  disabled, log: []string{"disable success"},
		},
		"row 4: unassigned, out-of-scope deletions skipped": {
			event: func(w *world, id string) { w.scope.SkipOutOfScopeDeletions = true; w.must(w.dir.Unassign(id)) },
			log:   []string{"other skipped SkipOutOfScopeDeletions"},
		},
		"row 5: unassigned, IsSoftDeleted not mapped": {
			before: func(w *world, _ string) { without(w.set.User, "active") },
			event:  func(w *world, id string) { w.must(w.dir.Unassign(id)) },
			log:    []string{"other skipped SoftDeleteNotMapped"},
		},
		"row 6: disabled": {
			event: func(w *world, id string) { w.must(w.dir.Disable(id)) },
			sent:  disabled, log: []string{"disable success"},
		},
		"row 6: disabled, in spite of skipped out-of-scope deletions": {
			event: func(w *world, id string) { w.scope.SkipOutOfScopeDeletions = true; w.must(w.dir.Disable(id)) },
			sent:  disabled, log: []string{"disable success"},
		},
		"row 7: soft delete renames and disables in one request": {
			event: func(w *world, id string) { w.must(w.dir.SoftDelete(id)) },
			sent: []string{
				"read Users t-ada",
				"update Users t-ada Replace userName=00000000000040008000000000000001ada@x.example Replace active=False",
			},
			log: []string{"disable success"},
		},
		"row 7 after row 6: deleted after the account was disabled": {
			event: func(w *world, id string) { w.must(w.dir.Disable(id)); w.cycle(); w.must(w.dir.SoftDelete(id)) },
			sent:  []string{"read Users t-ada"}, log: []string{"other skipped AlreadyDisabled"},
		},
		"row 7 after row 6, dial tombstone-disabled": {
			before: func(w *world, _ string) { w.dial("tombstone-disabled=on") },
			event:  func(w *world, id string) { w.must(w.dir.Disable(id)); w.cycle(); w.must(w.dir.SoftDelete(id)) },
			sent:   []string{"read Users t-ada", "update Users t-ada Replace userName=00000000000040008000000000000001ada@x.example"},
			log:    []string{"update success"},
		},
		"row 8 after row 7 after row 6: purged": {
			event: func(w *world, id string) {
				w.must(w.dir.Disable(id))
				w.cycle()
				w.must(w.dir.SoftDelete(id))
				w.cycle()
				w.must(w.dir.HardDelete(id))
			},
			sent: []string{"read Users t-ada", "delete Users t-ada"}, log: []string{"delete success"},
		},
		"row 8: hard delete": {
			event: func(w *world, id string) { w.must(w.dir.SoftDelete(id)); w.must(w.dir.HardDelete(id)) },
			sent:  []string{"read Users t-ada", "delete Users t-ada"}, log: []string{"delete success"},
		},
		"row 8: hard delete of a target that has gone": {
			event: func(w *world, id string) {
				w.must(w.dir.SoftDelete(id))
				w.must(w.dir.HardDelete(id))
				delete(w.target["Users"], "t-ada")
			},
			sent: []string{"read Users t-ada"}, log: []string{"other skipped AlreadyGone"},
		},
		"row 9: hard delete, Delete not ticked": {
			event: func(w *world, id string) {
				w.set.User.FlowTypes = syncschema.Add | syncschema.Update
				w.must(w.dir.SoftDelete(id))
				w.must(w.dir.HardDelete(id))
			},
			log: []string{"other skipped DeleteNotEnabled"},
		},
		"row 10: hard delete after the user was unassigned": {
			event: func(w *world, id string) {
				w.must(w.dir.Unassign(id))
				w.cycle()
				w.must(w.dir.SoftDelete(id))
				w.cycle()
				w.must(w.dir.HardDelete(id))
			},
			log: []string{"other skipped NotManaged"},
		},
		"row 12: enabled again": {
			event: func(w *world, id string) { w.must(w.dir.Disable(id)); w.cycle(); w.must(w.dir.Enable(id)) },
			sent:  []string{"read Users t-ada", "update Users t-ada Replace active=True"}, log: []string{"update success"},
		},
		"row 12: assigned again": {
			event: func(w *world, id string) { w.must(w.dir.Unassign(id)); w.cycle(); w.must(w.dir.Assign(id)) },
			sent:  []string{"read Users t-ada", "update Users t-ada Replace active=True"}, log: []string{"update success"},
		},
		"row 12: restored, name and all": {
			event: func(w *world, id string) { w.must(w.dir.SoftDelete(id)); w.cycle(); w.must(w.dir.Restore(id)) },
			sent:  []string{"read Users t-ada", "update Users t-ada Replace userName=ada@x.example Replace active=True"},
			log:   []string{"update success"},
		},
		"row 13: disabled, Update not ticked": {
			event: func(w *world, id string) {
				w.set.User.FlowTypes = syncschema.Add | syncschema.Delete
				w.must(w.dir.Disable(id))
			},
			log: []string{"other skipped UpdateNotEnabled"},
		},
		"disabled in the target already": {
			event: func(w *world, id string) {
				w.target["Users"]["t-ada"].attrs["active"] = []string{"False"}
				w.must(w.dir.Disable(id))
			},
			sent: []string{"read Users t-ada"}, log: []string{"other skipped AlreadyDisabled"},
		},
		"left the scope and changed again": {
			event: func(w *world, id string) {
				w.must(w.dir.Unassign(id))
				w.cycle()
				w.must(w.dir.SetAttr(id, "jobTitle", "Captain"))
			},
			log: []string{"other skipped NotEffectivelyEntitled"},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			id := w.user("ada")
			if tt.before != nil {
				tt.before(w, id)
			}
			w.cycle()
			tt.event(w, id)
			w.cycle()
			w.want("requests", w.sent, tt.sent)
			w.want("log", w.seen, tt.log)
		})
	}
}

// TestGroupDecisions: a group that leaves the scope is deleted; there is no disabled group (§3.6).
func TestGroupDecisions(t *testing.T) {
	gone := []string{"read Groups t-Crew", "delete Groups t-Crew"}
	tests := map[string]struct {
		event     func(w *world, id string)
		sent, log []string
	}{
		"unassigned":       {func(w *world, id string) { w.must(w.dir.Unassign(id)) }, gone, []string{"delete success"}},
		"deleted in Entra": {func(w *world, id string) { w.must(w.dir.HardDelete(id)) }, gone, []string{"delete success"}},
		"unassigned, out-of-scope deletions skipped": {
			func(w *world, id string) { w.scope.SkipOutOfScopeDeletions = true; w.must(w.dir.Unassign(id)) },
			nil,
			[]string{"other skipped SkipOutOfScopeDeletions"},
		},
		"unassigned, Delete not ticked": {
			func(w *world, id string) { w.set.Group.FlowTypes = syncschema.Add; w.must(w.dir.Unassign(id)) },
			nil,
			[]string{"other skipped DeleteNotEnabled"},
		},
		"renamed": {
			func(w *world, id string) { w.must(w.dir.SetAttr(id, "displayName", "Night Crew")) },
			[]string{"read Groups t-Crew", "update Groups t-Crew Replace displayName=Night Crew"},
			[]string{"update success"},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			id := w.group("Crew")
			w.cycle()
			tt.event(w, id)
			w.cycle()
			w.want("requests", w.sent, tt.sent)
			w.want("log", w.seen, tt.log)
		})
	}
}

// TestLastGroup is row 2: losing the group that gave access disables the user and takes the member out of the group.
func TestLastGroup(t *testing.T) {
	w := newWorld(t)
	ada := w.stranger("ada")
	crew := w.group("Crew", ada)
	w.cycle()
	w.must(w.dir.RemoveMember(crew, ada))
	w.cycle()
	w.want("requests", w.sent, []string{
		"read Users t-ada", "update Users t-ada Replace active=False",
		"read Groups t-Crew", "update Groups t-Crew Remove members=t-ada",
	})
	w.want("log", w.seen, []string{"disable success", "update success"})
}

// TestPurgedStillCounts: who has been deleted for good goes on counting as a synchronised entry; a group that left the scope does not,
// for it may come back and is counted then (§1).
func TestPurgedStillCounts(t *testing.T) {
	w := newWorld(t)
	ada := w.user("ada")
	crew, office := w.group("Crew"), w.group("Office")
	w.cycle()
	w.must(w.dir.HardDelete(ada))
	w.must(w.dir.HardDelete(crew))
	w.must(w.dir.Unassign(office))
	w.cycle()
	if len(w.state.Links) != 0 || w.state.Purged != (job.Purged{Users: 1, Groups: 1}) {
		t.Errorf("got links %v and %+v purged, want none, and one user and one group", w.state.Links, w.state.Purged)
	}
}
