package suites_test

import (
	"errors"
	"net/http"
	"testing"

	"github.com/entrasim/entrasim/suites"
	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/report"
)

// TestHandlerIsJudgedAsOverASocket holds that a handler in this process gets the verdicts that it gets over TCP.
func TestHandlerIsJudgedAsOverASocket(t *testing.T) {
	_, socket := plain(t)
	inside := suites.Options{Handler: selftest.NewPlain(), Token: selftest.PlainToken, Seed: 7}
	socket.Profile, inside.Profile = "rfc-full", "rfc-full"
	over, err := suites.Run(t.Context(), socket)
	if err != nil {
		t.Fatal(err)
	}
	in, err := suites.Run(t.Context(), inside)
	if err != nil {
		t.Fatal(err)
	}
	verdicts := map[string]report.Verdict{}
	for _, c := range over.Checks {
		verdicts[c.ID] = c.Verdict
	}
	for _, c := range in.Checks {
		if c.Verdict != verdicts[c.ID] {
			t.Errorf("in this process %s\nover a socket it is %s", selftest.Explain(c), verdicts[c.ID])
		}
	}
	if in.Run.Target != "http://localhost" || len(in.Checks) != len(over.Checks) {
		t.Errorf("target %s, %d checks; want http://localhost and %d", in.Run.Target, len(in.Checks), len(over.Checks))
	}
}

// below serves a handler under a path.
func below(path string, h http.Handler) http.Handler { return http.StripPrefix(path, h) }

func TestHandlerBelowAPath(t *testing.T) {
	opts := suites.Options{URL: "/scim", Handler: below("/scim", selftest.NewPlain()), Token: selftest.PlainToken, Checks: []string{"AAD-001"}}
	rep, err := suites.Run(t.Context(), opts)
	if err != nil || rep.Summary.Passed != 1 || rep.Run.Target != "http://localhost/scim" {
		t.Errorf("%v, %s of %s; want one check to pass below /scim", err, rep.Summary.Line(), rep.Run.Target)
	}
	opts.Token = "wrong-token"
	_, err = suites.Run(t.Context(), opts)
	if e := new(suites.Error); !errors.As(err, &e) || e.Kind != suites.Unreachable {
		t.Errorf("error %v, want that the token is refused", err)
	}
}

// TestSessionJudgesCheckByCheck holds what a caller who decides the order gets.
func TestSessionJudgesCheckByCheck(t *testing.T) {
	p, opts := plain(t)
	opts.RunID, opts.Checks = "session", []string{"AAD-001", "AAD-026", "ROB-011"}
	opts.Filter, opts.Profile = "AAD || ROB", "entra"
	session, err := suites.Open(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	check, err := session.Judge(t.Context(), "aad-026")
	if err != nil || check.Verdict != report.Pass {
		t.Errorf("AAD-026: %v, %s", err, selftest.Explain(check))
	}
	if _, err := session.Judge(t.Context(), "AAD-002"); err == nil {
		t.Error("a check that was not selected is judged")
	}
	rep := session.Finish(t.Context())
	if len(rep.Checks) != 1 || rep.Checks[0].ID != "AAD-026" || rep.Summary.Passed != 1 || rep.Run.Interrupted {
		t.Errorf("the report has %v, %s; want the one that was judged", ids(rep), rep.Summary.Line())
	}
	if left := p.Marked("session"); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}
