package suites_test

import (
	"hash/fnv"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/entrasim/entrasim/suites"
	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/selftest"
)

// fullMatrix is set by make selftest: every check under every defect. An ordinary go test takes a part of it that is the same every
// time: under each defect the checks that it must make speak, and a few that it must not.
var fullMatrix = os.Getenv("ENTRASIM_MATRIX") == "full"

// silent is how many checks, drawn by the names of check and defect, are expected to say nothing about a defect in an ordinary run;
// spoken is how many of those that must speak are run there.
const (
	silent = 3
	spoken = 4
)

// TestMatrix holds that under each of the server's named defects exactly those checks find fault that the matrix lists.
func TestMatrix(t *testing.T) {
	matrix := loadMatrix(t)
	defects, err := selftest.EveryDefect()
	if err != nil {
		t.Fatal(err)
	}
	if *update && !fullMatrix {
		t.Log("the matrix is rewritten by make selftest UPDATE=1 only: it takes minutes")
	}
	recorded := selftest.Matrix{Consequences: map[string][]string{}, Exceptions: matrix.Exceptions}
	var mu sync.Mutex
	began := time.Now()
	t.Run("defects", func(t *testing.T) {
		for _, f := range defects {
			if testing.Short() && !fullMatrix && draw(f.Name, "")%10 != 0 {
				continue
			}
			t.Run(f.Name, func(t *testing.T) {
				t.Parallel()
				row := matrix.Row(f)
				specs := chosen(row)
				checks, err := f.Judge(t.Context(), specs)
				if err != nil {
					t.Fatal(err)
				}
				if fullMatrix && *update {
					mu.Lock()
					defer mu.Unlock()
					recorded.Consequences[f.Name] = row.Consequences(checks)
					for _, quiet := range row.Quiet(checks) {
						t.Log(quiet)
					}
					return
				}
				for _, difference := range row.Compare(specs, checks, fullMatrix) {
					t.Error(difference)
				}
			})
		}
	})
	if n := len(matrix.Unrecorded()); n > 0 {
		t.Logf("of %d defects only those checks are held that must find fault, as their consequences are not recorded: make selftest UPDATE=1", n)
	}
	t.Logf("%d defects on %d processors: %s", len(defects), runtime.GOMAXPROCS(0), time.Since(began).Round(time.Second))
	if fullMatrix && *update {
		if err := os.WriteFile(filepath.Join("internal", "selftest", "testdata", "matrix.yaml"), recorded.Format(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// chosen are the checks that are run under a defect.
func chosen(row selftest.Row) []harness.Spec {
	all := slices.DeleteFunc(suites.Catalogue(), func(s harness.Spec) bool { return !row.Runs(s) })
	if fullMatrix {
		return all
	}
	slices.SortFunc(all, func(a, b harness.Spec) int { return int(draw(row.Name, a.ID)) - int(draw(row.Name, b.ID)) })
	var must, other []harness.Spec
	for _, s := range all {
		if row.Touches(s) {
			must = append(must, s)
		} else {
			other = append(other, s)
		}
	}
	return slices.Concat(must[:min(spoken, len(must))], other[:min(silent, len(other))])
}

// draw is a number that is the same for the same words.
func draw(words ...string) uint32 {
	h := fnv.New32a()
	for _, w := range words {
		_, _ = h.Write([]byte(w + "\x00"))
	}
	return h.Sum32() >> 1
}

func loadMatrix(t *testing.T) selftest.Matrix {
	t.Helper()
	matrix, err := selftest.LoadMatrix()
	if err != nil {
		t.Fatal(err)
	}
	return matrix
}

// TestMatrixIsComplete holds that every check is proven by a defect and every defect caught by a check, or that there is a reason.
func TestMatrixIsComplete(t *testing.T) {
	matrix := loadMatrix(t)
	problems, err := matrix.Problems(suites.Catalogue())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Error(p)
	}
	score, err := matrix.Score(suites.Catalogue())
	if err != nil {
		t.Fatal(err)
	}
	t.Log(score)
}
