package extension_test

import (
	"testing"

	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/rfc7643/extension"
)

func TestDefects(t *testing.T) {
	const extended = "only a server with schemas of its own can fail it: TestExtendedDefects"
	selftest.Catches(t, extension.Checks(), map[string][]string{
		"attributes-urn-400":             {"EXT-006"},
		"endpoint-announced-but-missing": {"EXT-009"},
		"enterprise-not-announced":       {"EXT-001"},
		"extension-always-in-schemas":    {"EXT-007"},
		"extension-dropped":              {"EXT-002"},
		"extension-flattened":            {"EXT-002"},
		"extension-remove-400":           {"EXT-003", "EXT-004"},
		"extension-shell":                {"EXT-007"},
		"filter-urn-rejected":            {"EXT-006"},
		"manager-clear-ignored":          {"EXT-004"},
		"manager-echo-string":            {"EXT-004"},
		"manager-ref-missing":            {"EXT-005"},
		"schemas-incomplete":             {"EXT-001"},
		"urn-split-on-dot":               {"EXT-003"},
	}, map[string]string{"EXT-008": extended, "EXT-010": extended})
}
