package okta_test

import (
	"testing"

	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/okta"
)

func TestDefects(t *testing.T) {
	selftest.Catches(t, okta.Checks(), map[string][]string{
		"conflict-as-400": {"OKT-004"}, "conflict-as-500": {"OKT-004"}, "create-returns-existing": {"OKT-004"},
		"empty-array-rejected": {"OKT-005"}, "empty-list-204": {"OKT-002"}, "empty-string-500": {"OKT-009"}, "error-detail-missing": {"OKT-003"},
		"error-schema-missing": {"OKT-003"}, "errors-not-scim": {"OKT-003"}, "group-list-slow": {"OKT-008"},
		"group-members-dropped-on-create": {"OKT-007"}, "group-replace-wipes-members": {"OKT-007"}, "huge-count-400": {"OKT-002"},
		"items-per-page-missing": {"OKT-001"}, "list-abridged": {"OKT-001"}, "list-bare-array": {"OKT-001"}, "no-match-is-404": {"OKT-002"},
		"not-found-410": {"OKT-003"}, "null-in-body-rejected": {"OKT-010"}, "paging-wrong": {"OKT-001"}, "patch-full-resource-500": {"OKT-007", "OKT-012"},
		"patch-pathless-400": {"OKT-006", "OKT-007", "OKT-012"}, "patch-wrapped-value-500": {"OKT-011"},
		"read-only-rejected": {"OKT-005"}, "resources-lower-case": {"OKT-001"},
		"resources-missing-when-found": {"OKT-001"}, "start-index-missing": {"OKT-001"}, "too-many-413": {"OKT-002"}, "total-as-string": {"OKT-001"},
		"total-missing": {"OKT-001"}, "unknown-id-200": {"OKT-003"}, "unknown-id-400": {"OKT-003"}, "unknown-id-500": {"OKT-003"},
		"patch-pathless-object-ignored": {"OKT-012"}, "name-as-string": {"OKT-001"},
	}, nil)
}

func TestAnyTarget(t *testing.T) {
	selftest.Survives(t, okta.Checks(), map[string]string{
		"OKT-001": "the provider does not page",
		"OKT-011": "the provider knows no schema",
	})
}
