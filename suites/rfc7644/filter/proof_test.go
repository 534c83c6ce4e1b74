package filter_test

import (
	"testing"

	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/rfc7644/filter"
)

func TestDefects(t *testing.T) {
	selftest.Catches(t, filter.Checks(), map[string][]string{
		"apostrophe-500":                  {"FLT-030"},
		"bool-filter-literal":             {"FLT-023"},
		"core-urn-path-501":               {"FLT-026"},
		"error-in-200":                    {"FLT-033"},
		"error-type-unknown":              {"FLT-033"},
		"external-id-case-ignored":        {"FLT-019"},
		"externalid-filter-unsupported":   {"FLT-028"},
		"filter-501":                      {"FLT-001"},
		"filter-and-is-or":                {"FLT-012"},
		"filter-boolean-literal-rejected": {"FLT-011"},
		"filter-boolean-order-accepted":   {"FLT-010"},
		"filter-case-sensitive":           {"FLT-018"},
		"filter-co-is-sw":                 {"FLT-003"},
		"filter-co-rejected":              {"FLT-003", "FLT-004", "FLT-005"},
		"filter-common-rejected":          {"FLT-008", "FLT-028"},
		"filter-decoded-twice":            {"FLT-030"},
		"filter-drops-count":              {"FLT-037"},
		"filter-eq-is-contains":           {"FLT-001"},
		"filter-escape-broken":            {"FLT-030"},
		"filter-ew-is-co":                 {"FLT-005"},
		"filter-first-term-only":          {"FLT-012"},
		"filter-ignored":                  {"FLT-001"},
		"filter-left-to-right":            {"FLT-013"},
		"filter-long-500":                 {"FLT-039"},
		"filter-members-rejected":         {"FLT-029"},
		"filter-multivalued-rejected":     {"FLT-021", "FLT-022", "FLT-023", "FLT-025"},
		"filter-name-case-sensitive":      {"FLT-017"},
		"filter-ne-is-eq":                 {"FLT-002"},
		"filter-not-ignored":              {"FLT-015"},
		"filter-null-500":                 {"FLT-032"},
		"filter-operator-case-sensitive":  {"FLT-016"},
		"filter-ordering-rejected":        {"FLT-007"},
		"filter-parentheses-ignored":      {"FLT-014"},
		"filter-pr-always-true":           {"FLT-006"},
		"filter-spaces-rejected":          {"FLT-031"},
		"filter-split-on-space":           {"FLT-030"},
		"filter-sub-attribute-rejected":   {"FLT-020"},
		"filter-sw-is-co":                 {"FLT-004"},
		"filter-syntax-500":               {"FLT-010", "FLT-033", "FLT-034"},
		"filter-syntax-untyped":           {"FLT-010", "FLT-033", "FLT-034"},
		"filter-times-reversed":           {"FLT-007", "FLT-008"},
		"filter-unsupported-ignored":      {"FLT-038"},
		"filter-urn-rejected":             {"FLT-026", "FLT-027"},
		"filter-value-path-any-type":      {"FLT-023", "FLT-024", "FLT-025"},
		"filter-value-path-split":         {"FLT-024"},
		"firewall-blocks-filter":          {"FLT-001"},
		"invalid-value-untyped":           {"FLT-033", "FLT-034"},
		"list-duplicates":                 {"FLT-001"},
		"password-filterable":             {"FLT-036"},
		"total-off-by-one":                {"FLT-037"},
		"unknown-filter-returns-all":      {"FLT-010", "FLT-033", "FLT-034", "FLT-035"},
		"valuepath-filter-rejected":       {"FLT-025"},
	}, map[string]string{
		"FLT-009": "no schema of the server has an integer; TestIntegers gives it one",
	})
}
