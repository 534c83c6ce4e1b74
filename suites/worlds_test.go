package suites_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/suites"
	"github.com/entrasim/entrasim/suites/internal/selftest"
)

// TestAwkwardWorlds holds every check against awkward servers of a dozen seeds, ENTRASIM_SEEDS of them in make selftest. The first
// three are TestNoMoodIsAccused's.
func TestAwkwardWorlds(t *testing.T) {
	worlds := 12
	if asked := os.Getenv("ENTRASIM_SEEDS"); asked != "" {
		n, err := strconv.Atoi(asked)
		if err != nil || n < 1 {
			t.Fatalf("ENTRASIM_SEEDS=%s: give a number of seeds", asked)
		}
		worlds = n
	} else if testing.Short() {
		worlds = 4
	}
	var seeds []uint64
	for n := 4; n <= worlds; n++ {
		seeds = append(seeds, uint64(n))
	}
	selftest.Worlds(t, suites.Catalogue(), differences(t)["awkward"], seeds)
}

// TestVerdicts holds the verdicts on the reference server, mood by mood, to a golden file: what is not a plain pass is a reviewed
// diff.
func TestVerdicts(t *testing.T) {
	sameWays(t)
	var b strings.Builder
	b.WriteString("# The verdicts on the reference server that are not a plain pass, by mood, of all checks but the heavy ones: right for the profile,\n" +
		"# and by the RFC where that differs. Written by make update.\n")
	for _, mood := range []string{"entra", "strict", "awkward"} {
		b.WriteString(mood + ":\n")
		by := map[string][]string{}
		for _, c := range selftest.Verdicts(t, suites.Catalogue(), mood) {
			verdict := string(c.Verdict)
			if c.RFCVerdict != "" && c.RFCVerdict != c.Verdict {
				verdict += ", by the RFC " + string(c.RFCVerdict)
			}
			if verdict != "pass" {
				by[verdict] = append(by[verdict], c.ID)
			}
		}
		for _, verdict := range slices.Sorted(maps.Keys(by)) {
			b.WriteString("  " + verdict + ": [" + strings.Join(by[verdict], ", ") + "]\n")
		}
	}
	golden(t, filepath.Join("testdata", "verdicts.yaml"), b.String())
}

// golden holds text to a file, or writes it there.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s does not say what is so; if the change is meant: go test ./suites -run '^%s$' -update\ngot:\n%s", path, t.Name(), got)
	}
}
