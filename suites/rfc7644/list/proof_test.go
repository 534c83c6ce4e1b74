package list_test

import (
	"testing"

	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/rfc7644/list"
)

func TestDefects(t *testing.T) {
	selftest.Catches(t, list.Checks(), map[string][]string{
		"body-empty":                   {"LST-001"},
		"body-html":                    {"LST-001"},
		"body-truncated":               {"LST-001"},
		"body-with-bom":                {"LST-001"},
		"body-with-garbage":            {"LST-001"},
		"body-with-prefix":             {"LST-001"},
		"count-ignored":                {"LST-005", "LST-006", "LST-007"},
		"count-text-500":               {"LST-011"},
		"count-zero-lists-all":         {"LST-006"},
		"empty-list-204":               {"LST-003"},
		"filter-drops-count":           {"LST-005", "LST-006"},
		"huge-count-400":               {"LST-010"},
		"id-differs-in-list":           {"LST-016"},
		"items-per-page-constant":      {"LST-004"},
		"items-per-page-missing":       {"LST-004"},
		"list-abridged":                {"LST-016"},
		"root-query-users-only":        {"LST-017"},
		"list-bare-array":              {"LST-001"},
		"list-capped":                  {"LST-013"},
		"list-duplicates":              {"LST-004", "LST-013"},
		"list-schema-missing":          {"LST-001"},
		"max-results-exceeded":         {"LST-012"},
		"negative-count-400":           {"LST-007"},
		"no-match-is-404":              {"LST-003"},
		"order-unstable":               {"LST-014"},
		"paging-wrong":                 {"LST-013", "LST-015"},
		"past-end-404":                 {"LST-009"},
		"resources-lower-case":         {"LST-002"},
		"resources-missing-when-found": {"LST-002"},
		"resources-null":               {"LST-002"},
		"single-result-unwrapped":      {"LST-002"},
		"start-index-ignored":          {"LST-009", "LST-013"},
		"start-index-missing":          {"LST-004"},
		"start-index-zero-400":         {"LST-008"},
		"too-many-413":                 {"LST-010", "LST-018"},
		"total-as-string":              {"LST-001"},
		"total-missing":                {"LST-001"},
		"total-off-by-one":             {"LST-003", "LST-013"},
	}, map[string]string{})
}
