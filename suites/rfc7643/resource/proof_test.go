package resource_test

import (
	"testing"

	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/rfc7643/resource"
)

func TestDefects(t *testing.T) {
	selftest.Catches(t, resource.Checks(), map[string][]string{
		"client-id-honoured":            {"RES-005"},
		"client-meta-echoed":            {"RES-006"},
		"client-meta-rejected":          {"RES-006"},
		"content-location-wrong":        {"RES-010"},
		"create-200-no-location":        {"RES-009"},
		"create-drops-external-id":      {"RES-013"},
		"create-location-of-collection": {"RES-010"},
		"extension-always-in-schemas":   {"RES-014"},
		"extension-flattened":           {"RES-014"},
		"extension-not-in-schemas":      {"RES-014"},
		"extension-shell":               {"RES-014"},
		"external-id-invented":          {"RES-012"},
		"external-id-refused":           {"RES-013"},
		"external-id-upper-case":        {"RES-013"},
		"externalid-not-echoed":         {"RES-013"},
		"id-differs-in-list":            {"RES-004"},
		"id-missing":                    {"RES-002"},
		"id-number":                     {"RES-002"},
		"id-with-bulkid":                {"RES-003"},
		"keys-pascal-case":              {"RES-002", "RES-007"},
		"last-modified-frozen":          {"RES-011"},
		"last-modified-on-read":         {"RES-008", "RES-011"},
		"location-relative":             {"RES-009", "RES-010"},
		"location-unresolvable":         {"RES-009", "RES-010"},
		"meta-missing":                  {"RES-007", "RES-008", "RES-009"},
		"read-only-rejected":            {"RES-005", "RES-006"},
		"resource-type-lower-case":      {"RES-007"},
		"restore-creates-second":        {"RES-004"},
		"schemas-duplicated":            {"RES-001"},
		"schemas-missing":               {"RES-001"},
		"schemas-string":                {"RES-001"},
		"times-as-numbers":              {"RES-008"},
	}, nil)
}
