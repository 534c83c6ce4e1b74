package walls_test

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/entrasim/entrasim"

// wall forbids packages below From to import what is below To.
type wall struct {
	from, to string   // module-relative, or a module path of somebody else's
	except   []string // importing packages (module-relative) that may
	tests    bool     // whether _test.go files are held to it too
	reason   string
}

var walls = []wall{
	{from: "server", to: "simulator", tests: true, reason: "the server must not agree with the simulator by sharing a misreading"},
	{from: "server", to: "suites", tests: true, reason: "the yardstick is judged by the suites; it cannot contain them"},
	{from: "server", to: "fixtures", tests: true, reason: "the server imports nothing of ours, so that it can be embedded alone"},
	{from: "simulator", to: "suites", tests: true, reason: "the simulator acts Entra; it does not judge"},
	{from: "simulator", to: "server", reason: "Entra's reading of SCIM and the server's must be written twice; only tests may start the server"},
	{from: "suites", to: "server", except: []string{"suites/internal/selftest", "suites/cli/demo", "suites/cli/grade"}, reason: "the judge must not share SCIM code with the judged; only tests, the self-test, the demo and the grader of clients start the server"},
	{from: "suites/internal/grading", to: "server", tests: true, reason: "a client is judged by recorded exchanges and by nothing that the server knows"},
	{from: "suites/entra", to: "simulator", tests: true, reason: "checks send literal requests: an error in the simulator must not hide one in the target"},
	{from: "suites/report", to: "simulator", tests: true, reason: "the result model stands alone"},
	{from: "suites/report", to: "github.com/onsi/ginkgo", tests: true, reason: "the result model is ours and versioned; Ginkgo's is converted into it in one place"},
	{from: "fixtures", to: "server", tests: true, reason: "fixtures carry files, no SCIM meaning"},
	{from: "fixtures", to: "suites", tests: true, reason: "fixtures carry files, no SCIM meaning"},
	{from: "fixtures", to: "simulator", reason: "fixtures carry files, no SCIM meaning; only their tests may load them with the real loader"},
	{from: "simulator/internal/engine", to: "net/http", reason: "the engine is pure: no I/O"},
	{from: "simulator/internal/engine", to: "os", reason: "the engine is pure: no I/O"},
	{from: "simulator/internal/engine", to: "context", reason: "the engine is pure: nothing in it waits"},
	{from: "simulator/internal/engine", to: "sync", reason: "the engine is pure: no goroutines"},
	{from: "simulator/internal/engine", to: "math/rand", reason: "ids are derived, never drawn"},
	{from: "server/internal/store", to: "server/internal/httpapi", tests: true, reason: "storage does not know HTTP"},
	{from: "server/internal/filter", to: "server/internal/store", tests: true, reason: "protocol code is kept free of storage, so that it can be published"},
	{from: "server/internal/patch", to: "server/internal/store", tests: true, reason: "protocol code is kept free of storage, so that it can be published"},
	{from: "server/internal/schema", to: "server/internal/store", tests: true, reason: "protocol code is kept free of storage, so that it can be published"},
	{from: ".", to: "github.com/scim2/filter-parser", tests: true, reason: "a deeply nested filter kills the process it runs in"},
}

// linked forbids a module in the binary, whoever imports it.
var linked = map[string]string{
	"github.com/testcontainers/testcontainers-go": "only the container specs need it; the binary stays small",
	"github.com/getkin/kin-openapi":               "it checks the OpenAPI document in tests only",
	"pgregory.net/rapid":                          "a test library",
}

type goPackage struct {
	ImportPath   string
	Imports      []string
	TestImports  []string
	XTestImports []string
}

func list(t *testing.T, args ...string) []goPackage {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list", "-json=ImportPath,Imports,TestImports,XTestImports"}, args...)...)
	cmd.Dir = "../.."
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list %v: %v\n%s", args, err, stderr.String())
	}
	var packages []goPackage
	for dec := json.NewDecoder(bytes.NewReader(out)); dec.More(); {
		var p goPackage
		if err := dec.Decode(&p); err != nil {
			t.Fatalf("decode go list: %v", err)
		}
		packages = append(packages, p)
	}
	return packages
}

func below(pkg, root string) bool { return pkg == root || strings.HasPrefix(pkg, root+"/") }

// absolute turns a module-relative path into an import path; others are left as they are.
func absolute(p string) string {
	if p == "." {
		return module
	}
	if top, _, _ := strings.Cut(p, "/"); slices.Contains([]string{"server", "simulator", "suites", "fixtures", "ci"}, top) {
		return path.Join(module, p)
	}
	return p
}

func TestWalls(t *testing.T) {
	packages := list(t, "./...")
	for _, w := range walls {
		t.Run(w.from+" must not import "+w.to, func(t *testing.T) {
			from, to := absolute(w.from), absolute(w.to)
			if !slices.ContainsFunc(packages, func(p goPackage) bool { return below(p.ImportPath, from) }) {
				t.Fatalf("the rule is about %s, which does not exist any more: %s", from, w.reason)
			}
			for _, p := range packages {
				if !below(p.ImportPath, from) || slices.ContainsFunc(w.except, func(e string) bool { return below(p.ImportPath, absolute(e)) }) {
					continue
				}
				imports := p.Imports
				if w.tests {
					imports = slices.Concat(imports, p.TestImports, p.XTestImports)
				}
				for _, i := range imports {
					if below(i, to) {
						t.Errorf("%s imports %s: %s", p.ImportPath, i, w.reason)
					}
				}
			}
		})
	}
}

func TestBinaryDoesNotLink(t *testing.T) {
	packages := list(t, "-deps", ".")
	for forbidden, reason := range linked {
		for _, p := range packages {
			if below(p.ImportPath, forbidden) {
				t.Errorf("the binary links %s: %s", p.ImportPath, reason)
			}
		}
	}
}
