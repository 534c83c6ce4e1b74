package robustness_test

import (
	"testing"

	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/robustness"
)

func TestDefects(t *testing.T) {
	selftest.Catches(t, robustness.Checks(), map[string][]string{
		"answer-lost":                  {"ROB-001"},
		"apostrophe-500":               {"ROB-004"},
		"body-cut":                     {"ROB-001"},
		"concurrent-members-lost":      {"ROB-010"},
		"connection-reset":             {"ROB-001"},
		"deep-json-500":                {"ROB-003"},
		"delete-405":                   {"ROB-011"},
		"delete-ignored":               {"ROB-011"},
		"filter-escape-broken":         {"ROB-004", "ROB-007"},
		"html-escaped":                 {"ROB-004"},
		"invisible-characters-removed": {"ROB-005"},
		"large-body-500":               {"ROB-002"},
		"malformed-json-500":           {"ROB-003"},
		"nul-500":                      {"ROB-003"},
		"partial-patch-applied":        {"ROB-008"},
		"strings-cut":                  {"ROB-006"},
	}, map[string]string{"ROB-009": "it reports figures and cannot find fault"})
}

func TestAnyTarget(t *testing.T) {
	selftest.Survives(t, robustness.Checks(), map[string]string{
		"ROB-004": "the provider does not unescape strings in filters",
	})
}
