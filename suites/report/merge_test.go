package report_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/suites/report"
)

// part is the sample with some of its checks, begun a little later.
func part(later time.Duration, id string, of ...string) report.Report {
	r := sample()
	r.Run.Started, r.Run.RunID = r.Run.Started.Add(later), id
	r.Checks = slices.DeleteFunc(r.Checks, func(c report.Check) bool { return !slices.Contains(of, c.ID) })
	return report.Complete(r)
}

func TestMerge(t *testing.T) {
	whole := sample()
	a := part(0, "abc", "AAD-002", "AAD-007", "LIF-001", "LIF-002")
	b := part(time.Second, "abc", "AAD-001", "AAD-004", "AAD-005", "AAD-006")
	b.Notes = []string{"a note", "another"}
	b.Run.Config = []report.Setting{{Name: "seed", Value: "8"}}
	got, err := report.Merge(b, a)
	if err != nil {
		t.Fatal(err)
	}
	whole.Notes, whole.Run.DurationMS, whole.Run.Config = b.Notes, 2234, nil
	if want := writeJSON(t, whole); !bytes.Equal(writeJSON(t, got), want) {
		t.Errorf("merged\n%s\nwant\n%s", writeJSON(t, got), want)
	}
}

// TestMergeKeepsTheWorst: a check that failed once has failed.
func TestMergeKeepsTheWorst(t *testing.T) {
	a, b := part(0, "abc", "AAD-001"), part(time.Second, "abd", "AAD-001")
	b.Checks[0].Verdict, b.Checks[0].Reason = report.Fail, "at times"
	b = report.Complete(b)
	for _, order := range [][]report.Report{{a, b}, {b, a}} {
		got, err := report.Merge(order...)
		if err != nil {
			t.Fatal(err)
		}
		if c := got.Checks[0]; len(got.Checks) != 1 || c.Verdict != report.Fail || !slices.Contains(c.Remarks, "2 runs had the verdicts pass, fail") {
			t.Errorf("merged into %+v, want one failure that says that it is none always", got.Checks)
		}
		if got.Run.RunID != "abc+abd" {
			t.Errorf("the run is %q, want both", got.Run.RunID)
		}
	}
}

func TestMergeRefuses(t *testing.T) {
	other := sample()
	other.Run.Target = "http://elsewhere"
	profile := sample()
	profile.Run.Profile = "okta"
	for name, reports := range map[string][]report.Report{"nothing": nil, "two targets": {sample(), other}, "two profiles": {sample(), profile}} {
		if _, err := report.Merge(reports...); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestDiff(t *testing.T) {
	before := sample()
	after := sample()
	verdict := func(id string, v, rfc report.Verdict) {
		for i := range after.Checks {
			if after.Checks[i].ID == id {
				after.Checks[i].Verdict, after.Checks[i].RFCVerdict = v, rfc
			}
		}
	}
	verdict("AAD-001", report.Fail, report.Fail)     // passed
	verdict("AAD-002", report.Pass, report.Pass)     // failed
	verdict("AAD-005", report.Pass, report.Pass)     // was not supported
	verdict("AAD-006", report.Warn, report.Warn)     // by the RFC it passed
	verdict("AAD-007", report.Skipped, report.Error) // both decide nothing
	verdict("LIF-001", report.Fail, "")              // was not tried
	after.Checks = append(after.Checks[:len(after.Checks)-1:len(after.Checks)-1], failing("FLT-001", "MUST", "GET /Users", "r", ""))
	d := report.Diff(before, report.Complete(after))
	var got []string
	for _, c := range d.Changes {
		got = append(got, c.ID+" "+string(c.Direction))
	}
	want := []string{"FLT-001 new", "AAD-001 worse", "AAD-002 better", "AAD-005 better", "AAD-006 worse", "AAD-007 changed", "LIF-001 changed", "LIF-002 gone"}
	if !slices.Equal(got, want) || d.Same != 1 || !d.Worse() {
		t.Errorf("the changes are %q, %d the same, worse %v; want %q, 1, true", got, d.Same, d.Worse(), want)
	}
	if d := report.Diff(before, before); len(d.Changes) > 0 || d.Worse() || d.Same != 8 {
		t.Errorf("a report differs from itself: %+v", d)
	}
}

// TestDiffIsOneWay holds for every pair of verdicts that what is better one way is worse the other, and that gone is no loss.
func TestDiffIsOneWay(t *testing.T) {
	of := func(v report.Verdict) report.Report {
		return report.Report{Checks: []report.Check{{ID: "AAD-001", Area: "AAD", Verdict: v}}}
	}
	direction := func(a, b report.Verdict) report.Direction {
		for _, c := range report.Diff(of(a), of(b)).Changes {
			return c.Direction
		}
		return ""
	}
	opposite := map[report.Direction]report.Direction{"": "", report.Worse: report.Better, report.Better: report.Worse, report.Changed: report.Changed}
	for _, a := range report.Verdicts() {
		for _, b := range report.Verdicts() {
			if there, back := direction(a, b), direction(b, a); back != opposite[there] {
				t.Errorf("%s to %s is %q, and back it is %q", a, b, there, back)
			}
			if a.Conformant() && !b.Conformant() && direction(a, b) != report.Worse {
				t.Errorf("%s to %s is %q, want worse: it makes a run fail", a, b, direction(a, b))
			}
		}
	}
	if report.Diff(of(report.Pass), report.Report{}).Worse() {
		t.Error("a check that is gone makes it worse")
	}
}

func TestCoverage(t *testing.T) {
	checks := []report.Check{
		{ID: "CHR-001", Ref: "7643 §2.3.3–4", Verdict: report.Pass, RFCVerdict: report.Fail},
		{ID: "ETG-001", Ref: "7644 §3.14, 7232 §3.1", Verdict: report.Pass},
		{ID: "CRE-001", Ref: "7644 §3.3, §3.12", Verdict: report.Warn},
		{ID: "AAD-001", Ref: "Entra guide"},
		{ID: "AUT-001", Ref: "7644 §2, 6750 §3.1", Verdict: report.Note},
	}
	var got []string
	bare := 0
	for _, s := range report.Coverage(checks) {
		if len(s.Checks) == 0 {
			bare++
			continue
		}
		passed, warned, failed, other := s.Counts()
		got = append(got, strings.TrimSpace(s.Text+" "+s.Number)+" "+strings.Join(s.Checks, ",")+" "+string(rune('0'+passed))+string(rune('0'+warned))+string(rune('0'+failed))+string(rune('0'+other)))
	}
	want := []string{
		"RFC 7643 2.3.3 CHR-001 0010", "RFC 7643 2.3.4 CHR-001 0010", "RFC 7644 2 AUT-001 1000", "RFC 7644 3.3 CRE-001 0100", "RFC 7644 3.12 CRE-001 0100",
		"RFC 7644 3.14 ETG-001 1000", "RFC 6750 3.1 AUT-001 1000", "RFC 7232 3.1 ETG-001 1000", "Entra guide AAD-001 0001",
	}
	if !slices.Equal(got, want) {
		t.Errorf("the coverage is\n%q\nwant\n%q", got, want)
	}
	if bare < 50 {
		t.Errorf("%d sections without checks, want those of three RFCs", bare)
	}
}
