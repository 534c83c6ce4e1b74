package authentication_test

import (
	"testing"

	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/rfc7644/authentication"
)

func TestDefects(t *testing.T) {
	selftest.Catches(t, authentication.Checks(), map[string][]string{
		"challenge-bare":         {"AUT-007"},
		"challenge-missing":      {"AUT-002"},
		"challenge-other-scheme": {"AUT-002"},
		"config-scheme-unknown":  {"AUT-009"},
		"config-scheme-wrong":    {"AUT-009"},
		"discovery-needs-token":  {"AUT-008"},
		"rejected-write-happens": {"AUT-013"},
		"scheme-case-sensitive":  {"AUT-004"},
		"tenants-not-isolated":   {"AUT-011"},
		"token-in-query":         {"AUT-006"},
		"token-malformed-500":    {"AUT-005"},
		"token-optional":         {"AUT-001", "AUT-013"},
		"token-unchecked":        {"AUT-003", "AUT-005", "AUT-013"},
		"unauthorized-as-403":    {"AUT-001", "AUT-003", "AUT-005"},
		"unauthorized-as-404":    {"AUT-001", "AUT-003", "AUT-005"},
		"unauthorized-redirect":  {"AUT-001", "AUT-003", "AUT-005"},
	}, map[string]string{
		"AUT-010": "no defect answers 401 to another tenant: see TestOtherTenantIsStillAuthenticated",
		"AUT-012": "an OAuth client has to be configured: see TestClientCredentials",
	})
}

func TestAnyTarget(t *testing.T) {
	selftest.Survives(t, authentication.Checks(), map[string]string{
		"AUT-002": "the provider's 401 has no WWW-Authenticate",
		"AUT-004": "the provider compares the scheme letter by letter",
	})
}
