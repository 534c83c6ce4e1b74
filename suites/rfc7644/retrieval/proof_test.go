package retrieval_test

import (
	"testing"

	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/rfc7644/retrieval"
)

func TestDefects(t *testing.T) {
	selftest.Catches(t, retrieval.Checks(), map[string][]string{
		"body-empty":               {"GET-001"},
		"body-html":                {"GET-001"},
		"body-truncated":           {"GET-001"},
		"body-with-bom":            {"GET-001"},
		"body-with-garbage":        {"GET-001"},
		"body-with-prefix":         {"GET-001"},
		"content-location-missing": {"GET-008"},
		"content-location-wrong":   {"GET-008"},
		"error-empty":              {"GET-002"},
		"error-html":               {"GET-002"},
		"error-in-200":             {"GET-002"},
		"error-list":               {"GET-002"},
		"error-schema-missing":     {"GET-002"},
		"errors-not-scim":          {"GET-002"},
		"head-404":                 {"GET-007"},
		"id-case-ignored":          {"GET-005"},
		"id-with-bulkid":           {"GET-004"},
		"not-found-410":            {"GET-002"},
		"odd-id-500":               {"GET-003"},
		"resource-in-array":        {"GET-001"},
		"unknown-id-200":           {"GET-002"},
		"unknown-id-400":           {"GET-002"},
		"unknown-id-500":           {"GET-002"},
		"user-found-as-group":      {"GET-006"},
	}, map[string]string{})
}
