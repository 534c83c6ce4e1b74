package attributes_test

import (
	"testing"

	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/rfc7643/attributes"
)

func TestExtendedDefects(t *testing.T) {
	selftest.ExtendedCatches(t, attributes.Checks(), map[string][]string{
		"extended-note-hidden":    {"CHR-016"},
		"extended-note-shown":     {"CHR-016"},
		"extended-number-changes": {"CHR-012"},
		"extended-number-text":    {"CHR-003"},
	})
}
