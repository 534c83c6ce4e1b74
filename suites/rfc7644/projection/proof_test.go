package projection_test

import (
	"testing"

	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/rfc7644/projection"
)

func TestDefects(t *testing.T) {
	selftest.Catches(t, projection.Checks(), map[string][]string{
		"attributes-case-sensitive":    {"ATT-010"},
		"attributes-ignored":           {"ATT-001", "ATT-002"},
		"attributes-ignored-on-writes": {"ATT-004", "ATT-005"},
		"attributes-not-exclusive":     {"ATT-001", "ATT-002"},
		"attributes-sub-ignored":       {"ATT-008"},
		"attributes-unknown-400":       {"ATT-011"},
		"attributes-urn-400":           {"ATT-009"},
		"attributes-without-id":        {"ATT-001", "ATT-002"},
		"both-projections-500":         {"ATT-012"},
		"core-urn-path-501":            {"ATT-009"},
		"excluded-attributes-400":      {"ATT-006", "ATT-007", "ATT-014"},
		"excluded-attributes-ignored":  {"ATT-006", "ATT-014"},
		"excluded-members-ignored":     {"ATT-014"},
		"excluded-removes-id":          {"ATT-007"},
		"password-readable":            {"ATT-013"},
		"patch-attributes-204":         {"ATT-005"},
		"search-attributes-ignored":    {"ATT-003"},
	}, map[string]string{})
}
