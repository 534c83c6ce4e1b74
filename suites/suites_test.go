package suites_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/entrasim/entrasim/suites"
	"github.com/entrasim/entrasim/suites/internal/harness"
)

var update = flag.Bool("update", false, "rewrite the golden files; read the diff before committing it")

// TestCatalogue holds the list of checks to a golden file, so that a new, changed or withdrawn check is a reviewed diff.
func TestCatalogue(t *testing.T) {
	got, err := yaml.Marshal(suites.List())
	if err != nil {
		t.Fatal(err)
	}
	golden := filepath.Join("testdata", "catalogue.yaml")
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("%s does not say what is declared; if the change is meant: go test ./suites -run Catalogue -update\n%s", golden, got)
	}
}

func TestDeclarationsAreComplete(t *testing.T) {
	if err := harness.Validate(suites.Catalogue()); err != nil {
		t.Error(err)
	}
}

// TestFirstCut names the checks that must be there. Numbers are stable: none may go.
func TestFirstCut(t *testing.T) {
	have := map[string]bool{}
	for _, c := range suites.List() {
		have[c.ID] = true
	}
	for _, id := range []string{
		"AAD-001", "AAD-003", "AAD-005", "AAD-006", "AAD-007", "AAD-008", "AAD-010", "AAD-011", "AAD-012", "AAD-015", "AAD-016",
		"AAD-017", "AAD-018", "AAD-019", "AAD-021", "AAD-023", "AAD-024", "AAD-025", "AAD-026", "AAD-027", "AAD-028",
		"LIF-001", "LIF-002", "LIF-003", "LIF-004", "LIF-005", "LIF-006", "LIF-010",
	} {
		if !have[id] {
			t.Errorf("check %s is missing", id)
		}
	}
}
