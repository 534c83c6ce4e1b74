package report_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/suites/report"
)

// writers are all forms of a report.
var writers = map[string]func(io.Writer, report.Report) error{
	"console": func(w io.Writer, r report.Report) error { return report.Console(w, r, report.ConsoleOptions{}) },
	"verbose": func(w io.Writer, r report.Report) error {
		return report.Console(w, r, report.ConsoleOptions{Verbose: true})
	},
	"JSON":        report.JSON,
	"JUnit":       report.JUnit,
	"HTML":        report.HTML,
	"Markdown":    report.Markdown,
	"SARIF":       report.SARIF,
	"HAR":         report.HAR,
	"annotations": report.Annotations,
	"SVG badge":   report.SVGBadge,
	"shields":     report.ShieldsBadge,
	"baseline":    func(w io.Writer, r report.Report) error { return report.WriteBaseline(w, r, "r", "") },
}

func written(t *testing.T, name string, r report.Report) string {
	t.Helper()
	var b bytes.Buffer
	if err := writers[name](&b, r); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return b.String()
}

// odd are reports beside the sample that every writer has to cope with.
func odd(t *testing.T) map[string]report.Report {
	interrupted := sample()
	interrupted.Run.Interrupted = true
	panicked := sample()
	panicked.Checks[5].Reason = "the check itself panicked: runtime error: index out of range\ngoroutine 7 [running]:\nmain.main()\n\t/x.go:1"
	bare := report.Report{Checks: []report.Check{{ID: "AAD-001", Area: "AAD", Verdict: report.Fail, Decisive: 1, Exchanges: []report.Exchange{{}}}}}
	all := sample()
	for i := range all.Checks {
		c := &all.Checks[i]
		c.Title, c.Requirement, c.Ref, c.Level, c.Gate = hostile, hostile, hostile, hostile, hostile
		c.Reason, c.Where, c.Got, c.Advice, c.Location = hostile, hostile, hostile, hostile, hostile
		c.Allowed, c.Remarks = []string{hostile, "```\n# h"}, []string{hostile, "::error::x\n##vso[task.setvariable]y"}
		ex := report.Exchange{
			Purpose: hostile, Method: hostile, URL: hostile, Status: 200, Protocol: hostile, Request: report.Message{Body: hostile, Headers: []report.Header{{Name: hostile, Value: hostile}}},
			Response: &report.Message{Body: hostile + "\n::set-env name=A::b\n##[error]x", Headers: []report.Header{{Name: hostile, Value: hostile}}},
		}
		c.Exchanges, c.Decisive = append(c.Exchanges, ex), len(c.Exchanges)+1
		c.Known = &report.Known{State: report.KnownPasses, Reason: hostile, Until: hostile}
	}
	all.Run.Target, all.Run.Profile, all.Run.RunID, all.Run.Version, all.Run.Command = hostile, hostile, hostile, hostile, hostile
	all.Run.GoVersion, all.Run.Config, all.Notes = hostile, []report.Setting{{Name: hostile, Value: hostile}}, []string{hostile}
	return map[string]report.Report{
		"sample": sample(), "judged": judged(t), "interrupted": report.Complete(interrupted), "panicked": report.Complete(panicked), "nothing": {},
		"bare": report.Complete(bare), "hostile": report.Complete(all),
	}
}

var errFull = errors.New("no space left")

// full is a disk that takes some bytes.
type full struct{ room int }

func (f *full) Write(p []byte) (int, error) {
	if len(p) > f.room {
		n := f.room
		f.room = 0
		return n, errFull
	}
	f.room -= len(p)
	return len(p), nil
}

// TestWritersTellOfAFullDisk: a report that is cut must not pass for one.
func TestWritersTellOfAFullDisk(t *testing.T) {
	r := judged(t)
	for name, write := range writers {
		size := len(written(t, name, r))
		for _, room := range []int{0, 1, size / 2, size - 1} {
			if err := write(&full{room}, r); !errors.Is(err, errFull) {
				t.Errorf("%s with room for %d of %d bytes: %v, want an error that says so", name, room, size, err)
			}
		}
		if err := write(&full{size}, r); err != nil {
			t.Errorf("%s with just enough room: %v", name, err)
		}
	}
}

// TestWritersAreDeterministic: the same report is the same bytes.
func TestWritersAreDeterministic(t *testing.T) {
	for kind, r := range odd(t) {
		for name := range writers {
			if once, again := written(t, name, r), written(t, name, r); once != again {
				t.Errorf("%s of %s differs from one time to the next", name, kind)
			}
		}
	}
}

// TestTextsGiveNoOrders holds that nothing a target says reaches a terminal or a pipeline as an order.
func TestTextsGiveNoOrders(t *testing.T) {
	for kind, r := range odd(t) {
		for _, name := range []string{"console", "verbose", "Markdown", "annotations", "baseline"} {
			out := written(t, name, r)
			if strings.ContainsAny(out, "\x1b\x00\r\u202e\u009b") {
				t.Errorf("%s of %s has control characters: %q", name, kind, out)
			}
			for line := range strings.Lines(out) {
				ours := name == "annotations" && (strings.HasPrefix(line, "::error title=") || strings.HasPrefix(line, "::warning title=") || strings.HasPrefix(line, "::notice title="))
				if strings.HasPrefix(strings.TrimSpace(line), "::") && !ours || strings.Contains(line, "##[") || strings.Contains(line, "##vso[") {
					t.Errorf("%s of %s has a line that a pipeline obeys: %q", name, kind, line)
				}
			}
		}
	}
}

// TestAnnotations holds the escapes, and that the ten that GitHub shows are the most urgent.
func TestAnnotations(t *testing.T) {
	var checks []report.Check
	for i := range 12 {
		checks = append(checks, failing(fmt.Sprintf("CRE-%03d", i), "MUST", "POST /Users", fmt.Sprintf("reason %c", 'a'+i), "100%,\n::x"))
	}
	checks = append(checks, failing("AAD-001", "MUST (Entra)", "POST /Users", "urgent", ""), report.Check{ID: "TRN-006", Verdict: report.Warn, Title: "a: b, 5%", Reason: "r"})
	lines := strings.Split(strings.TrimSpace(written(t, "annotations", report.Complete(report.Report{Checks: checks}))), "\n")
	if len(lines) != 12 || !strings.HasPrefix(lines[0], "::error title=AAD-001 about AAD-001::POST /Users: urgent") {
		t.Fatalf("the annotations are\n%s\nwant nine errors with the most urgent first, a warning, what is left and a notice", strings.Join(lines, "\n"))
	}
	for i, want := range map[int]string{1: "%0Agot: 100%25,%0A: :x", 9: "::warning title=TRN-006 a%3A b%2C 5%25::r", 10: "::error title=and more::4 more are in the report", 11: "::notice title=SCIM conformance::"} {
		if !strings.Contains(lines[i], want) {
			t.Errorf("line %d is %q, want %q in it", i, lines[i], want)
		}
	}
}
