package deletion_test

import (
	"testing"

	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/rfc7644/deletion"
)

func TestDefects(t *testing.T) {
	selftest.Catches(t, deletion.Checks(), map[string][]string{
		"delete-200":                   {"DEL-001"},
		"delete-405":                   {"DEL-001"},
		"delete-group-deletes-members": {"DEL-007"},
		"delete-ignored":               {"DEL-002", "DEL-003", "DEL-004", "DEL-005", "DEL-006"},
		"delete-repeat-500":            {"DEL-002", "DEL-005"},
		"delete-unknown-204":           {"DEL-002", "DEL-005"},
		"delete-user-keeps-membership": {"DEL-006"},
		"deleted-name-taken":           {"DEL-004"},
		"deleted-still-listed":         {"DEL-003"},
		"deleted-still-readable":       {"DEL-002"},
		"error-in-200":                 {"DEL-002", "DEL-005"},
		"manager-dangles":              {"DEL-008"},
		"not-found-410":                {"DEL-002", "DEL-005"},
		"patch-unknown-id-204":         {"DEL-002"},
		"unknown-id-200":               {"DEL-002"},
		"unknown-id-400":               {"DEL-002", "DEL-005"},
		"unknown-id-500":               {"DEL-002", "DEL-005"},
	}, nil)
}
