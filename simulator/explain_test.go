package simulator_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator"
)

func (w *world) explain(ref string) simulator.Explanation {
	w.t.Helper()
	w.target.Forget()
	before := w.target.String()
	x, err := w.sim.Explain(w.t.Context(), ref, true)
	if err != nil {
		w.t.Fatal(err)
	}
	if len(w.target.Writes()) > 0 || w.target.String() != before {
		w.t.Errorf("explaining changed the target: %v", w.target.Writes())
	}
	return x
}

func attributeOf(t *testing.T, x simulator.Explanation, target string) simulator.AttributeExplanation {
	t.Helper()
	for _, a := range x.Attributes {
		if a.Target == target {
			return a
		}
	}
	t.Fatalf("no attribute %s in %+v", target, x.Attributes)
	return simulator.AttributeExplanation{}
}

// TestExplainScope: in plain words, each cause.
func TestExplainScope(t *testing.T) {
	dir, ids := people(t, 5)
	w := newWorld(t, dir, nil)
	crew, err := dir.AddGroup(simulator.Group{DisplayName: "Crew", Members: ids[:1]})
	w.must(err)
	w.must(dir.Assign(crew))
	w.must(dir.Unassign(ids[0]))
	w.must(dir.Unassign(ids[1]))
	w.must(dir.Disable(ids[2]))
	w.must(dir.SoftDelete(ids[3]))
	for id, tt := range map[string]struct {
		in   bool
		want string
	}{
		ids[0]: {true, "assigned as a member of the group Crew"},
		ids[1]: {false, "not assigned to the application"},
		ids[2]: {false, "the account is disabled"},
		ids[3]: {false, "in the recycle bin"},
		ids[4]: {true, "assigned directly"},
		crew:   {true, "assigned directly"},
	} {
		x := w.explain(id)
		found := slices.ContainsFunc(x.Scope.Reasons, func(s string) bool { return strings.Contains(s, tt.want) })
		if x.Scope.InScope != tt.in || !found || x.Scope.IsSoftDeleted == tt.in {
			t.Errorf("%s: got %+v, want in scope %t because %q", x.Name, x.Scope, tt.in, tt.want)
		}
		if x.Pending != "the next cycle is an initial one and looks at everything" || x.Linked != "" {
			t.Errorf("%s: got pending %q, linked %q", x.Name, x.Pending, x.Linked)
		}
	}
	if x := w.explain(ids[4]); len(x.Writes) != 1 || x.Writes[0].Method != http.MethodPost || x.Outcome[0].Action != "create" || x.Target != "" {
		t.Errorf("a user to be created: got %+v", x)
	}
	if x := w.explain(ids[1]); len(x.Writes) != 0 || len(x.Reads) != 1 {
		t.Errorf("a user out of scope: got reads %v, writes %v, want one lookup", x.Reads, x.Writes)
	}
}

// TestExplainChange: what the next cycle will do is what it then does.
func TestExplainChange(t *testing.T) {
	dir, ids := people(t, 3)
	w := newWorld(t, dir, nil)
	w.cycle()
	if x := w.explain(ids[0]); x.Pending != "" || x.Linked == "" || !strings.Contains(x.Target, "u0@x.example") {
		t.Errorf("nothing changed: got %+v", x)
	}
	w.must(dir.SetAttr(ids[0], "jobTitle", "Captain"))
	w.must(dir.SetManager(ids[0], ids[1]))
	// What the schedule has in store until the next cycle counts as well.
	w.must(dir.Schedule(w.sim.Now().Add(10*time.Minute), simulator.Action{Verb: "set", Target: ids[0], Attributes: map[string][]string{"department": {"Yard"}}}))
	x := w.explain(ids[0])
	if x.At.Sub(w.sim.Now()) != 40*time.Minute || x.Pending != "changed since the last cycle: attributes or state, the manager" {
		t.Errorf("got pending %q as of %v", x.Pending, x.At)
	}
	title := attributeOf(t, x, "title")
	if title.Value != `"Captain"` || title.Source != "[jobTitle]" || !title.Differs || title.Current != "" {
		t.Errorf("title: got %+v", title)
	}
	active := attributeOf(t, x, "active")
	if active.Type != "Expression" || len(active.Steps) < 2 || active.Differs || active.Current != `"True"` {
		t.Errorf("active: got %+v", active)
	}
	if m := attributeOf(t, x, "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager"); m.Value != "u1@x.example" || !m.Differs {
		t.Errorf("manager: got %+v", m)
	}
}

// TestExplainForetells compares the rehearsal with the cycle.
func TestExplainForetells(t *testing.T) {
	dir, ids := people(t, 4)
	w := newWorld(t, dir, func(c *simulator.Config) { c.URL += "?aadOptscim062020" })
	w.cycle()
	w.must(dir.SetAttr(ids[0], "jobTitle", "Captain"))
	w.must(dir.SetManager(ids[0], ids[3]))
	w.must(dir.Unassign(ids[1]))
	w.must(dir.Rename(ids[2], "new@x.example"))
	var foretold []string
	for _, id := range ids[:3] {
		for _, x := range w.explain(id).Writes {
			foretold = append(foretold, x.Method+" /scim/v2"+x.Target+" "+x.RequestBody)
		}
	}
	w.target.Forget()
	w.cycle()
	sent := w.target.Writes()
	slices.Sort(sent)
	slices.Sort(foretold)
	if !slices.Equal(sent, foretold) {
		t.Errorf("sent\n%s\nforetold\n%s", strings.Join(sent, "\n"), strings.Join(foretold, "\n"))
	}
}

// TestExplainTrouble: what blocked the object, and a target that refuses.
func TestExplainTrouble(t *testing.T) {
	dir, ids := people(t, 1)
	w := newWorld(t, dir, nil)
	w.target.Before = func(rw http.ResponseWriter, r *http.Request, _ string) bool {
		if r.Method == http.MethodPost {
			rw.WriteHeader(http.StatusBadRequest)
		}
		return r.Method == http.MethodPost
	}
	w.cycle()
	x := w.explain(ids[0])
	if len(x.Escrows) != 1 || x.Escrows[0].Code == "" || x.Pending != "a failed operation is due to be tried again" {
		t.Errorf("got escrows %+v, pending %q", x.Escrows, x.Pending)
	}
	*w.refused() = true
	if x := w.explain(ids[0]); x.Refusal == nil || len(x.Writes) != 0 {
		t.Errorf("a target that refuses: got %+v", x)
	}
	if s := w.sim.Status(); s.Status.Quarantine != nil || s.Escrowed != 1 {
		t.Errorf("the job after explaining: got %+v, want it unchanged", s)
	}
	var unknown *simulator.OnDemandError
	if _, err := w.sim.Explain(t.Context(), "nobody", false); !errors.As(err, &unknown) {
		t.Errorf("nobody: got %v", err)
	}
}

// TestExplainUnasked: without the target there is still scope and mapping.
func TestExplainUnasked(t *testing.T) {
	dir, ids := people(t, 1)
	w := newWorld(t, dir, nil)
	x, err := w.sim.Explain(t.Context(), ids[0], false)
	if err != nil || x.Asked || len(x.Attributes) < 10 || len(w.target.Requests()) != 0 {
		t.Errorf("got %+v, %v, %d requests", x, err, len(w.target.Requests()))
	}
}
