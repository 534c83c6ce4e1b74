package entra

import (
	"slices"
	"time"
)

// Bounds on time.
const (
	DefaultSkew = 5 * time.Minute
	MaxSkew     = 10 * time.Minute
	// MaxValidity is how far ahead an expiry may lie; "unreasonably far" ones may be refused (RFC 7523 §3). It is three times
	// what Entra was seen to give.
	MaxValidity = 24 * time.Hour
)

// CheckTime holds the token against the clock.
func (c Claims) CheckTime(now time.Time, skew time.Duration) error {
	const layout = time.RFC3339
	switch {
	case c.Expires.IsZero():
		return Reject(Malformed, "exp is missing")
	case !now.Before(c.Expires.Add(skew)):
		return Reject(Expired, "it expired at %s, now is %s, skew %s", c.Expires.Format(layout), now.UTC().Format(layout), skew)
	case c.NotBefore.After(now.Add(skew)):
		return Reject(NotYetValid, "nbf is %s, now is %s, skew %s", c.NotBefore.Format(layout), now.UTC().Format(layout), skew)
	case c.IssuedAt.After(now.Add(skew)):
		return Reject(NotYetValid, "iat is %s, now is %s, skew %s", c.IssuedAt.Format(layout), now.UTC().Format(layout), skew)
	case c.Expires.After(now.Add(MaxValidity + skew)):
		return Reject(TooLong, "it expires at %s, more than %s from now", c.Expires.Format(layout), MaxValidity)
	}
	return nil
}

// CheckBearer holds the claims of a bearer token against the tenant and the audiences that are trusted.
func (c Claims) CheckBearer(tenant string, audiences []string) error {
	switch {
	case c.Issuer != BearerIssuer(tenant):
		return Reject(Issuer, "iss is %q, want %q", clip(c.Issuer), BearerIssuer(tenant))
	case c.Tenant != "" && c.Tenant != tenant:
		return Reject(Tenant, "tid is %q, want %q", clip(c.Tenant), tenant)
	}
	return c.checkAudience(audiences)
}

// Workload is the identity that may sign assertions for a client.
type Workload struct {
	Tenant  string // tid
	Subject string // object id of Microsoft's provisioning workload identity in the tenant
	AppID   string // application id in the audience
	Caller  string // appid claim; "" accepts any
}

// CheckAssertion holds the claims of a client assertion against the workload identity that is trusted.
func (c Claims) CheckAssertion(w Workload) error {
	switch {
	case c.Issuer != AssertionIssuer(w.Tenant):
		return Reject(Issuer, "iss is %q, want %q", clip(c.Issuer), AssertionIssuer(w.Tenant))
	case c.Tenant != w.Tenant:
		return Reject(Tenant, "tid is %q, want %q", clip(c.Tenant), w.Tenant)
	case c.Subject != w.Subject:
		return Reject(Subject, "sub is %q, want %q", clip(c.Subject), w.Subject)
	case c.ObjectID != "" && c.ObjectID != c.Subject:
		return Reject(Subject, "oid is %q, and sub is %q", clip(c.ObjectID), w.Subject)
	case c.Version != "" && c.Version != "2.0":
		return Reject(Version, "ver is %q, want 2.0", clip(c.Version))
	case w.Caller != "" && c.AppID != w.Caller:
		return Reject(Application, "appid is %q, want %q", clip(c.AppID), w.Caller)
	}
	return c.checkAudience(AssertionAudiences(w.AppID))
}

func (c Claims) checkAudience(accepted []string) error {
	for _, a := range c.Audience {
		if slices.Contains(accepted, a) {
			return nil
		}
	}
	first := ""
	if len(c.Audience) > 0 {
		first = c.Audience[0]
	}
	return Reject(Audience, "aud is %q (of %d), want one of %q", clip(first), len(c.Audience), accepted)
}
