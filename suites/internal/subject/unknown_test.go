package subject_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/internal/subject"
	"github.com/entrasim/entrasim/suites/report"
)

// judge runs one body against a target that answers everything the same.
func judge(t *testing.T, status int, answer string, body func(*harness.T)) report.Check {
	t.Helper()
	target := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/scim+json")
		w.WriteHeader(status)
		_, _ = w.Write([]byte(answer))
	})
	spec := harness.RFC(harness.Declaration{
		ID: "PAT-001", Title: "a check", Level: harness.Must, Ref: "7644 §3.5.2", Effect: harness.EffectRead,
		Requirement: "Something must hold.", Advice: "Make it hold.",
	}, body)
	checks, err := selftest.Run(t.Context(), target, harness.Config{}, spec)
	if err != nil {
		t.Fatal(err)
	}
	return checks[0]
}

// TestUnknownPath holds that made-up ids have the shape of real ones, and are others.
func TestUnknownPath(t *testing.T) {
	for like, shape := range map[string]string{
		"2819c223-7f76-453a-919d-413861904646": `^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`,
		"17":                                   `^[0-9]{9}$`,
		"12345678901234":                       `^[0-9]{14}$`,
		"usr_0aB9":                             `^[a-z]{3}_[0-9][a-z][A-Z][0-9]$`,
		"65f1c0ffee65f1c0ffee65f1":             `^[0-9a-z]{24}$`,
		"01HZX4T8Y0ABCDEFGHJKMNPQRS":           `^[0-9A-Z]{26}$`,
	} {
		t.Run(like, func(t *testing.T) {
			var path string
			c := judge(t, http.StatusNotFound, `{}`, func(t *harness.T) { path = subject.UnknownPath(t, "/Users", like) })
			id := strings.TrimPrefix(path, "/Users/")
			if c.Verdict != report.Pass || id == like || !regexp.MustCompile(shape).MatchString(id) {
				t.Errorf("%q is made up for %q, want another one of the shape %s", id, like, shape)
			}
		})
	}
}

func TestUnknownPathThatExists(t *testing.T) {
	c := judge(t, http.StatusOK, `{"id":"somebody"}`, func(t *harness.T) { subject.UnknownPath(t, "/Users", "17") })
	if c.Verdict != report.Error {
		t.Errorf("a made-up id that exists gives %s, want an error: nothing of others may be touched", c.Verdict)
	}
}

func TestRefused(t *testing.T) {
	const failure = `{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"400","scimType":"noTarget"}`
	for name, tc := range map[string]struct {
		status  int
		answer  string
		verdict report.Verdict
	}{
		"as it should be":  {http.StatusBadRequest, failure, report.Pass},
		"another scimType": {http.StatusBadRequest, strings.Replace(failure, "noTarget", "mutability", 1), report.Warn},
		"no scimType":      {http.StatusBadRequest, `<html>`, report.Warn},
		"another status":   {http.StatusConflict, failure, report.Fail},
		"success":          {http.StatusOK, `{}`, report.Fail},
	} {
		t.Run(name, func(t *testing.T) {
			c := judge(t, tc.status, tc.answer, func(t *harness.T) { subject.Refused(t, t.Get("/Users/17"), "noTarget") })
			if c.Verdict != tc.verdict {
				t.Errorf("%s, want %s: %s", c.Verdict, tc.verdict, selftest.Explain(c))
			}
		})
	}
}
