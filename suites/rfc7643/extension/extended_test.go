package extension_test

import (
	"testing"

	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/rfc7643/extension"
)

func TestExtendedDefects(t *testing.T) {
	selftest.ExtendedCatches(t, extension.Checks(), map[string][]string{
		"attributes-urn-400":     {"EXT-008"},
		"extended-dropped":       {"EXT-008"},
		"extended-mixed-up":      {"EXT-010"},
		"extended-type-readonly": {"EXT-009"},
		"filter-urn-rejected":    {"EXT-008"},
	})
}
