package engine_test

import (
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/mapping/syncschema"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// TestMatching goes through the outcomes of engine §4.2 for a user who is not linked yet.
func TestMatching(t *testing.T) {
	const lookup = "match Users userName=ada@x.example"
	const create = "create Users userName=ada@x.example active=True displayName=ada"
	tests := map[string]struct {
		before    func(w *world, id string)
		sent, log []string
	}{
		"nothing found": {sent: []string{lookup, create}, log: []string{"create success"}},
		"nothing found, Create not ticked": {
			before: func(w *world, _ string) { w.set.User.FlowTypes = syncschema.Update | syncschema.Delete },
			sent:   []string{lookup}, log: []string{"other skipped CreateNotEnabled"},
		},
		"one found that differs": {
			before: func(w *world, _ string) {
				w.put("Users", "old", map[string]string{"userName": "ADA@x.example", "active": "False", "externalId": "ada"})
			},
			sent: []string{lookup, "update Users old Replace active=True Add displayName=ada"}, log: []string{"update success"},
		},
		"one found that agrees, but for letter case": {
			before: func(w *world, _ string) {
				w.put("Users", "old", map[string]string{
					"userName": "ADA@x.example", "active": "True", "displayName": "Ada", "externalId": "ada",
				})
			},
			sent: []string{lookup}, log: []string{"other skipped RedundantExport"},
		},
		"two found": {
			before: func(w *world, _ string) {
				w.put("Users", "a", map[string]string{"userName": "ada@x.example"})
				w.put("Users", "b", map[string]string{"userName": "Ada@x.example"})
			},
			sent: []string{lookup}, log: []string{"other failure DuplicateTargetEntries"},
		},
		"created meanwhile by somebody else": {
			before: func(w *world, _ string) { w.refuse = on(scimclient.KindCreate, scimclient.Conflict, "Conflict") },
			sent:   []string{lookup, create}, log: []string{"create failure Conflict"},
		},
		"created meanwhile, dial on-409=rematch": {
			before: func(w *world, _ string) {
				w.dial("on-409=rematch")
				w.refuse = func(r scimclient.Request) *scimclient.Failure {
					if r.Kind != scimclient.KindCreate {
						return nil
					}
					w.put("Users", "jit", map[string]string{"userName": "ada@x.example", "active": "True", "displayName": "ada", "externalId": "x"})
					return failure(scimclient.Conflict, "Conflict")
				}
			},
			sent: []string{lookup, create, lookup, "update Users jit Replace externalId=ada"}, log: []string{"update success"},
		},
		"not assigned": {
			before: func(w *world, id string) { w.must(w.dir.Unassign(id)) },
			log:    []string{"other skipped NotEffectivelyEntitled"},
		},
		"disabled before it was ever provisioned": {
			before: func(w *world, id string) { w.must(w.dir.Disable(id)) },
			log:    []string{"other skipped NotEffectivelyEntitled"},
		},
		"not assigned, in the mode Sync all": {
			before: func(w *world, id string) { w.scope.SyncAll = true; w.must(w.dir.Unassign(id)) },
			sent:   []string{lookup, create}, log: []string{"create success"},
		},
		"the lookup fails": {
			before: func(w *world, _ string) {
				w.refuse = on(scimclient.KindMatch, scimclient.Rejected, "SystemForCrossDomainIdentityManagementBadRequest")
			},
			sent: []string{lookup}, log: []string{"other failure SystemForCrossDomainIdentityManagementBadRequest"},
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
			w.want("requests", w.sent, tt.sent)
			w.want("log", w.seen, tt.log)
		})
	}
}

// on refuses every request of a kind.
func on(kind scimclient.Kind, class scimclient.Class, code string) func(scimclient.Request) *scimclient.Failure {
	return func(r scimclient.Request) *scimclient.Failure {
		if r.Kind == kind {
			return failure(class, code)
		}
		return nil
	}
}

// TestStaleLink: a linked account that has vanished is an error by default, or matched anew (Q50).
func TestStaleLink(t *testing.T) {
	w := newWorld(t)
	ada := w.user("ada")
	w.cycle()
	delete(w.target["Users"], "t-ada")
	w.must(w.dir.SetAttr(ada, "jobTitle", "Captain"))
	w.cycle()
	w.want("requests by default", w.sent, []string{"read Users t-ada"})
	w.want("log by default", w.seen, []string{"other failure InvalidAnchor"})

	w.dial("on-stale-link=rematch")
	w.must(w.dir.SetAttr(ada, "jobTitle", "Admiral"))
	w.cycle()
	w.want("requests with rematch", w.sent, []string{
		"read Users t-ada", "match Users userName=ada@x.example",
		"create Users userName=ada@x.example active=True displayName=ada",
	})
	if l, _ := w.state.Link(ada); l.Target != "t-ada" {
		t.Errorf("link after the rematch: got %q, want the new account", l.Target)
	}
}

// TestDuplicateSource: an account belongs to one source object; the one that comes later in canonical order fails.
func TestDuplicateSource(t *testing.T) {
	w := newWorld(t)
	a, b := w.group("Crew"), w.group("Crew ") // told apart in the directory, not in the target
	w.must(w.dir.SetAttr(b, "displayName", "Crew"))
	w.pick = func(n int) int { return n - 1 }
	w.cycle()
	w.want("log", w.seen, []string{"create success", "other failure DuplicateSourceEntries"})
	if _, ok := w.state.Link(b); ok {
		t.Error("the second group is linked, although the account is the first one's")
	}
	if _, ok := w.state.Link(a); !ok {
		t.Error("the first group is not linked")
	}
}
