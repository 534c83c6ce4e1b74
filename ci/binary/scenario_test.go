package binary_test

import (
	"strings"
	"testing"
)

// TestScenarios: the built program plays stories against the reference server it has, defects and moods included.
func TestScenarios(t *testing.T) {
	got := run(t, nil, "scenario", "run", "row-01-unassigned", "q32-resources-null", "fault-answer-lost")
	if got.code != 0 || !strings.Contains(got.stdout, "3 scenarios: 3 passed") {
		t.Errorf("exit code %d, want 0 and three passed\n%s", got.code, got)
	}
}
