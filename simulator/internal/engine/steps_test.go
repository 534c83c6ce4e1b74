package engine_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/job"
	"github.com/entrasim/entrasim/simulator/internal/provlog"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// told is a record as §8.1 and §8.2 have it: what was done and how it ended, every step, every change.
func told(r provlog.Record) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s", r.Action, r.StatusInfo.Status)
	if e := r.StatusInfo.Error; e != nil {
		fmt.Fprintf(&b, " %s %s", e.Code, e.Category)
	}
	for _, s := range r.Steps {
		fmt.Fprintf(&b, "\n%s %s %s: %s", s.Name, s.Type, s.Status, s.Description)
		if reason, ok := s.Details.Get(provlog.DetailSkipReason); ok {
			fmt.Fprintf(&b, " [%s]", reason)
		}
	}
	for _, m := range r.Modified {
		fmt.Fprintf(&b, "\n  %s %q -> %q", m.DisplayName, m.OldValue, m.NewValue)
	}
	return b.String()
}

// The steps that many records have in common.
const (
	stepScoping = "\nEntrySynchronizationScoping scoping success: Determine if User in scope by evaluating against each scoping filter"
	stepTarget  = "\nEntryImport matching success: Retrieved 'ada@x.example' from customappsso"
	stepSource  = "\nEntryImport import success: Retrieved User 'ada@x.example' from Microsoft Entra ID"
	stepAdded   = "\nEntryImportAdd import success: Received User 'ada@x.example' change of type (Add) from Microsoft Entra ID"
	stepUpdated = "\nEntryImportUpdate import success: Received User 'ada@x.example' change of type (Update) from Microsoft Entra ID"
	stepDeleted = "\nEntryImportDelete import success: Received User 'ada@x.example' change of type (Delete) from Microsoft Entra ID"
	stepCreate  = "\nEntrySynchronizationAdd matching success: User 'ada@x.example' will be created in customappsso (User is active and assigned in Microsoft Entra ID, but no matching User was found in customappsso)"
	stepJoin    = "\nEntrySynchronizationUpdate matching success: User 'ada@x.example' will be updated in customappsso (User is active and assigned in Microsoft Entra ID, and a matching User was found in customappsso)"
	newValues   = "\n  userName \"\" -> \"ada@x.example\"\n  active \"\" -> \"True\"\n  displayName \"\" -> \"ada\"\n  externalId \"\" -> \"ada\""
)

// TestSteps goes through the step names of engine §8.2: which steps a record has, in which order, with which text, and what it says
// about the values that were sent.
func TestSteps(t *testing.T) {
	for name, tt := range map[string]struct {
		before func(w *world, id string)
		event  func(w *world, id string) // after the first cycle
		want   []string
	}{
		"create": {
			want: []string{
				"create success" + stepAdded + stepScoping + stepCreate +
					"\nEntryExportAdd export success: User 'ada@x.example' was created in customappsso" + newValues,
			},
		},
		"create refused": {
			before: func(w *world, _ string) {
				w.refuse = on(scimclient.KindCreate, scimclient.Server, "InternalServerError")
			},
			want: []string{
				"create failure InternalServerError failure" + stepAdded + stepScoping + stepCreate +
					"\nEntryExportAdd export failure: Failed to create User 'ada@x.example' in customappsso" + newValues,
			},
		},
		"joined with an account that is there": {
			before: func(w *world, _ string) {
				w.put("Users", "old", map[string]string{"userName": "ada@x.example", "active": "True", "displayName": "A.", "externalId": "ada"})
			},
			want: []string{
				"update success" + stepAdded + stepTarget + stepScoping + stepJoin +
					"\nEntryExportUpdate export success: User 'ada@x.example' was updated in customappsso" +
					"\n  displayName \"A.\" -> \"ada\"",
			},
		},
		"two accounts": {
			before: func(w *world, _ string) {
				w.put("Users", "a", map[string]string{"userName": "ada@x.example"})
				w.put("Users", "b", map[string]string{"userName": "ada@x.example"})
			},
			want: []string{
				"other failure DuplicateTargetEntries nonServiceFailure" + stepAdded +
					"\nEntryImport matching failure: Failed to retrieve User 'ada@x.example' in customappsso",
			},
		},
		"never in scope": {
			before: func(w *world, id string) { w.must(w.dir.Unassign(id)) },
			want: []string{
				"other skipped" + stepAdded + stepScoping +
					"\nEntrySynchronizationSkip export skipped: The User 'ada@x.example' will be skipped. Skip reason = NotEffectivelyEntitled [NotEffectivelyEntitled]",
			},
		},
		"no matching value: scope, matching and export are not evaluated": {
			before: func(w *world, _ string) { w.matchBy(work) },
			want: []string{
				"other skipped" + stepAdded +
					"\nEntrySynchronizationSkip export skipped: The User 'ada@x.example' will be skipped. Skip reason = ImportSkipped [ImportSkipped]",
			},
		},
		"update": {
			event: func(w *world, id string) {
				w.must(w.dir.SetAttr(id, "displayName", "Ada"))
				w.must(w.dir.SetAttr(id, "jobTitle", "Captain"))
			},
			want: []string{
				// A difference in case is none (§5.3), and the title was not there before.
				"update success" + stepUpdated + stepTarget + stepScoping +
					"\nEntryExportUpdate export success: User 'ada@x.example' was updated in customappsso" +
					"\n  title \"\" -> \"Captain\"",
			},
		},
		"nothing to change": {
			event: func(w *world, id string) { w.must(w.dir.SetAttr(id, "displayName", "ADA")) },
			want: []string{
				"other skipped" + stepUpdated + stepTarget + stepScoping +
					"\nEntrySynchronizationSkip export skipped: The state of the user in both the source and target systems already match. No change to the User 'ada@x.example' currently needs to be made. [RedundantExport]",
			},
		},
		"disable": {
			event: func(w *world, id string) { w.must(w.dir.Unassign(id)) },
			want: []string{
				"disable success" + stepUpdated + stepTarget + stepScoping +
					"\nEntryExportUpdateSoftDelete export success: User 'ada@x.example' was disabled in customappsso" +
					"\n  active \"True\" -> \"False\"",
			},
		},
		"disable refused": {
			event: func(w *world, id string) {
				w.must(w.dir.Disable(id))
				w.refuse = on(scimclient.KindUpdate, scimclient.Forbidden, "InsufficientRights")
			},
			want: []string{
				"disable failure InsufficientRights failure" + stepUpdated + stepTarget + stepScoping +
					"\nEntryExportUpdateSoftDelete export failure: Failed to disable User 'ada@x.example' in customappsso" +
					"\n  active \"True\" -> \"False\"",
			},
		},
		"restored": {
			event: func(w *world, id string) { w.must(w.dir.Disable(id)); w.cycle(); w.must(w.dir.Enable(id)) },
			want: []string{
				"update success" + stepUpdated + stepTarget + stepScoping +
					"\nEntryExportUpdate export success: User 'ada@x.example' was updated in customappsso" +
					"\n  active \"False\" -> \"True\"",
			},
		},
		"delete": {
			event: func(w *world, id string) { w.must(w.dir.HardDelete(id)) },
			want: []string{
				"delete success" + stepDeleted + stepTarget + stepScoping +
					"\nEntryExportDelete export success: User 'ada@x.example' was deleted in customappsso",
			},
		},
		"held back": {
			event: func(w *world, id string) {
				w.threshold = 1
				w.must(w.dir.Unassign(id))
				bob, _ := w.state.Owner(job.User, "t-bob")
				w.must(w.dir.Unassign(bob))
			},
			want: []string{
				"stageddelete success" + stepUpdated + stepScoping +
					"\nEntryExportStagedDelete export skipped: The deletion of User 'ada@x.example' in customappsso was staged, because the deletion threshold has been exceeded",
			},
		},
		"gone in the target": {
			event: func(w *world, id string) {
				delete(w.target["Users"], "t-ada")
				w.must(w.dir.SetAttr(id, "jobTitle", "Mate"))
			},
			want: []string{
				"other failure InvalidAnchor failure" + stepUpdated +
					"\nEntryImport matching failure: Failed to retrieve User 'ada@x.example' in customappsso",
			},
		},
		"tried again": {
			event: func(w *world, id string) {
				w.refuse = on(scimclient.KindUpdate, scimclient.Server, "InternalServerError")
				w.must(w.dir.SetAttr(id, "jobTitle", "Mate"))
				w.cycle()
				w.refuse = nil
			},
			want: []string{
				"update success" + stepSource + stepTarget + stepScoping +
					"\nEntryExportUpdate export success: User 'ada@x.example' was updated in customappsso" +
					"\n  title \"\" -> \"Mate\"",
			},
		},
		"manager who was never provisioned": {
			event: func(w *world, id string) { w.must(w.dir.SetManager(id, w.stranger("boss"))) },
			want: []string{
				"other skipped" + stepUpdated + stepTarget + stepScoping +
					"\nEntryReferenceResolution referenceResolution warning: We were unable to assign 00000000-0000-4000-8000-000000000003 as the manager of ada@x.example." +
					"\nEntrySynchronizationSkip export skipped: The User 'ada@x.example' will be skipped. Skip reason = ReferenceNotInTarget [ReferenceNotInTarget]",
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			id := w.user("ada")
			w.user("bob")
			if tt.before != nil {
				tt.before(w, id)
			}
			w.cycle()
			if tt.event != nil {
				tt.event(w, id)
				w.cycle()
			}
			var got []string
			for _, r := range w.logs {
				if r.SourceIdentity.ID == id {
					got = append(got, told(r))
				}
			}
			w.want("records about ada", got, tt.want)
		})
	}
}

// TestGroupSteps: a group is created empty, and its members are a further, separate event; a member who is not in the target stands in
// a step of its own (§2.2, §2.5, LOGAN).
func TestGroupSteps(t *testing.T) {
	w := newWorld(t)
	ada, eve := w.user("ada"), w.stranger("eve")
	w.must(w.dir.Disable(eve))
	w.group("Crew", ada, eve)
	w.cycle()
	var got []string
	for _, r := range w.logs {
		if r.SourceIdentity.IdentityType == string(job.Group) {
			got = append(got, told(r))
		}
	}
	w.want("records about the group", got, []string{
		"create success" +
			"\nEntryImportAdd import success: Received Group 'Crew' change of type (Add) from Microsoft Entra ID" +
			"\nEntrySynchronizationScoping scoping success: Determine if Group in scope by evaluating against each scoping filter" +
			"\nEntrySynchronizationAdd matching success: Group 'Crew' will be created in customappsso (Group is active and assigned in Microsoft Entra ID, but no matching Group was found in customappsso)" +
			"\nEntryExportAdd export success: Group 'Crew' was created in customappsso" +
			"\n  displayName \"\" -> \"Crew\"\n  externalId \"\" -> \"" + w.logs[len(w.logs)-1].SourceIdentity.ID + "\"",
		"update warning UnableToResolveReferenceAttributeValue nonServiceFailure" +
			"\nEntryImport import success: Retrieved Group 'Crew' from Microsoft Entra ID" +
			"\nEntryReferenceResolution referenceResolution warning: We were unable to assign " + eve + " as the members of Crew." +
			"\nEntryExportUpdate export success: Group 'Crew' was updated in customappsso" +
			"\n  members \"\" -> \"t-ada\"",
	})
}
