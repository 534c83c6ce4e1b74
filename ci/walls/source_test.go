package walls_test

import (
	"bufio"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const root = "../.."

// sources calls fn for each Go file of the module, with its path relative to the root.
func sources(t *testing.T, fn func(rel string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && p != root && strings.HasPrefix(d.Name(), "."):
			return filepath.SkipDir
		case d.IsDir() && (d.Name() == "testdata" || d.Name() == "bin"):
			return filepath.SkipDir
		case !d.IsDir() && strings.HasSuffix(p, ".go"):
			rel, err := filepath.Rel(root, p)
			if err != nil {
				return err
			}
			fn(filepath.ToSlash(rel))
		}
		return nil
	})
	if err != nil {
		t.Fatalf("walk sources: %v", err)
	}
}

// wallClock is what makes a run unrepeatable or slow. A mention without a call (`now = time.Now`) sets a default and is fine.
var wallClock = []string{"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker"}

// clockAllowed are the places at the edge where real time comes in, each with its reason.
var clockAllowed = map[string]string{
	"main.go":                         "the process",
	"simulator/internal/clock/":       "the clock itself",
	"server/cli/":                     "the process",
	"simulator/cli/":                  "the process",
	"suites/cli/":                     "the process",
	"server/config.go":                "the default of Config.Sleep",
	"server/internal/bench/":          "measures real time",
	"ci/":                             "tests of processes",
	"suites/internal/harness/":        "durations of real exchanges",
	"server/internal/httpapi/metrics": "durations of real requests",
}

func TestWallClockStaysAtTheEdges(t *testing.T) {
	sources(t, func(rel string) {
		if strings.HasSuffix(rel, "_test.go") {
			return
		}
		for prefix := range clockAllowed {
			if strings.HasPrefix(rel, prefix) {
				return
			}
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, filepath.Join(root, rel), nil, 0)
		if err != nil {
			t.Errorf("parse %s: %v", rel, err)
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if sel, ok := call.Fun.(*ast.SelectorExpr); ok {
				if pkg, ok := sel.X.(*ast.Ident); ok && pkg.Name == "time" && slices.Contains(wallClock, sel.Sel.Name) {
					t.Errorf("%s: time.%s outside the clock: take the time from an injected clock", fset.Position(call.Pos()), sel.Sel.Name)
				}
			}
			return true
		})
	})
}

func TestTestsDoNotSleep(t *testing.T) {
	sleeping := regexp.MustCompile(`\btime\.Sleep\(`)
	sources(t, func(rel string) {
		if strings.HasSuffix(rel, "_test.go") && rel != "ci/walls/source_test.go" {
			grep(t, rel, sleeping, "a test that sleeps is slow or flaky: wait for the event")
		}
	})
}

func TestNothingIsLeftUnfinished(t *testing.T) {
	leftOver := regexp.MustCompile(`\b(TODO|FIXME|XXX|HACK)\b|[Nn]ot (yet )?implemented\b|\bfor now\b`)
	sources(t, func(rel string) {
		if !strings.HasPrefix(rel, "ci/walls/") {
			grep(t, rel, leftOver, "finish it, or file it")
		}
	})
}

func grep(t *testing.T, rel string, pattern *regexp.Regexp, why string) {
	t.Helper()
	file, err := os.Open(filepath.Join(root, rel))
	if err != nil {
		t.Fatalf("open source: %v", err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		if pattern.MatchString(lines.Text()) {
			t.Errorf("%s:%d: %q: %s", rel, n, strings.TrimSpace(lines.Text()), why)
		}
	}
}

func TestFilesStaySmall(t *testing.T) {
	const limit = 400
	sources(t, func(rel string) {
		data, err := os.ReadFile(filepath.Join(root, rel))
		if err != nil {
			t.Fatalf("read source: %v", err)
		}
		if lines := strings.Count(string(data), "\n"); lines > limit {
			t.Errorf("%s has %d lines, more than %d: one behaviour per file", rel, lines, limit)
		}
	})
}

func TestEveryPackageExplainsItself(t *testing.T) {
	dirs := map[string]bool{}
	sources(t, func(rel string) {
		if !strings.HasSuffix(rel, "_test.go") && strings.Contains(rel, "/") && !strings.HasPrefix(rel, "ci/tools/") {
			dirs[filepath.Dir(rel)] = true
		}
	})
	for dir := range dirs {
		data, err := os.ReadFile(filepath.Join(root, dir, "doc.go"))
		if err != nil {
			t.Errorf("%s has no doc.go that says what it is for", dir)
			continue
		}
		if strings.Count(string(data), "\n//") < 3 {
			t.Errorf("%s/doc.go says too little to find one's way by", dir)
		}
	}
}
