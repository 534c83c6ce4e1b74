package search_test

import (
	"testing"

	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/rfc7644/search"
)

func TestDefects(t *testing.T) {
	selftest.Catches(t, search.Checks(), map[string][]string{
		"search-201":                {"SEA-001"},
		"search-404":                {"SEA-001"},
		"search-attributes-ignored": {"SEA-003"},
		"search-filter-ignored":     {"SEA-003"},
		"search-groups-404":         {"SEA-005"},
		"search-page-ignored":       {"SEA-003"},
		"search-root-users-only":    {"SEA-004"},
		"search-schema-optional":    {"SEA-002"},
		"sensitive-without-search":  {"SEA-006"},
	}, map[string]string{})
}
