package engine_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// TestInitialOrder: users, then groups without members, then managers, then members (§2.4, Q23, Q40).
func TestInitialOrder(t *testing.T) {
	w := newWorld(t)
	ada, bob := w.user("ada"), w.user("bob")
	w.must(w.dir.SetManager(ada, bob))
	w.group("Crew", ada, bob)
	r := w.cycle()
	w.want("requests", w.sent, []string{
		"match Users userName=ada@x.example", "create Users userName=ada@x.example active=True displayName=ada",
		"match Users userName=bob@x.example", "create Users userName=bob@x.example active=True displayName=bob",
		"match Groups displayName=Crew", "create Groups displayName=Crew",
		"reference-check Users t-ada", "update Users t-ada Add manager=t-bob",
		"update Groups t-Crew Add members=t-ada", "update Groups t-Crew Add members=t-bob",
	})
	if r.Counts.Created != 3 || r.Counts.References != 2 || r.State != "Succeeded" {
		t.Errorf("result: got %+v, want 3 created and 2 references", r)
	}
	w.cycle()
	w.want("requests of the second cycle", w.sent, nil)
}

func TestManager(t *testing.T) {
	read, check := "read Users t-ada", "reference-check Users t-ada"
	tests := map[string]struct {
		dials     []string
		event     func(w *world, ada, bob, cyd string)
		sent, log []string
	}{
		"replaced": {
			event: func(w *world, ada, _, cyd string) { w.must(w.dir.SetManager(ada, cyd)) },
			sent:  []string{read, check, "update Users t-ada Replace manager=t-cyd"}, log: []string{"update success"},
		},
		"replaced, without the check R7": {
			dials: []string{"reference-check-manager=off"},
			event: func(w *world, ada, _, cyd string) { w.must(w.dir.SetManager(ada, cyd)) },
			sent:  []string{read, "update Users t-ada Replace manager=t-cyd"}, log: []string{"update success"},
		},
		"the check R7 is rejected": {
			event: func(w *world, ada, _, cyd string) {
				w.refuse = on(scimclient.KindReferenceCheck, scimclient.Rejected, "BadRequest")
				w.must(w.dir.SetManager(ada, cyd))
			},
			sent: []string{read, check, "update Users t-ada Replace manager=t-cyd"}, log: []string{"update success"},
		},
		"taken away": {
			event: func(w *world, ada, _, _ string) { w.must(w.dir.SetManager(ada, "")) },
			sent:  []string{read, "update Users t-ada Remove manager=t-bob"}, log: []string{"update success"},
		},
		"not shown by the target: written again when the user is evaluated (Q17)": {
			event: func(w *world, ada, _, _ string) {
				delete(w.target["Users"]["t-ada"].attrs, manager)
				w.must(w.dir.SetAttr(ada, "companyName", "X"))
			},
			sent: []string{read, check, "update Users t-ada Add manager=t-bob"}, log: []string{"update success"},
		},
		"unchanged": {
			event: func(w *world, ada, _, _ string) { w.must(w.dir.SetAttr(ada, "companyName", "X")) },
			sent:  []string{read}, log: []string{"other skipped RedundantExport"},
		},
		"not in the target": {
			event: func(w *world, ada, _, _ string) { w.must(w.dir.SetManager(ada, w.stranger("dan"))) },
			sent:  []string{read}, log: []string{"other skipped NotEffectivelyEntitled", "other skipped ReferenceNotInTarget"},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.dial(tt.dials...)
			ada, bob, cyd := w.user("ada"), w.user("bob"), w.user("cyd")
			w.must(w.dir.SetManager(ada, bob))
			w.cycle()
			tt.event(w, ada, bob, cyd)
			w.cycle()
			w.want("requests", w.sent, tt.sent)
			slices.Sort(w.seen)
			w.want("log", w.seen, tt.log)
		})
	}
}

const manager = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager"

// TestLateReferences: somebody who enters the scope after the group and the reports is not linked with them until a restart
// (§2.5, Q74), unless the dial says so.
func TestLateReferences(t *testing.T) {
	for dial, want := range map[string][]string{
		"until-restart": {"match Users userName=bob@x.example", "create Users userName=bob@x.example active=True displayName=bob"},
		"next-cycle": {
			"match Users userName=bob@x.example", "create Users userName=bob@x.example active=True displayName=bob",
			"reference-check Users t-ada", "update Users t-ada Add manager=t-bob", "update Groups t-Crew Add members=t-bob",
		},
	} {
		t.Run(dial, func(t *testing.T) {
			w := newWorld(t)
			w.dial("late-references=" + dial)
			ada, bob := w.user("ada"), w.user("bob")
			w.must(w.dir.Disable(bob))
			w.must(w.dir.SetManager(ada, bob))
			w.group("Crew", ada, bob)
			r := w.cycle()
			if r.Counts.ReferenceFailures != 2 {
				t.Errorf("unresolved references of the first cycle: got %d, want 2", r.Counts.ReferenceFailures)
			}
			w.must(w.dir.Enable(bob))
			w.cycle()
			w.want("requests once bob is in scope", w.sent, want)
			w.cycle()
			w.want("requests afterwards", w.sent, nil)
		})
	}
}

func TestMembersPerPatch(t *testing.T) {
	for dial, want := range map[string][]string{
		"members-per-patch=2": {
			"update Groups t-Crew Add members=t-ada,t-bob", "update Groups t-Crew Add members=t-cyd",
		},
		"members-per-patch=100": {"update Groups t-Crew Add members=t-ada,t-bob,t-cyd"},
	} {
		t.Run(dial, func(t *testing.T) {
			w := newWorld(t)
			w.dial(dial)
			w.group("Crew", w.user("ada"), w.user("bob"), w.user("cyd"))
			w.cycle()
			w.want("membership requests", w.sent[8:], want)
		})
	}
}

// TestUnchangedManager: an update of something else asks and writes nothing about a manager whom the target shows.
func TestUnchangedManager(t *testing.T) {
	w := newWorld(t)
	ada, bob := w.user("ada"), w.user("bob")
	w.must(w.dir.SetManager(ada, bob))
	w.cycle()
	w.must(w.dir.SetAttr(ada, "jobTitle", "Captain"))
	w.cycle()
	w.want("requests", w.sent, []string{"read Users t-ada", "update Users t-ada Add title=Captain"})
}

// TestOneRefusedMember: what the target will not have keeps nobody else out, and is tried again by itself.
func TestOneRefusedMember(t *testing.T) {
	w := newWorld(t)
	w.group("Crew", w.user("ada"), w.user("bob"), w.user("cyd"))
	w.refuse = func(r scimclient.Request) *scimclient.Failure {
		if len(r.Changes) == 1 && r.Changes[0].Values[0] == "t-bob" {
			return failure(scimclient.Rejected, "BadRequest")
		}
		return nil
	}
	r := w.cycle()
	if r.Counts.ReferenceFailures != 1 || r.Escrowed != 1 || r.State != "EntryLevelErrors" {
		t.Errorf("result: got %+v, want one reference failure in escrow", r)
	}
	w.refuse = nil
	w.cycle()
	w.want("requests of the retry", w.sent, []string{"update Groups t-Crew Add members=t-bob"})
	got := slices.Sorted(maps.Keys(w.target["Groups"]["t-Crew"].members))
	w.want("members", got, []string{"t-ada", "t-bob", "t-cyd"})
	if len(w.state.Escrows) != 0 {
		t.Errorf("escrows after the retry: %v, want none", w.state.Escrows)
	}
}

// TestMembershipSurvivesAFailedRead: a membership change of a group that cannot be read must not get lost with the watermark.
func TestMembershipSurvivesAFailedRead(t *testing.T) {
	w := newWorld(t)
	ada, bob := w.user("ada"), w.user("bob")
	crew := w.group("Crew", ada)
	w.cycle()
	w.must(w.dir.AddMember(crew, bob))
	w.must(w.dir.RemoveMember(crew, ada))
	w.refuse = on(scimclient.KindRead, scimclient.Server, "InternalServerError")
	w.cycle()
	w.refuse = nil
	w.cycle()
	got := slices.Sorted(maps.Keys(w.target["Groups"]["t-Crew"].members))
	w.want("members after the retry", got, []string{"t-bob"})
}
