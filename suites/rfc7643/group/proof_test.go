package group_test

import (
	"testing"

	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/rfc7643/group"
)

func TestDefects(t *testing.T) {
	selftest.Catches(t, group.Checks(), map[string][]string{
		"conflict-as-500":                 {"GRP-021"},
		"large-group-truncated":           {"GRP-024"},
		"delete-unknown-204":              {"GRP-022"},
		"empty-list-204":                  {"GRP-020"},
		"filter-eq-is-contains":           {"GRP-020"},
		"filter-split-on-space":           {"GRP-020"},
		"group-add-first-only":            {"GRP-007", "GRP-012"},
		"group-members-dropped-on-create": {"GRP-003"},
		"group-members-hidden":            {"GRP-003", "GRP-006", "GRP-023"},
		"group-members-required":          {"GRP-001"},
		"group-name-optional":             {"GRP-002"},
		"group-remove-all-ignored":        {"GRP-011"},
		"groups-404":                      {"GRP-001"},
		"member-absent-error":             {"GRP-010", "GRP-013"},
		"member-readd-error":              {"GRP-008"},
		"member-ref-missing":              {"GRP-005"},
		"member-type-lower-case":          {"GRP-005"},
		"member-value-is-url":             {"GRP-003", "GRP-004", "GRP-005", "GRP-006", "GRP-007"},
		"members-as-strings":              {"GRP-003", "GRP-004", "GRP-006"},
		"membership-cycle-500":            {"GRP-019"},
		"nested-group-rejected":           {"GRP-018"},
		"no-match-is-404":                 {"GRP-020"},
		"patch-add-replaces":              {"GRP-006", "GRP-013"},
		"patch-filtered-remove-ignored":   {"GRP-009", "GRP-013"},
		"patch-filtered-remove-wipes":     {"GRP-009", "GRP-010", "GRP-013"},
		"patch-first-operation-only":      {"GRP-013"},
		"patch-many-operations-400":       {"GRP-013"},
		"patch-order-reversed":            {"GRP-013"},
		"patch-remove-ignored":            {"GRP-009", "GRP-011", "GRP-013"},
		"patch-replace-appends":           {"GRP-012"},
		"patch-unknown-id-204":            {"GRP-022"},
		"put-merges":                      {"GRP-014"},
		"put-not-stored":                  {"GRP-014"},
		"references-dangle":               {"GRP-005"},
		"unknown-id-200":                  {"GRP-022"},
		"unknown-id-400":                  {"GRP-022"},
		"unknown-id-500":                  {"GRP-022"},
		"unknown-member-loses-all":        {"GRP-015"},
		"user-groups-missing":             {"GRP-016"},
		"user-groups-writable":            {"GRP-017"},
	}, nil)
}
