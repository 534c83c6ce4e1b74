package bulk_test

import (
	"testing"

	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/rfc7644/bulk"
)

func TestDefects(t *testing.T) {
	selftest.Catches(t, bulk.Checks(), map[string][]string{
		"bulk-207":                    {"BLK-002"},
		"bulk-404":                    {"BLK-001", "BLK-002"},
		"bulk-announced-but-missing":  {"BLK-002"},
		"bulk-conflict-hidden":        {"BLK-007", "BLK-017"},
		"bulk-error-without-response": {"BLK-007"},
		"bulk-fail-on-errors-ignored": {"BLK-012"},
		"bulk-id-missing":             {"BLK-004"},
		"bulk-invalid-500":            {"BLK-015", "BLK-016"},
		"bulk-limit-500":              {"BLK-013", "BLK-014"},
		"bulk-location-missing":       {"BLK-003", "BLK-005"},
		"bulk-posts-only":             {"BLK-008"},
		"bulk-references-500":         {"BLK-010"},
		"bulk-references-unresolved":  {"BLK-009", "BLK-010"},
		"bulk-results-missing":        {"BLK-003"},
		"bulk-schema-missing":         {"BLK-002"},
		"bulk-schema-optional":        {"BLK-015"},
		"bulk-status-number":          {"BLK-006"},
		"bulk-stops-at-first-error":   {"BLK-003", "BLK-011"},
		"bulk-version-ignored":        {"BLK-018"},
	}, nil)
}
