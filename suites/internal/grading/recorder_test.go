package grading_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator"
	"github.com/entrasim/entrasim/suites/internal/grading"
	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/report"
)

func TestRecorderPassesOnAndKeeps(t *testing.T) {
	next := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.Header().Set("ETag", `"1"`)
		w.WriteHeader(http.StatusCreated)
		_, _ = w.Write(append([]byte("got "), body...))
	})
	recorder := grading.Record(next, grading.Options{Base: "/scim", Now: clock()})
	for _, target := range []string{"/scim/Users?a=b", "/other"} {
		rec := httptest.NewRecorder()
		recorder.ServeHTTP(rec, httptest.NewRequest(http.MethodPost, target, strings.NewReader("body")))
		if rec.Code != http.StatusCreated || rec.Body.String() != "got body" {
			t.Errorf("POST %s was answered %d %q, want the server's own answer", target, rec.Code, rec.Body)
		}
	}
	kept := recorder.Exchanges()
	if len(kept) != 1 {
		t.Fatalf("%d exchanges were kept, want the one below the base path", len(kept))
	}
	if e := kept[0]; e.Path != "/Users" || e.RawQuery != "a=b" || string(e.Body) != "body" || string(e.Answer) != "got body" || e.Status != 201 || e.AnswerHeader.Get("ETag") != `"1"` {
		t.Errorf("kept %+v", e)
	}
}

func TestRecorderProvokes(t *testing.T) {
	recorder := grading.Record(http.NotFoundHandler(), grading.Options{Now: clock(), Provoke: grading.Provoke{Throttle: true, Fault: true, Sensitive: true}})
	send := func(method, target string) int {
		rec := httptest.NewRecorder()
		recorder.ServeHTTP(rec, httptest.NewRequest(method, target, strings.NewReader("{}")))
		return rec.Code
	}
	var got []int
	for range 6 {
		got = append(got, send(http.MethodGet, "/Users/1"))
	}
	for range 5 {
		got = append(got, send(http.MethodPatch, "/Users/1"))
	}
	got = append(got, send(http.MethodGet, "/Users?filter=userName+eq+%22m%22"))
	want := []int{404, 404, 404, 404, 429, 404, 404, 503, 503, 404, 404, 400}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("answered %v, want %v", got, want)
		}
	}
	for i, e := range recorder.Exchanges() {
		if e.Provoked != (want[i] != 404) {
			t.Errorf("exchange %d, answered %d, is marked as provoked: %t", i, e.Status, e.Provoked)
		}
	}
}

// TestOurOwnClient grades the simulator, which acts a client with known ways of its own: these are noted, and no MUST is
// violated. The clock is the simulator's, so that its waits count as long as they are meant to be.
func TestOurOwnClient(t *testing.T) {
	for name, tc := range map[string]struct {
		query string
		warns string // ids, by the quirks of Entra
	}{
		"default": {"", "CLI-001 CLI-002 CLI-005 CLI-006 CLI-007 CLI-010"},
		"flagged": {"?aadOptscim062020", "CLI-001 CLI-002 CLI-010"},
	} {
		t.Run(name, func(t *testing.T) {
			var sim *simulator.Simulator
			recorder := grading.Record(selftest.NewPlain(), grading.Options{
				Now: func() time.Time { return sim.Now() }, Provoke: grading.Provoke{Throttle: true, Fault: true},
			})
			target := httptest.NewServer(recorder)
			defer target.Close()
			dir := simulator.NewDirectoryWith(simulator.DirectoryOptions{Tenant: "entrasim.example"})
			var err error
			sim, err = simulator.New(simulator.Config{URL: target.URL + tc.query, Token: selftest.PlainToken, Directory: dir, Seed: 7, Dials: oneAtATime})
			if err != nil {
				t.Fatal(err)
			}
			defer sim.Close()
			live(t, sim, dir)
			for _, c := range grading.Judge(recorder.Exchanges(), grading.Redact{Token: selftest.PlainToken}) {
				switch noted := strings.Contains(tc.warns, c.ID); {
				case c.Verdict == report.Fail:
					t.Errorf("%s fails: %s (%s, got %s)", c.ID, c.Reason, c.Where, c.Got)
				case c.Verdict == report.Warn && !noted:
					t.Errorf("%s is noted, which is no known way of Entra: %s (%s, got %s)", c.ID, c.Reason, c.Where, c.Got)
				case c.Verdict == report.Pass && noted:
					t.Errorf("%s passes, and is a known way of Entra that ought to be noted", c.ID)
				}
			}
		})
	}
}

// oneAtATime, so that what is provoked always hits the same request.
var oneAtATime = map[string]string{"concurrency": "1"}

// live is some days in the life of an application: people join, change, leave, in a group and out of it.
func live(t *testing.T, sim *simulator.Simulator, dir *simulator.Directory) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	var people []string
	for _, name := range []string{"ada", "ben", "cleo", "dora"} {
		id, err := dir.AddUser(simulator.User{UserPrincipalName: name + "@entrasim.example", DisplayName: name, Mail: name + "@entrasim.example"})
		must(err)
		must(dir.Assign(id))
		people = append(people, id)
	}
	group, err := dir.AddGroup(simulator.Group{DisplayName: "Yard", Members: people[:2]})
	must(err)
	must(dir.Assign(group))
	for _, change := range []func(){
		func() {},
		func() { must(dir.RemoveMember(group, people[0])); must(dir.Disable(people[1])) },
		func() { must(dir.Unassign(people[2])) },
		func() {},
		func() {},
	} {
		change()
		if _, err := sim.RunCycle(t.Context()); err != nil {
			t.Fatal(err)
		}
		sim.Advance(24 * time.Hour)
	}
}

// clock goes on by a millisecond each time somebody looks.
func clock() func() time.Time {
	at := began
	return func() time.Time {
		at = at.Add(time.Millisecond)
		return at
	}
}
