package attributes_test

import (
	"testing"

	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/rfc7643/attributes"
)

func TestDefects(t *testing.T) {
	const extended = "only a server with schemas of its own can fail it: TestExtendedDefects"
	selftest.Catches(t, attributes.Checks(), map[string][]string{
		"attr-case-sensitive":          {"CHR-018"},
		"attributes-without-id":        {"CHR-015"},
		"binary-unpadded":              {"CHR-005"},
		"booleans-as-numbers":          {"CHR-002"},
		"booleans-as-strings":          {"CHR-002"},
		"client-id-honoured":           {"CHR-011"},
		"client-meta-echoed":           {"CHR-011"},
		"counts-as-decimals":           {"CHR-003"},
		"member-value-changes":         {"CHR-012"},
		"elements-duplicated":          {"CHR-010"},
		"empty-array-rejected":         {"CHR-008"},
		"excluded-removes-id":          {"CHR-015"},
		"external-id-refused":          {"CHR-020"},
		"external-id-unique":           {"CHR-020"},
		"html-escaped":                 {"CHR-001"},
		"invisible-characters-removed": {"CHR-001"},
		"names-shared-by-types":        {"CHR-019"},
		"normalises-values":            {"CHR-017"},
		"null-in-body-rejected":        {"CHR-008"},
		"null-rejected":                {"CHR-008"},
		"password-filterable":          {"CHR-022"},
		"password-readable":            {"CHR-013", "CHR-014", "CHR-022"},
		"primaries-all":                {"CHR-009"},
		"primary-not-single":           {"CHR-009"},
		"read-only-rejected":           {"CHR-011"},
		"references-dangle":            {"CHR-006"},
		"roles-string-primary":         {"CHR-002"},
		"schemas-must-come-first":      {"CHR-007"},
		"strings-trimmed":              {"CHR-001"},
		"text-ascii-only":              {"CHR-001"},
		"text-not-utf8":                {"CHR-001"},
		"times-as-numbers":             {"CHR-004"},
		"times-without-zone":           {"CHR-004"},
		"unknown-type-500":             {"CHR-021"},
		"user-groups-writable":         {"CHR-011"},
	}, map[string]string{"CHR-016": extended})
}
