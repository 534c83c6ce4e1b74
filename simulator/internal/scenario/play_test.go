package scenario_test

import (
	"context"
	"errors"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/scenario"
)

// crew is a directory for the stories below.
const crew = `-- people.yaml --
tenant: harbour.example
users:
  - {userPrincipalName: ada@harbour.example, displayName: Ada}
  - {userPrincipalName: ben@harbour.example, displayName: Ben}
groups:
  - {displayName: Crew, members: [ada@harbour.example]}
assignments:
  - {group: Crew}
`

// TestFailures: every kind of expectation can fail, and says in which line, what was wanted and what there was.
func TestFailures(t *testing.T) {
	tests := map[string]struct {
		script    string
		line      int
		want, got string
		ended     bool
	}{
		"requests":            {"cycle\nexpect-requests r.txt of=Crew writes", 3, "- (nothing)\n", "+ POST /Groups -> 201\n", false},
		"no requests":         {"cycle\nexpect-requests none writes", 3, "- (nothing)\n", "+ POST /Users -> 201\n", false},
		"log":                 {"cycle\nexpect-log ada@harbour.example disable success", 3, "disable success", "ada@harbour.example create success", false},
		"log about nobody":    {"cycle\nexpect-log eva@harbour.example create success", 3, "eva@", "nothing about eva@harbour.example", false},
		"empty log":           {"cycle\ncycle\nexpect-log ada@harbour.example create success", 4, "create", "an empty log", false},
		"changed":             {"cycle\nexpect-log ada@harbour.example create success changed=title", 3, "changed=title", "changed=active,displayName", false},
		"too often":           {"cycle\nexpect-log ada@harbour.example create success times=2", 3, "create", "create success", false},
		"no log":              {"cycle\nexpect-log none", 3, "none", "create success", false},
		"no log about":        {"cycle\nexpect-log ada@harbour.example none", 3, "none", "create success", false},
		"value":               {"cycle\nexpect-target user ada@harbour.example displayName=Adah", 3, "Adah", "Ada", false},
		"no value":            {"cycle\nexpect-target user ada@harbour.example title=Captain", 3, "Captain", "(none)", false},
		"members":             {"cycle\nexpect-target group Crew members=ben@harbour.example", 3, "ben@", "ada@harbour.example", false},
		"absent":              {"cycle\nexpect-target user ada@harbour.example absent", 3, "absent", "1 of them", false},
		"there":               {"cycle\nexpect-target user ben@harbour.example active=true", 3, "1", "0", false},
		"number":              {"cycle\nexpect-target users 2", 3, "2", "1 ada@harbour.example", false},
		"state":               {"cycle\nexpect-state created=3", 3, "3", "2", false},
		"quarantine":          {"cycle\nexpect-state quarantine=TooManyDeletes", 3, "TooManyDeletes", "none", false},
		"on demand":           {"on-demand ada@harbour.example result=Skipped", 2, "Skipped", "Success", false},
		"refused on demand":   {"on-demand eva@harbour.example", 2, "Success", "Refused (", false},
		"failure that wasn't": {"cycle fails", 2, "a failure", "success", false},
		"other failure":       {"fault every probe answer 401\ncycle fails Timeout", 3, "Timeout", "CredentialValidationFailure", false},
		"cycle that ran":      {"cycle refused", 2, "paused or disabled", "a cycle", false},
		"failed cycle":        {"fault every probe answer 401\ncycle\nexpect-target users 9", 3, "", "", true},
		"unused fault":        {"fault 9th create reset\ncycle", 3, "", "", false},
		"refused change":      {"cycle\nchange disable eva@harbour.example", 3, "", "", true},
		"refused schedule":    {"at +1m disable eva@harbour.example\ncycle\nadvance 5m\ncycle", 5, "", "", false},
		"in the past":         {"cycle\nadvance 2h\nat +1h disable ada@harbour.example", 4, "", "", true},
		"late directory":      {"cycle\ndirectory small", 3, "", "", true},
		"nothing held back":   {"cycle\napprove", 3, "", "", true},
		"mapping":             {"map user id [objectId]\ncycle", 2, "", "", true},
		"unmapped already":    {"unmap user costBand", 2, "", "", true},
		"two of a name":       {"cycle\ntarget delete user eva@harbour.example", 3, "", "", true},
		"refused by target":   {"cycle\ntarget create user {\"userName\": \"ada@harbour.example\"}", 3, "", "", true},
		"defect":              {"server defect gremlins", 2, "", "", true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			report := play(t, "story.txtar", "directory people.yaml\n"+test.script+"\n"+crew+"-- r.txt --\n")
			if report.Passed || len(report.Failures) != 1 {
				t.Fatalf("got passed %v with %v, want one failure", report.Passed, report.Failures)
			}
			f := report.Failures[0]
			text := f.String()
			if f.Line != test.line || f.Ended != test.ended || f.Step == "" || f.What == "" {
				t.Errorf("got %+v, want line %d, ended %v", f, test.line, test.ended)
			}
			if !strings.Contains(text, test.want) || !strings.Contains(text, test.got) {
				t.Errorf("got %s\nwant it to hold %q and %q", text, test.want, test.got)
			}
		})
	}
}

// TestUpdate: what is sent is written into the file, and then the file is right.
func TestUpdate(t *testing.T) {
	text := "directory people.yaml\ncycle\nexpect-requests first.txt of=Crew\n" + crew
	s, err := scenario.Parse("story.txtar", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	report, err := s.Play(t.Context(), scenario.Options{Server: reference, Update: true})
	if err != nil || !report.Passed || report.Updated == nil {
		t.Fatalf("update: got %+v, %v", report, err)
	}
	if updated := string(report.Updated); !strings.HasPrefix(updated, text) || !strings.Contains(updated, "-- first.txt --\nGET /Groups?") {
		t.Errorf("updated file:\n%s", updated)
	}
	if report := play(t, "story.txtar", string(report.Updated)); !report.Passed {
		t.Errorf("the updated file: got %v, want it to pass", report.Failures)
	}
	if s, err = scenario.Parse("story.txtar", report.Updated); err != nil {
		t.Fatal(err)
	}
	if report, err := s.Play(t.Context(), scenario.Options{Server: reference, Update: true}); err != nil || report.Updated != nil {
		t.Errorf("update again: got %q, %v, want no change", report.Updated, err)
	}
}

// TestMissingSection: without an update it is said how to come by one.
func TestMissingSection(t *testing.T) {
	report := play(t, "story.txtar", "cycle\nexpect-requests first.txt\n")
	if len(report.Failures) != 1 || !strings.Contains(report.Failures[0].Remedy, "--update") {
		t.Errorf("got %v, want one failure that names --update", report.Failures)
	}
}

// TestOtherEndpoint: a scenario is played against any endpoint, unless it changes the reference server.
func TestOtherEndpoint(t *testing.T) {
	own, err := reference(t.Context(), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(own.Handler)
	t.Cleanup(func() {
		srv.Close()
		if err := own.Close(); err != nil {
			t.Error(err)
		}
	})
	options := scenario.Options{URL: srv.URL + own.BasePath + "/", Token: own.Token}
	for text, skipped := range map[string]bool{
		"directory people.yaml\ncycle\nexpect-target users 1\nsetting flag on\nchange disable ada@harbour.example\ncycle\nexpect-target user ada@harbour.example active=false\n" + crew: false,
		"server mood strict\ncycle\n": true,
	} {
		s, err := scenario.Parse("story.txtar", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		report, err := s.Play(t.Context(), options)
		if err != nil || (report.Skipped != "") != skipped || report.Passed == skipped {
			t.Errorf("%s: got %+v, %v; want skipped %v", text, report, err, skipped)
		}
	}
}

func TestNoEndpoint(t *testing.T) {
	s, err := scenario.Parse("story.txtar", []byte("cycle\n"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Play(t.Context(), scenario.Options{}); err == nil || !strings.Contains(err.Error(), "neither a server") {
		t.Errorf("got %v, want an error", err)
	}
	broken := errors.New("no disk")
	factory := func(context.Context, func() time.Time) (*scenario.Server, error) { return nil, broken }
	if _, err := s.Play(t.Context(), scenario.Options{Server: factory}); !errors.Is(err, broken) {
		t.Errorf("got %v, want the server's error", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Play(ctx, scenario.Options{Server: reference}); !errors.Is(err, context.Canceled) {
		t.Errorf("after the end of the context: got %v, want context.Canceled", err)
	}
}
