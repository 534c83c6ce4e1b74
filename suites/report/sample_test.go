package report_test

import (
	"time"

	"github.com/entrasim/entrasim/suites/report"
)

// hostile is what a target may put into an answer: markup, the end of a CDATA section, control characters, broken UTF-8.
const hostile = "<b>&\"']]>\x1b[31m\x00\xff\u202e"

// began is when the sample was made.
var began = time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)

// sample has a check of every verdict.
func sample() report.Report {
	check := func(id string, v, rfc report.Verdict) report.Check {
		return report.Check{
			ID: id, Area: id[:3], Title: "title of " + id, Level: "MUST (Entra)", Ref: "Entra guide", Effect: "write", Requirement: "It must.",
			Verdict: v, RFCVerdict: rfc, DurationMS: 12,
		}
	}
	fail := check("AAD-002", report.Fail, report.Pass)
	fail.RFCLevel, fail.Gate, fail.Reason, fail.Where = "MUST", "patch", "it does not: "+hostile, "GET /Users/1 → active"
	fail.Allowed, fail.Got, fail.Advice, fail.Location = []string{"200 OK", "204 No Content"}, hostile, "Do better.", "entra/active.go:1"
	fail.Remarks = []string{"slow"}
	fail.Exchanges = []report.Exchange{
		{Method: "GET", URL: "http://127.0.0.1/Users", DurationMS: 3, Error: "connection refused"},
		{
			Purpose: "arrange", Method: "PATCH", URL: "http://127.0.0.1/Users/1", Status: 500, DurationMS: 3,
			Request:  report.Message{Headers: []report.Header{{Name: "Authorization", Value: "Bearer ***"}}, Body: `{"a":1}`},
			Response: &report.Message{Headers: []report.Header{{Name: "Content-Type", Value: "text/html"}}, Body: hostile, Truncated: true},
		},
	}
	fail.Decisive = 2
	failed := check("AAD-007", report.Error, report.Error)
	failed.Reason = "no answer"
	skipped := check("LIF-001", report.Skipped, "")
	skipped.Reason = "because not: a user can be created"
	skipped.HeldBack = &report.Obstacle{Need: "a user can be created", Reason: "the status is wrong", Where: "POST /Users", Got: "500"}
	skippedToo := check("LIF-002", report.Skipped, "")
	skippedToo.Reason, skippedToo.HeldBack = skipped.Reason, skipped.HeldBack
	unsupported := check("AAD-005", report.NotSupported, report.NotSupported)
	unsupported.Reason = "no groups"
	warn := check("AAD-006", report.Warn, report.Pass)
	warn.Reason = "met in a tolerated form: 200"
	warn.Exchanges = []report.Exchange{
		{Method: "POST", URL: "http://127.0.0.1/Users", Status: 200, Request: report.Message{Body: `{"userName":"a"}`}},
		{Method: "GET", URL: "http://127.0.0.1/Users", Status: 200},
		{Method: "GET", URL: "http://127.0.0.1/Users/1", Status: 200},
	}
	warn.Decisive = 3
	checks := []report.Check{
		check("AAD-001", report.Pass, report.Pass), fail, check("AAD-004", report.Note, report.Note), unsupported, warn, failed, skipped, skippedToo,
	}
	return report.Complete(report.Report{
		Run: report.Run{
			Tool: "entrasim", Version: "v0", GoVersion: "go1.26", Target: "http://127.0.0.1", Profile: "entra", Seed: 7, RunID: "abc",
			Started: began, DurationMS: 1234, Command: "entrasim conform --url http://127.0.0.1", Config: []report.Setting{{Name: "seed", Value: "7"}},
		},
		Notes: []string{"a note"}, Checks: checks, Discovery: []report.Exchange{
			{Method: "GET", URL: "http://127.0.0.1/Schemas", Status: 200, Protocol: "HTTP/1.1", Started: began, Response: &report.Message{Body: `{"b":[2,1],"meta":{}}`}},
			{Method: "GET", URL: "http://127.0.0.1/ResourceTypes", Error: "reset"},
		},
	})
}
