package discovery_test

import (
	"testing"

	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/rfc7643/discovery"
)

func TestDefects(t *testing.T) {
	selftest.Catches(t, discovery.Checks(), map[string][]string{
		"body-empty":                     {"DSC-001"},
		"body-html":                      {"DSC-001"},
		"body-truncated":                 {"DSC-001"},
		"body-with-bom":                  {"DSC-001"},
		"body-with-garbage":              {"DSC-001"},
		"body-with-prefix":               {"DSC-001"},
		"config-404":                     {"DSC-001"},
		"config-as-list":                 {"DSC-001"},
		"config-flags-strings":           {"DSC-002"},
		"config-incomplete":              {"DSC-002"},
		"config-numbers-strings":         {"DSC-003"},
		"config-relative-urls":           {"DSC-005"},
		"config-scheme-unknown":          {"DSC-004"},
		"config-schemes-object":          {"DSC-004"},
		"create-drops-phones":            {"DSC-027"},
		"discovery-filter-ignored":       {"DSC-025"},
		"discovery-paged":                {"DSC-024"},
		"discovery-unordered":            {"DSC-030"},
		"discovery-writable":             {"DSC-026"},
		"email-required":                 {"DSC-027"},
		"endpoint-announced-but-missing": {"DSC-008", "DSC-011"},
		"enterprise-not-announced":       {"DSC-028"},
		"external-id-refused":            {"DSC-022"},
		"groups-404":                     {"DSC-011"},
		"resource-type-by-id-404":        {"DSC-009"},
		"resource-type-schema-dangles":   {"DSC-008"},
		"resource-types-404":             {"DSC-006"},
		"resource-types-lack-endpoint":   {"DSC-007", "DSC-011"},
		"schema-by-id-404":               {"DSC-013"},
		"schema-characteristic-unknown":  {"DSC-016"},
		"schema-complex-in-complex":      {"DSC-018", "DSC-019"},
		"schema-members-renamed":         {"DSC-021", "DSC-028"},
		"schema-name-with-blank":         {"DSC-017", "DSC-028"},
		"schema-nothing-required":        {"DSC-020"},
		"schema-urn-case-sensitive":      {"DSC-029"},
		"schemas-404":                    {"DSC-012"},
		"schemas-bare-array":             {"DSC-006", "DSC-012"},
		"schemas-incomplete":             {"DSC-008", "DSC-012"},
		"schemas-lack-characteristics":   {"DSC-016"},
		"schemas-lack-name":              {"DSC-008", "DSC-015"},
		"schemas-lack-sub-attributes":    {"DSC-019"},
		"schemas-list-messages":          {"DSC-023"},
		"undeclared-attribute":           {"DSC-028"},
		"unknown-resource-type-200":      {"DSC-010"},
		"unknown-schema-200":             {"DSC-014"},
	}, map[string]string{"DSC-031": "it prints a fingerprint and judges nothing"})
}
