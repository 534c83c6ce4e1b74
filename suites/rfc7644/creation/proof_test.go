package creation_test

import (
	"testing"

	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/rfc7644/creation"
)

func TestDefects(t *testing.T) {
	selftest.Catches(t, creation.Checks(), map[string][]string{
		"user-name-case-counts":         {"CRE-007"},
		"active-always-true":            {"CRE-025"},
		"addresses-nested":              {"CRE-004"},
		"blank-user-name-accepted":      {"CRE-009"},
		"client-meta-echoed":            {"CRE-022"},
		"client-meta-rejected":          {"CRE-015"},
		"conflict-as-400":               {"CRE-005"},
		"conflict-as-500":               {"CRE-005"},
		"conflict-without-scimtype":     {"CRE-006"},
		"create-200-no-location":        {"CRE-001", "CRE-003"},
		"create-202":                    {"CRE-001", "CRE-002", "CRE-003"},
		"create-drops-external-id":      {"CRE-002", "CRE-004"},
		"create-drops-phones":           {"CRE-004"},
		"create-location-of-collection": {"CRE-003"},
		"create-race-duplicates":        {"CRE-020"},
		"create-returns-existing":       {"CRE-005", "CRE-020"},
		"create-without-body":           {"CRE-002"},
		"created-always-active":         {"CRE-025"},
		"delayed-visibility":            {"CRE-021"},
		"delete-ignored":                {"CRE-019"},
		"deleted-name-taken":            {"CRE-019"},
		"email-required":                {"CRE-001"},
		"emails-as-object":              {"CRE-002", "CRE-004"},
		"emails-limited":                {"CRE-004"},
		"empty-body-500":                {"CRE-012"},
		"error-in-200":                  {"CRE-005", "CRE-008", "CRE-011"},
		"error-type-unknown":            {"CRE-006"},
		"extension-dropped":             {"CRE-004"},
		"external-id-upper-case":        {"CRE-004"},
		"externalid-not-echoed":         {"CRE-002", "CRE-004"},
		"failed-create-stored":          {"CRE-018"},
		"fails-after-write":             {"CRE-018"},
		"foreign-schema-accepted":       {"CRE-014"},
		"id-missing":                    {"CRE-002"},
		"invalid-value-untyped":         {"CRE-010"},
		"keys-pascal-case":              {"CRE-002"},
		"location-relative":             {"CRE-003"},
		"location-unresolvable":         {"CRE-003"},
		"malformed-json-500":            {"CRE-011", "CRE-012"},
		"meta-missing":                  {"CRE-002", "CRE-003"},
		"name-as-string":                {"CRE-002", "CRE-004"},
		"normalises-values":             {"CRE-004"},
		"password-readable":             {"CRE-024"},
		"password-refused":              {"CRE-024"},
		"phone-reformatted":             {"CRE-004"},
		"resource-type-lower-case":      {"CRE-022"},
		"roles-as-strings":              {"CRE-004"},
		"schemas-absent-500":            {"CRE-013"},
		"schemas-missing":               {"CRE-002"},
		"schemas-string":                {"CRE-002"},
		"strings-cut":                   {"CRE-004"},
		"unknown-attributes-stored":     {"CRE-016"},
		"unknown-schema-rejected":       {"CRE-015"},
		"user-name-optional":            {"CRE-008"},
		"writes-redirected":             {"CRE-001"},
		"wrong-type-500":                {"CRE-017"},
	}, map[string]string{
		"CRE-023": "no resource type of the server has a required extension; TestRequiredExtension gives it one",
	})
}
