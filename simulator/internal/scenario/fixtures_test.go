package scenario_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/entrasim/entrasim/fixtures"
	"github.com/entrasim/entrasim/simulator/internal/scenario"
)

const folder = "../../../fixtures/scenarios"

// TestFixtures plays every scenario that travels with the program.
func TestFixtures(t *testing.T) {
	for _, name := range fixtures.Scenarios() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data, err := fixtures.Scenario(name)
			if err != nil {
				t.Fatal(err)
			}
			s, err := scenario.Parse(name+".txtar", data)
			if err != nil {
				t.Fatal(err)
			}
			if s.Title == "" || len(s.Evidence) == 0 {
				t.Errorf("title %q, evidence %v: a scenario says what happens and what it stands on", s.Title, s.Evidence)
			}
			report, err := s.Play(t.Context(), scenario.Options{Server: reference, Seed: 1, Update: *update})
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range report.Failures {
				t.Error(f)
				for _, x := range f.Exchanges {
					t.Log(x.Full())
				}
			}
			if report.Updated != nil {
				if err := os.WriteFile(filepath.Join(folder, s.Name), report.Updated, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}
