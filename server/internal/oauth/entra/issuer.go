package entra

import (
	"regexp"
	"time"
)

// Facts about Entra's tokens.
const (
	// CustomAppAudience is the audience of the tokens for every custom (non-gallery) app.
	CustomAppAudience = "8adf8e6e-67b2-4cf2-a259-e3dc5476c621"
	// LegacyAudience was seen in place of it in a capture of 2019; not accepted unless configured.
	LegacyAudience = "00000002-0000-0000-c000-000000000000"
	// ClientAppID is the provisioning service's own application id, the appid of the tokens it presents (Q65).
	ClientAppID = "00000014-0000-0000-c000-000000000000"
	// AssertionKeys is where the keys of client assertions are published; {tid} stands for the tenant.
	AssertionKeys = "https://login.microsoftonline.com/{tid}/discovery/v2.0/keys"
	// SigningAlgorithm is the only alg of the tokens.
	SigningAlgorithm = "RS256"
	// AssertionValidity and BearerValidity are how long the two kinds of token are good for.
	AssertionValidity = 65 * time.Minute
	BearerValidity    = 8*time.Hour + 5*time.Minute
)

// BearerIssuer is the v1 issuer of a tenant, with its trailing slash.
func BearerIssuer(tenant string) string { return "https://sts.windows.net/" + tenant + "/" }

// AssertionIssuer is the v2 issuer of a tenant.
func AssertionIssuer(tenant string) string {
	return "https://login.microsoftonline.com/" + tenant + "/v2.0"
}

// AssertionAudiences are the three spellings the documents give for the audience of an assertion.
func AssertionAudiences(appID string) []string {
	return []string{"api://" + appID + "/.default", "api://" + appID, appID}
}

var (
	guid            = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)
	bearerIssuer    = regexp.MustCompile(`^https://sts\.windows\.net/([0-9a-f-]{36})/$`)
	assertionIssuer = regexp.MustCompile(`^https://login\.microsoftonline\.com/([0-9a-f-]{36})/v2\.0$`)
)

// IsGUID reports whether s is an id of Entra's: 32 lower-case hexadecimal digits in five groups.
func IsGUID(s string) bool { return guid.MatchString(s) }
