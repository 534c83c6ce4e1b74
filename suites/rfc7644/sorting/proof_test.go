package sorting_test

import (
	"testing"

	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/rfc7644/sorting"
)

func TestDefects(t *testing.T) {
	selftest.Catches(t, sorting.Checks(), map[string][]string{
		"sort-by-code-point":         {"SRT-003"},
		"sort-descending-by-default": {"SRT-001"},
		"sort-ignored":               {"SRT-001", "SRT-009"},
		"sort-missing-first":         {"SRT-006"},
		"sort-multivalued-500":       {"SRT-005"},
		"sort-order-ignored":         {"SRT-002"},
		"sort-sub-attribute-400":     {"SRT-004"},
		"sort-unknown-500":           {"SRT-008"},
		"sort-within-page":           {"SRT-007"},
	}, map[string]string{})
}
