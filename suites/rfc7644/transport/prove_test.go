package transport_test

import (
	"testing"

	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/rfc7644/transport"
)

func TestDefects(t *testing.T) {
	selftest.Catches(t, transport.Checks(), map[string][]string{
		"accept-html-500":       {"TRN-011"},
		"accept-json-406":       {"TRN-004"},
		"accept-scim-406":       {"TRN-003"},
		"allow-missing":         {"TRN-016"},
		"any-content-type":      {"TRN-010"},
		"body-html":             {"TRN-006"},
		"collection-put-500":    {"TRN-015"},
		"emoji-500":             {"TRN-012"},
		"error-empty":           {"TRN-014"},
		"error-html":            {"TRN-007", "TRN-014"},
		"error-media-type-text": {"TRN-007"},
		"errors-not-scim":       {"TRN-007", "TRN-014"},
		"filter-in-redirect":    {"TRN-020"},
		"get-needs-accept":      {"TRN-005"},
		"internal-host-shown":   {"TRN-021"},
		"json-content-type-415": {"TRN-009"},
		"media-type-html":       {"TRN-005", "TRN-006", "TRN-007"},
		"media-type-json":       {"TRN-005", "TRN-006"},
		"media-type-json-only":  {"TRN-006", "TRN-007", "TRN-008"},
		"text-ascii-only":       {"TRN-012"},
		"text-not-utf8":         {"TRN-012"},
		"trailing-slash-404":    {"TRN-018"},
		"unauthorized-html":     {"TRN-007"},
		"unknown-path-200":      {"TRN-014"},
		"unknown-query-400":     {"TRN-013"},
		"writes-redirected":     {"TRN-019"},
	}, map[string]string{
		"TRN-001": "the reference server is on this machine: see TestTLS",
		"TRN-002": "the reference server is on this machine: see TestTLS",
		"TRN-017": "the version is in the base path, which is the operator's: see TestVersions",
	})
}

func TestAnyTarget(t *testing.T) {
	selftest.Survives(t, transport.Checks(), map[string]string{
		"TRN-010": "the provider does not look at Content-Type",
	})
}
