package report_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/suites/report"
)

// ids are the checks of the sample and one that it does not have.
var ids = []string{"AAD-001", "AAD-002", "AAD-004", "AAD-005", "AAD-006", "AAD-007", "LIF-001", "LIF-002", "FLT-001"}

const accepted = `# known
- id: AAD-002
  reason: a fix is under way
  until: 2026-01-05
- id: aad-001
  reason: "it used to fail"
- id: LIF-001
  reason: |
    needs AAD-002
  until: 2026-01-04
- {id: FLT-001, reason: not in the run}
- id: AAD-007
  reason: sometimes
`

func baseline(t *testing.T, text string) report.Baseline {
	t.Helper()
	b, err := report.ParseBaseline([]byte(text), ids)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// judged is the sample, made on 5 January 2026, judged by a baseline: one known failure, one unexpected pass, one entry too old.
func judged(t *testing.T) report.Report {
	t.Helper()
	return baseline(t, accepted).Apply(sample(), began)
}

func TestBaselineApply(t *testing.T) {
	r := judged(t)
	for id, want := range map[string]report.KnownState{"AAD-002": report.KnownFails, "AAD-001": report.KnownPasses, "LIF-001": report.KnownExpired} {
		for _, c := range r.Checks {
			if c.ID == id && (c.Known == nil || c.Known.State != want) {
				t.Errorf("%s is %+v, want %s", id, c.Known, want)
			}
			if (c.ID == "LIF-002" || c.ID == "AAD-007") && c.Known != nil {
				t.Errorf("%s is %+v, want nothing: it has no entry, or is undecided", c.ID, c.Known)
			}
		}
	}
	if s := r.Summary; s.Known != 1 || s.Unexpected != 1 || s.Failed != 0 || s.Skipped != 2 || s.Passed != 1 || s.Total != 8 || s.Conformant() {
		t.Errorf("the summary is %+v (%s)", s, s.Line())
	}
	if again := baseline(t, accepted).Apply(r, began); !bytes.Equal(writeJSON(t, again), writeJSON(t, r)) {
		t.Error("applied twice it says something else")
	}
	if clean := (report.Baseline{}).Apply(r, began); !bytes.Equal(writeJSON(t, clean), writeJSON(t, sample())) {
		t.Error("an empty baseline does not take back what another said")
	}
}

// TestBaselineExcusesARun: a run with nothing but known failures is conformant, on the last day too and not on the next.
func TestBaselineExcusesARun(t *testing.T) {
	r := sample()
	r.Checks = r.Checks[:2]
	b := baseline(t, "- {id: AAD-002, reason: r, until: 2026-01-05}")
	if got := b.Apply(r, began); !got.Summary.Conformant() || !got.Causes[0].Known {
		t.Errorf("on the last day the summary is %+v, causes %+v; want a conformant run with a known cause", got.Summary, got.Causes)
	}
	if got := b.Apply(r, began.AddDate(0, 0, 1)); got.Summary.Conformant() || got.Causes[0].Known {
		t.Errorf("a day later the summary is %+v, causes %+v; want a failure", got.Summary, got.Causes)
	}
}

func TestParseBaselineRefuses(t *testing.T) {
	for name, tc := range map[string]struct{ text, want string }{
		"no YAML":          {"- id: [", "["},
		"a mapping":        {"id: AAD-001", "line 1, column 3: the file is a list of entries"},
		"a text":           {"AAD-001", "the file is a list of entries"},
		"text in the list": {"- AAD-001", "line 1, column 3: an entry has the members"},
		"unknown check":    {"- id: AAD-099\n  reason: r", `line 1, column 7: there is no check "AAD-099"`},
		"unknown member":   {"- id: AAD-001\n  why: r", `line 2, column 3: unknown member "why"`},
		"member twice":     {"- id: AAD-001\n  reason: r\n  reason: s", "reason"},
		"no id":            {"- reason: r", "the entry has no id"},
		"no reason":        {"- id: AAD-001", "AAD-001 has no reason"},
		"empty reason":     {"- id: AAD-001\n  reason: ' '", "AAD-001 has no reason"},
		"no date":          {"- id: AAD-001\n  reason: r\n  until: soon", `line 3, column 10: until is "soon"`},
		"impossible date":  {"- id: AAD-001\n  reason: r\n  until: 2026-02-30", "until is"},
		"a nested value":   {"- id: AAD-001\n  reason: {a: b}", "line 2"},
		"an alias":         {"- &a\n  id: AAD-001\n  reason: r\n- *a", "line 1"},
		"check twice":      {"- {id: AAD-001, reason: r}\n- {id: aad-001, reason: s}", "AAD-001 is there twice, first in line 1"},
		"two documents":    {"- {id: AAD-001, reason: r}\n---\n- {id: AAD-002, reason: s}", "a second document"},
	} {
		b, err := report.ParseBaseline([]byte(tc.text), ids)
		if err == nil {
			t.Errorf("%s is read as %+v, want an error", name, b)
		} else if !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: %v, want %q in it", name, err, tc.want)
		}
	}
	for _, text := range []string{"", "# nothing\n", "[]", "---\n"} {
		if b, err := report.ParseBaseline([]byte(text), ids); err != nil || len(b) > 0 {
			t.Errorf("%q is read as %v, %v; want an empty baseline", text, b, err)
		}
	}
}

// TestWriteBaseline holds that what is written accepts exactly what failed, and is what was there before where that is known.
func TestWriteBaseline(t *testing.T) {
	for name, r := range map[string]report.Report{"a first": sample(), "one again": judged(t)} {
		var b bytes.Buffer
		if err := report.WriteBaseline(&b, r, "because: #1", "2026-02-01"); err != nil {
			t.Fatal(err)
		}
		got := baseline(t, b.String()).Apply(r, began)
		if s := got.Summary; s.Failed+s.Skipped+s.Unexpected > 0 || s.Known != 3 {
			t.Errorf("%s: with the baseline\n%sthe summary is %+v, want three known failures and no finding", name, b.String(), s)
		}
		for _, c := range got.Checks {
			if want := map[bool]string{true: "a fix is under way", false: "because: #1"}[name == "one again"]; c.ID == "AAD-002" && c.Known.Reason != want {
				t.Errorf("%s: the reason of AAD-002 is %q, want %q", name, c.Known.Reason, want)
			}
		}
	}
}
