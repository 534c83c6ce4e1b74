package history_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/server"
	"github.com/entrasim/entrasim/simulator/internal/history"
	"github.com/entrasim/entrasim/simulator/internal/scenario"
)

// liar is an endpoint that says that it has done something and has not.
type liar func(method, path, body string) bool

var liars = map[string]liar{
	"keeps members":           func(m, p, b string) bool { return m == "PATCH" && strings.Contains(p, "/Groups/") && removes(b) },
	"keeps people active":     func(m, _, b string) bool { return m == "PATCH" && strings.Contains(b, `"active"`) },
	"forgets titles":          func(m, _, b string) bool { return m == "PATCH" && strings.Contains(b, `"title"`) },
	"keeps what was purged":   func(m, p, _ string) bool { return m == "DELETE" && strings.Contains(p, "/Users/") },
	"takes nobody as manager": func(m, _, b string) bool { return m == "PATCH" && strings.Contains(b, "manager") && !removes(b) },
}

func removes(body string) bool { return strings.Contains(strings.ToLower(body), `"remove"`) }

func (l liar) around(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		if l(r.Method, r.URL.Path, string(body)) {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// TestLiars: an endpoint that lies is found out, and the scenario that comes of it fails against the reference server when that
// lies in the same way, and passes when it does not.
func TestLiars(t *testing.T) {
	for name, l := range liars {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, f := find(t, l)
			if f.Invariant != history.Converged {
				t.Errorf("got %s, want that the endpoint has not converged", f)
			}
			story, err := h.Story(t.Context(), f, &history.Endpoint{Around: l.around})
			if err != nil {
				t.Fatal(err)
			}
			if report := play(t, story, l.around); report.Passed || report.Failures[len(report.Failures)-1].Ended {
				t.Errorf("%s: the scenario passes, or cannot be played, against the same lie:\n%s\n%v", f, story, report.Failures)
			}
			honest := func(next http.Handler) http.Handler { return next }
			if report := play(t, story, honest); !report.Passed {
				t.Errorf("%s: the scenario fails against an honest server:\n%s\n%v", f, story, report.Failures)
			}
		})
	}
}

// find draws histories until one finds the endpoint out.
func find(t *testing.T, l liar) (history.History, *history.Finding) {
	t.Helper()
	draw := rapid.Custom(func(t *rapid.T) history.History { return history.Draw(t, profiles["groups"]) })
	for seed := range 500 {
		h := draw.Example(seed)
		f, err := h.Play(t.Context(), &history.Endpoint{Around: l.around})
		if err != nil {
			t.Fatal(err)
		}
		if f != nil {
			return h, f
		}
	}
	t.Fatal("500 histories, and the endpoint was not found out")
	return history.History{}, nil
}

// play plays a story against the reference server, with something around it.
func play(t *testing.T, story string, around func(http.Handler) http.Handler) scenario.Report {
	t.Helper()
	s, err := scenario.Parse("found.txtar", []byte(story))
	if err != nil {
		t.Fatal(err)
	}
	report, err := s.Play(t.Context(), scenario.Options{Server: func(ctx context.Context, now func() time.Time) (*scenario.Server, error) {
		seed := uint64(1)
		own, err := server.New(ctx, server.Config{Memory: true, Now: now, Seed: &seed})
		if err != nil {
			return nil, err
		}
		token, _, err := own.EnsureDefault(ctx)
		if err != nil {
			return nil, err
		}
		return &scenario.Server{Handler: around(own.Handler()), BasePath: own.BasePath(), Token: token, Close: own.Close}, nil
	}})
	if err != nil {
		t.Fatal(fmt.Errorf("play the scenario: %w", err))
	}
	return report
}

// TestStoryWithoutIdleFaults: a fault that never happens does not stand in the scenario, one that does happen stays.
func TestStoryWithoutIdleFaults(t *testing.T) {
	h := history.History{Steps: []history.Step{
		{Line: "change joiner: {userPrincipalName: u1@tenant.example, displayName: User 1}"},
		{Line: "change assign: {user: u1@tenant.example}"},
		{Line: "fault 7th create answer 500"},
		{Line: "fault 1st create answer 503"},
		{Line: "run 40m"},
		{Line: "fault off"},
	}}
	story, err := h.Story(t.Context(), &history.Finding{Step: 6, Expect: []string{"expect-target users 1"}}, new(history.Endpoint))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(story, "7th") || !strings.Contains(story, "1st create answer 503") {
		t.Errorf("got\n%s\nwant the 1st fault and not the 7th", story)
	}
}
