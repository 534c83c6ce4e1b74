package engine_test

import (
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/directory"
	"github.com/entrasim/entrasim/simulator/internal/engine"
	"github.com/entrasim/entrasim/simulator/internal/job"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// about runs the engine for one object.
func (w *world) about(s engine.Subject) engine.Result {
	w.t.Helper()
	w.subject = &s
	defer func() { w.subject = nil }()
	return w.cycle()
}

// TestAboutOne: nothing but the one object is touched, and the job is none the wiser.
func TestAboutOne(t *testing.T) {
	w := newWorld(t)
	ada, bob := w.user("ada"), w.user("bob")
	w.must(w.dir.SetManager(ada, bob))
	crew := w.group("Crew", ada, bob)
	w.refuse = on(scimclient.KindCreate, scimclient.Server, "InternalServerError")
	w.cycle()
	w.refuse = nil
	for _, id := range []string{ada, bob, crew} {
		w.must(w.dir.SetAttr(id, "displayName", "New "+id[:4]))
	}
	before := w.state.Clone()
	r := w.about(engine.Subject{ID: bob, Kind: directory.KindUser, OnDemand: true})
	w.want("requests", w.sent, []string{"match Users userName=bob@x.example", "create Users userName=bob@x.example active=True displayName=New 0000"})
	if r.State != engine.Succeeded || w.state.Watermark != before.Watermark || w.state.Cycles != before.Cycles || w.state.OnDemand != 1 {
		t.Errorf("got %+v, state %+v, want the job where it was", r, w.state.Core)
	}
	if _, ok := w.state.Escrows[job.Key{Object: bob, Class: job.Object}]; ok || len(w.state.Escrows) != len(before.Escrows)-1 {
		t.Errorf("escrows: got %v, want that of bob released and the others kept", w.state.Escrows)
	}
	// The rehearsal of the next cycle counts nothing.
	r = w.about(engine.Subject{ID: ada, Kind: directory.KindUser})
	w.want("rehearsal", w.seen, []string{"create success", "update success"})
	if r.Number != before.Cycles+1 || w.state.Cycles != before.Cycles {
		t.Errorf("rehearsal: got number %d, state %+v", r.Number, w.state.Core)
	}
}

// TestAboutOneFailure: who fails on demand is not escrowed, and credentials that are refused do not put the job into quarantine.
func TestAboutOneFailure(t *testing.T) {
	w := newWorld(t)
	ada := w.user("ada")
	for kind, class := range map[scimclient.Kind]scimclient.Class{
		scimclient.KindCreate: scimclient.Server, scimclient.KindProbeUsers: scimclient.Credential, scimclient.KindMatch: scimclient.Credential,
	} {
		w.refuse = on(kind, class, "X")
		r := w.about(engine.Subject{ID: ada, Kind: directory.KindUser, OnDemand: true})
		if r.State == engine.Succeeded || len(w.state.Escrows) != 0 || w.state.Quarantine != nil || w.state.History.Last != nil {
			t.Errorf("%s refused: got %+v, state %+v", kind, r, w.state)
		}
	}
}

// TestOnDemandRoles: roles are left out on demand (§7).
func TestOnDemandRoles(t *testing.T) {
	w := newWorld(t)
	w.set.User.Attributes = append(w.set.User.Attributes, roleMapping(t, "AppRoleAssignmentsComplex"))
	ada := w.stranger("ada")
	w.must(w.dir.Assign(ada, "Boss"))
	w.about(engine.Subject{ID: ada, Kind: directory.KindUser, OnDemand: true})
	if _, ok := w.target["Users"]["t-ada"].attrs["roles"]; ok || len(w.target["Users"]) != 1 {
		t.Errorf("target: got %+v, want ada without roles", w.target["Users"]["t-ada"])
	}
	w.cycle()
	w.want("the next cycle", w.sent, []string{"read Users t-ada", `update Users t-ada Add roles={"id":"","value":"Boss","displayName":"Boss"}`})
}

// TestOnDemandAndLateReferences: what waited for somebody who was provisioned on demand is written by the next cycle.
func TestOnDemandAndLateReferences(t *testing.T) {
	w := newWorld(t)
	w.dial("late-references=next-cycle")
	ada, bob := w.user("ada"), w.stranger("bob")
	w.must(w.dir.SetManager(ada, bob))
	w.cycle()
	w.must(w.dir.Assign(bob))
	w.about(engine.Subject{ID: bob, Kind: directory.KindUser, OnDemand: true})
	w.now = w.now.Add(time.Minute)
	w.cycle()
	if got := w.sent[len(w.sent)-1]; got != "update Users t-ada Add manager=t-bob" {
		t.Errorf("the next cycle: got %q, want ada's manager at the end", w.sent)
	}
	if len(w.state.Waiting) != 0 {
		t.Errorf("waiting: got %v, want nothing", w.state.Waiting)
	}
}
