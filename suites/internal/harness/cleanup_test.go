package harness_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/report"
)

// plain makes the session speak to a Plain provider.
func plain(c *harness.Config) { c.Token = selftest.PlainToken }

func TestCheckCleansUpAfterItself(t *testing.T) {
	for name, body := range map[string]func(*harness.T){
		"passes":   func(c *harness.T) { c.Group(c.User(nil), c.User(nil)) },
		"fails":    func(c *harness.T) { c.Group(c.User(nil)); c.Fail("no", "", "") },
		"panics":   func(c *harness.T) { c.User(nil); panic("oops") },
		"own data": func(c *harness.T) { c.Own("Users", "userName", "somebody-3@elsewhere.example") },
	} {
		t.Run(name, func(t *testing.T) {
			target := selftest.NewPlain()
			play(t, target, plain, harness.Check(declare("TST-001", harness.Must), body))
			if left := target.Marked("test"); len(left) > 0 {
				t.Errorf("left behind: %q", left)
			}
		})
	}
}

// TestLostAnswerIsCleanedUp loses the answer to every create: the target has the user, the check never learns the id.
func TestLostAnswerIsCleanedUp(t *testing.T) {
	target := selftest.NewPlain()
	losing := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			target.ServeHTTP(httptest.NewRecorder(), r)
			panic(http.ErrAbortHandler)
		}
		target.ServeHTTP(w, r)
	})
	checks, _, _ := play(t, losing, plain, harness.Check(declare("TST-001", harness.Must), func(c *harness.T) { c.User(nil) }))
	if checks[0].Verdict != report.Error {
		t.Errorf("the verdict is %q, want error", checks[0].Verdict)
	}
	if left := target.Marked("test"); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

// TestWhatCannotBeDeletedIsNamed has a target that refuses every DELETE.
func TestWhatCannotBeDeletedIsNamed(t *testing.T) {
	target := selftest.NewPlain()
	keeping := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodDelete {
			w.WriteHeader(http.StatusNotImplemented)
			return
		}
		target.ServeHTTP(w, r)
	})
	_, session, _ := play(t, keeping, plain, harness.Check(declare("TST-001", harness.Must), func(c *harness.T) { c.User(nil) }))
	notes := strings.Join(session.Notes(), "\n")
	if !strings.Contains(notes, "es-test-tst001-1@entrasim.example") || !strings.Contains(notes, "501") {
		t.Errorf("the notes are %q, want name and status of what was left behind", notes)
	}
}

// TestIgnoredFilterDeletesNobody has a target whose filter returns everybody: looking for a lost user must not hit others.
func TestIgnoredFilterDeletesNobody(t *testing.T) {
	target := selftest.NewPlain()
	deleted := 0
	ignoring := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.URL.RawQuery = ""
		if r.Method == http.MethodDelete {
			deleted++
		}
		target.ServeHTTP(w, r)
	})
	play(t, ignoring, plain, harness.Check(declare("TST-001", harness.Must), func(c *harness.T) {
		c.Own("Users", "userName", c.Name(harness.Domain))
	}))
	if deleted > 0 {
		t.Errorf("%d resources of other people were deleted", deleted)
	}
}

// TestInterruptedRunCleansUp cancels the run while a check is in the middle of its work.
func TestInterruptedRunCleansUp(t *testing.T) {
	target := selftest.NewPlain()
	ctx, cancel := withCancel(t)
	checks, _, _ := play(t, target, func(c *harness.Config) { plain(c); c.Cancelled = ctx },
		harness.Check(declare("TST-001", harness.Must), func(c *harness.T) {
			c.User(nil)
			cancel()
			c.Get("/Users")
		}),
		harness.Check(declare("TST-002", harness.Must), func(*harness.T) {}))
	if checks[0].Verdict != report.Error || checks[1].Verdict != report.Skipped {
		t.Errorf("verdicts are %q and %q, want error and skipped", checks[0].Verdict, checks[1].Verdict)
	}
	if left := target.Marked("test"); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

// TestEndlessAnswer has a target that never stops sending.
func TestEndlessAnswer(t *testing.T) {
	endless := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		chunk := strings.Repeat("x", 1<<20)
		for {
			if _, err := io.WriteString(w, chunk); err != nil {
				return
			}
		}
	})
	checks, _, _ := play(t, endless, nil, harness.Check(declare("TST-001", harness.Must), func(c *harness.T) { c.Get("/Users") }))
	if checks[0].Verdict != report.Error {
		t.Errorf("the verdict is %q, want error", checks[0].Verdict)
	}
}
