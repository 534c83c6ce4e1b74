package simulator_test

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"

	"github.com/entrasim/entrasim/simulator"
)

// onDemand provisions on demand and expects no error.
func (w *world) onDemand(ref string, members ...string) simulator.OnDemandReport {
	w.t.Helper()
	r, err := w.sim.ProvisionOnDemand(w.t.Context(), ref, members...)
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

// brief is what happened, shortly: the phases in order, the result and the action.
func brief(r simulator.OnDemandReport) string {
	var phases []string
	for _, s := range r.Steps {
		if p := string(s.Phase); len(phases) == 0 || phases[len(phases)-1] != p {
			phases = append(phases, p)
		}
	}
	names := map[string]string{
		string(simulator.PhaseImport): "import", string(simulator.PhaseMatch): "match", string(simulator.PhaseScope): "scope",
		string(simulator.PhaseAction): "action", string(simulator.PhaseConnection): "connection",
	}
	for i, p := range phases {
		phases[i] = names[p]
	}
	return fmt.Sprintf("%s: %s %s", strings.Join(phases, ", "), r.Result, r.Action)
}

// sent lists the requests of a report that are not of the connection test.
func sent(r simulator.OnDemandReport) []string {
	var list []string
	for _, x := range r.Exchanges {
		if !strings.HasPrefix(string(x.Kind), "probe") {
			list = append(list, strings.TrimSpace(x.Method+" "+x.Target+" "+x.RequestBody))
		}
	}
	return list
}

// TestOnDemandUser goes through the outcomes for a user (engine §7).
func TestOnDemandUser(t *testing.T) {
	const ada = "ada@x.example"
	for name, tt := range map[string]struct {
		before  func(w *world, id string)
		dials   map[string]string
		want    string
		writes  int
		lookups int
	}{
		"created":        {want: "import, scope, action: Success create", writes: 1, lookups: 1},
		"already there":  {before: func(w *world, _ string) { w.cycle() }, want: "import, match, scope, action: Skipped other"},
		"changed":        {before: func(w *world, id string) { w.cycle(); w.must(w.dir.SetAttr(id, "jobTitle", "Captain")) }, want: "import, match, scope, action: Success update", writes: 1},
		"unassigned":     {before: func(w *world, id string) { w.cycle(); w.must(w.dir.Unassign(id)) }, want: "import, match, scope, action: Success disable", writes: 1},
		"never assigned": {before: func(w *world, id string) { w.must(w.dir.Unassign(id)) }, want: "import, scope, action: Skipped other", lookups: 1},
		"never assigned, scope first": {
			before: func(w *world, id string) { w.must(w.dir.Unassign(id)) },
			dials:  map[string]string{"on-demand-order": "scope-first"}, want: "import, scope, action: Skipped other",
		},
		"scope first": {dials: map[string]string{"on-demand-order": "scope-first"}, want: "import, scope, action: Success create", writes: 1, lookups: 1},
		"not assigned, but there is such an account": {
			before: func(w *world, id string) {
				w.must(w.dir.Unassign(id))
				w.target.Add("Users", map[string]string{"userName": ada, "active": "true"})
			},
			want: "import, match, scope, action: Skipped other", lookups: 1,
		},
		"joined": {
			before: func(w *world, _ string) { w.target.Add("Users", map[string]string{"userName": ada, "active": "true"}) },
			want:   "import, match, scope, action: Success update", writes: 1, lookups: 1,
		},
		"refused": {
			before: func(w *world, _ string) {
				w.target.Before = func(rw http.ResponseWriter, r *http.Request, _ string) bool {
					if r.Method == http.MethodPost {
						rw.WriteHeader(http.StatusBadRequest)
					}
					return r.Method == http.MethodPost
				}
			},
			want: "import, scope, action: Failure create", writes: 1, lookups: 1,
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := simulator.NewDirectory()
			id, err := dir.AddUser(simulator.User{UserPrincipalName: ada, DisplayName: "Ada"})
			if err != nil {
				t.Fatal(err)
			}
			w := newWorld(t, dir, func(c *simulator.Config) { c.Dials = tt.dials })
			w.must(dir.Assign(id))
			if tt.before != nil {
				tt.before(w, id)
			}
			status := w.sim.Status()
			w.target.Forget()
			r := w.onDemand(ada)
			if got := brief(r); got != tt.want {
				t.Errorf("got %s\nwant %s\nsteps %+v", got, tt.want, r.Steps)
			}
			lookups := 0
			for _, x := range w.target.Requests() {
				if strings.Contains(x.URI, "ada") {
					lookups++
				}
			}
			if n := len(w.target.Writes()); n != tt.writes || lookups != tt.lookups {
				t.Errorf("requests: got %d writes and %d lookups, want %d and %d: %v", n, lookups, tt.writes, tt.lookups, sent(r))
			}
			if !strings.Contains(w.log.String(), r.Records[0].ID) {
				t.Error("the provisioning log knows nothing about it")
			}
			after := w.sim.Status()
			if after.Escrowed != 0 || after.Cycles != status.Cycles || after.Status.Code != status.Status.Code {
				t.Errorf("status: got %+v, want the job as it was", after)
			}
		})
	}
}

// TestOnDemandIgnoresTheFlag is quirk Q51.
func TestOnDemandIgnoresTheFlag(t *testing.T) {
	dir, ids := people(t, 1)
	w := newWorld(t, dir, func(c *simulator.Config) { c.URL += "?aadOptscim062020" })
	w.cycle()
	w.must(dir.Unassign(ids[0]))
	r := w.onDemand(ids[0])
	if got := sent(r); len(got) != 2 || !strings.Contains(got[1], `{"op":"Replace","path":"active","value":"False"}`) {
		t.Errorf("requests: got %v, want the disable in the shape without the flag", got)
	}
	w.must(dir.Assign(ids[0]))
	if w.cycle(); !strings.Contains(w.target.Writes()[len(w.target.Writes())-1], `"op":"replace"`) {
		t.Errorf("the next cycle: got %v, want the flag to hold again", w.target.Writes())
	}
}

// TestOnDemandGroup: a group with some of its members; the next cycle completes it.
func TestOnDemandGroup(t *testing.T) {
	dir, ids := people(t, 4)
	w := newWorld(t, dir, nil)
	w.cycle()
	crew, err := dir.AddGroup(simulator.Group{DisplayName: "Crew", Members: ids[:3]})
	if err != nil {
		t.Fatal(err)
	}
	w.must(dir.Assign(crew))
	w.target.Forget()
	r := w.onDemand("Crew", "u0@x.example", ids[1], ids[3])
	if got, want := brief(r), "import, scope, action: Success create"; got != want {
		t.Errorf("got %s, want %s: %+v", got, want, r.Steps)
	}
	group, _ := w.target.Find("Groups", "Crew")
	if len(group.Members) != 2 {
		t.Errorf("members: got %v, want the two who were chosen and belong to the group", group.Members)
	}
	if len(r.Records) != 2 || len(r.Modified) < 3 {
		t.Errorf("records: got %d with %v, want one of the group and one of its members", len(r.Records), r.Modified)
	}
	w.cycle()
	if group, _ = w.target.Find("Groups", "Crew"); len(group.Members) != 3 {
		t.Errorf("members after the next cycle: got %v, want all three", group.Members)
	}
	w.must(dir.RemoveMember(crew, ids[0]))
	w.onDemand("Crew", ids[0])
	if group, _ = w.target.Find("Groups", "Crew"); len(group.Members) != 2 {
		t.Errorf("members after a removal on demand: got %v, want two", group.Members)
	}
}

// TestOnDemandUnresolved: members who are not in the target are reported; the group is provisioned without them.
func TestOnDemandUnresolved(t *testing.T) {
	dir, ids := people(t, 2)
	w := newWorld(t, dir, nil)
	crew, err := dir.AddGroup(simulator.Group{DisplayName: "Crew", Members: ids})
	if err != nil {
		t.Fatal(err)
	}
	w.must(dir.Assign(crew))
	r := w.onDemand("Crew", ids...)
	if r.Action != "create" || r.Result != simulator.OnDemandSuccess && r.Result != simulator.OnDemandWarning {
		t.Errorf("got %s", brief(r))
	}
	if !slices.ContainsFunc(r.Steps, func(s simulator.OnDemandStep) bool { return strings.Contains(s.Description, "unable to assign") }) {
		t.Errorf("steps: got %+v, want that the members could not be assigned", r.Steps)
	}
	w.cycle()
	if group, _ := w.target.Find("Groups", "Crew"); len(group.Members) != 2 {
		t.Errorf("members after the first cycle: got %v, want both", group.Members)
	}
}

// TestOnDemandLimits: what cannot be chosen.
func TestOnDemandLimits(t *testing.T) {
	dir, ids := people(t, 8)
	w := newWorld(t, dir, nil)
	w.must(dir.Disable(ids[0]))
	w.must(dir.SoftDelete(ids[1]))
	inner, err := dir.AddGroup(simulator.Group{DisplayName: "Inner"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := dir.AddGroup(simulator.Group{DisplayName: "Outer", Members: []string{inner}}); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		args     []string
		notFound bool
		want     string
	}{
		"disabled":             {ids[:1], true, "disabled"},
		"deleted":              {ids[1:2], true, "recycle bin"},
		"deleted, by name":     {[]string{"u1@x.example"}, true, "recycle bin"},
		"nobody":               {[]string{"nobody@x.example"}, true, "nobody@x.example"},
		"members of a user":    {ids[2:4], false, "no members"},
		"six members":          {append([]string{"Inner"}, ids[2:8]...), false, "5 are the most"},
		"a group as a member":  {[]string{"Outer", "Inner"}, false, "Inner"},
		"a member who is none": {[]string{"Outer", "nobody@x.example"}, false, "nobody@x.example"},
	} {
		_, err := w.sim.ProvisionOnDemand(t.Context(), tt.args[0], tt.args[1:]...)
		var refused *simulator.OnDemandError
		if !errors.As(err, &refused) || refused.Hint() == "" || !strings.Contains(err.Error(), tt.want) || errors.Is(err, simulator.ErrNotFound) != tt.notFound {
			t.Errorf("%s: got %v, want an OnDemandError with a hint that says %q, not found: %t", name, err, tt.want, tt.notFound)
		}
	}
	if n := len(w.target.Requests()); n != 0 {
		t.Errorf("requests: got %d, want none", n)
	}
}

// TestOnDemandConnection: the first step shows only when it fails; the job does not go into quarantine for it.
func TestOnDemandConnection(t *testing.T) {
	dir, ids := people(t, 1)
	w := newWorld(t, dir, nil)
	*w.refused() = true
	r, err := w.sim.ProvisionOnDemand(t.Context(), ids[0])
	var failed *simulator.CycleError
	if !errors.As(err, &failed) || brief(r) != "connection: Failure " || len(r.Exchanges) != 1 || r.Status.Error.Code == "" {
		t.Errorf("got %s, %v, want the connection to fail, with its exchange", brief(r), err)
	}
	if s := w.sim.Status(); s.Status.Quarantine != nil {
		t.Errorf("quarantine: got %+v, want none", s.Status.Quarantine)
	}
}

// TestOnDemandWhilePaused: the job need not be started.
func TestOnDemandWhilePaused(t *testing.T) {
	dir, ids := people(t, 2)
	w := newWorld(t, dir, nil)
	w.must(w.sim.Pause(t.Context()))
	if r := w.onDemand(ids[0]); r.Action != "create" {
		t.Errorf("got %s, want the user created", brief(r))
	}
	first := w.onDemand(ids[1]).Records[0].ID
	if second := w.onDemand(ids[1]).Records[0].ID; first == second {
		t.Errorf("two runs about the same user have the record id %s", first)
	}
	w.must(w.sim.Start(t.Context()))
	if r := w.cycle(); r.Kind != simulator.Initial || r.Number != 1 || r.Counts.Created != 0 || r.Counts.Skipped != 2 {
		t.Errorf("first cycle: got %+v, want the initial one, with nothing to create", r)
	}
}

// TestOnDemandAnswer is Graph's form A.
func TestOnDemandAnswer(t *testing.T) {
	dir, ids := people(t, 1)
	w := newWorld(t, dir, nil)
	answer, err := w.onDemand(ids[0]).Graph()
	w.must(err)
	if answer.Key != `{"result":"Success","details":{}}` {
		t.Errorf("key: got %s", answer.Key)
	}
	var v struct {
		Action     string
		Reportable string                                `json:"reportableIdentifier"`
		Steps      []struct{ Name, Type, Status string } `json:"provisioningSteps"`
		Target     struct{ ID string }                   `json:"targetIdentity"`
		Status     struct{ Status string }               `json:"statusInfo"`
	}
	w.must(json.Unmarshal([]byte(answer.Value), &v, json.MatchCaseInsensitiveNames(true)))
	if v.Action != "Create" || v.Reportable != "u0@x.example" || v.Target.ID == "" || v.Status.Status != "Success" || v.Steps[0].Type != "Import" {
		t.Errorf("value: got %s", answer.Value)
	}
	answer, err = w.onDemand(ids[0]).Graph()
	w.must(err)
	if !strings.Contains(answer.Key, `"result":"Skipped","details":{"errorCode":"RedundantExport"`) {
		t.Errorf("key of a skip: got %s", answer.Key)
	}
}
