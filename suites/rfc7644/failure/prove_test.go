package failure_test

import (
	"testing"

	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/rfc7644/failure"
)

func TestDefects(t *testing.T) {
	selftest.Catches(t, failure.Checks(), map[string][]string{
		"error-detail-list":             {"ERR-003"},
		"error-detail-missing":          {"ERR-003"},
		"error-detail-useless":          {"ERR-003"},
		"error-echoes-password":         {"ERR-008"},
		"error-empty":                   {"ERR-001"},
		"error-html":                    {"ERR-001", "ERR-006"},
		"error-list":                    {"ERR-001", "ERR-002", "ERR-003"},
		"error-schema-missing":          {"ERR-001"},
		"error-stack-trace":             {"ERR-003", "ERR-006"},
		"error-status-missing":          {"ERR-002"},
		"error-status-number":           {"ERR-002"},
		"error-status-wrong":            {"ERR-002"},
		"error-type-unknown":            {"ERR-004"},
		"errors-not-scim":               {"ERR-001", "ERR-002"},
		"fails-every-tenth":             {"ERR-005"},
		"down-at-first":                 {"ERR-005"},
		"filter-syntax-500":             {"ERR-005"},
		"firewall-blocks-filter":        {"ERR-001"},
		"gateway-502-html":              {"ERR-001", "ERR-005", "ERR-006"},
		"rate-limit-hard":               {"ERR-007"},
		"throttled-at-random":           {"ERR-007"},
		"throttled-without-retry-after": {"ERR-007"},
		"unauthorized-html":             {"ERR-001", "ERR-006"},
		"unknown-id-500":                {"ERR-005"},
	}, nil)
}

func TestAnyTarget(t *testing.T) { selftest.Survives(t, failure.Checks(), nil) }
