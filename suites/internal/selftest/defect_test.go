package selftest_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/suites"
	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/report"
)

// asEntra are the checks that the defects of this package are about. Those of the RFCs ask for more than Plain has, and are
// proven against the reference server's own defects.
const asEntra = "AAD || LIF"

// judge runs these checks against a handler.
func judge(t *testing.T, handler http.Handler, basePath, token string) report.Report {
	t.Helper()
	target := httptest.NewServer(handler)
	defer target.Close()
	rep, err := suites.Run(t.Context(), suites.Options{URL: target.URL + basePath, Token: token, Filter: asEntra, RunID: "self", Seed: 7})
	if err != nil {
		t.Fatalf("run: %v", err)
	}
	return rep
}

// found are the checks that found fault: failures, and the warnings of those that cannot fail.
func found(rep report.Report) []string {
	var ids []string
	for _, c := range rep.Checks {
		if c.Verdict == report.Fail || c.Verdict == report.Error || (c.Verdict == report.Warn && c.Advice != "") {
			ids = append(ids, c.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

// TestDefects holds the table: exactly the listed checks fail under each defect, whichever right target stands behind it.
func TestDefects(t *testing.T) {
	for _, d := range selftest.Defects() {
		t.Run(d.Name+"/plain", func(t *testing.T) {
			wantFaults(t, d, judge(t, d.Wrap(selftest.NewPlain()), "", selftest.PlainToken))
		})
		t.Run(d.Name+"/reference", func(t *testing.T) {
			if testing.Short() {
				t.Skip("the other target has the same defect")
			}
			ref, err := selftest.NewReference(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer ref.Close()
			if err := ref.Populate(); err != nil {
				t.Fatal(err)
			}
			wantFaults(t, d, judge(t, d.Wrap(ref.Handler), ref.BasePath, ref.Token))
		})
	}
}

func wantFaults(t *testing.T, d selftest.Defect, rep report.Report) {
	t.Helper()
	want := slices.Sorted(slices.Values(d.Fails))
	got := slices.DeleteFunc(found(rep), func(id string) bool { return withoutSchemas[id] != "" })
	if !slices.Equal(got, want) {
		t.Errorf("%s: the checks that find fault are %v, want %v", d.About, got, want)
		if err := report.Console(t.Output(), rep, report.ConsoleOptions{}); err != nil {
			t.Fatal(err)
		}
	}
}

// TestEveryCheckCanFail demands that each lifecycle story has been seen to fail under at least one defect, of the table here or
// of the server. The other packages of checks have tables of their own (Catches).
func TestEveryCheckCanFail(t *testing.T) {
	seen := map[string]bool{}
	for _, d := range selftest.Defects() {
		for _, id := range d.Fails {
			seen[id] = true
		}
	}
	matrix, err := selftest.LoadMatrix()
	if err != nil {
		t.Fatal(err)
	}
	for _, ids := range matrix.Consequences {
		for _, id := range ids {
			if strings.HasPrefix(id, "LIF-") {
				seen[id] = true
			}
		}
	}
	for _, c := range suites.List() {
		if !seen[c.ID] && strings.HasPrefix(c.ID, "LIF-") {
			t.Errorf("no defect makes %s fail: either it cannot, or a defect is missing", c.ID)
		}
		delete(seen, c.ID)
	}
	for id := range seen {
		t.Errorf("a defect claims %s, which there is not", id)
	}
}
