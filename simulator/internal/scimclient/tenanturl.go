package scimclient

import (
	"net/url"
	"strings"
)

// The feature flags that ride in the query of the tenant URL (wire §2.3, quirks Q53).
const (
	FlagPatch062020 = "aadOptscim062020"     // dialect P2
	FlagPatch2017   = "AzureAdScimPatch2017" // the way back to P1, once P2 is the default
)

// TenantURL is a tenant URL taken apart.
type TenantURL struct {
	Base  string // scheme, host and path, without trailing slash, query and fragment
	Query string // the parameters that are not flags, as typed, without "?"
	Flags string // the flags, as typed
	Patch bool   // aadOptscim062020 is present, whatever its case and value
	Plain bool   // http instead of https; Entra itself insists on HTTPS
}

// ParseTenantURL reads what an administrator typed into the Tenant URL field. It tolerates blanks around it, a trailing
// slash and flags in any letter case with or without a value; it refuses what cannot be the base of a SCIM endpoint
// with a [*ConfigError].
//
// AzureAdScimPatch2017 is recognised and taken out of the query, but changes nothing: it restores what is the default
// today (wire §0.3).
func ParseTenantURL(raw string) (TenantURL, error) {
	raw = strings.TrimSpace(raw)
	u, err := url.Parse(raw)
	if problem, remedy := urlProblem(raw, u, err); problem != "" {
		return TenantURL{}, &ConfigError{Field: "tenant URL", Problem: problem, Remedy: remedy}
	}
	t := TenantURL{Plain: u.Scheme == "http"}
	t.Base = u.Scheme + "://" + u.Host + strings.TrimRight(u.EscapedPath(), "/")
	var keep, flags []string
	for part := range strings.SplitSeq(u.RawQuery, "&") {
		if part == "" {
			continue
		}
		name, _, _ := strings.Cut(part, "=")
		switch {
		case strings.EqualFold(name, FlagPatch062020):
			t.Patch = true
			flags = append(flags, part)
		case strings.EqualFold(name, FlagPatch2017):
			flags = append(flags, part)
		default:
			keep = append(keep, part)
		}
	}
	t.Query, t.Flags = strings.Join(keep, "&"), strings.Join(flags, "&")
	return t, nil
}

// urlProblem never repeats userinfo: it may be a secret.
func urlProblem(raw string, u *url.URL, err error) (problem, remedy string) {
	const form = "write it like https://app.example.com/scim/v2"
	switch {
	case raw == "":
		return "it is empty", form
	case err != nil && !strings.Contains(raw, "://"):
		return "it has no scheme", form
	case err != nil:
		return "it is not a URL", form + "; characters outside a URL are written as %XX"
	case u.User != nil:
		return "it carries a user name or password", "leave out what stands before the @: Entra sends the secret token in the Authorization header only"
	case u.Scheme == "" || u.Opaque != "" || u.Scheme != "http" && u.Scheme != "https" && !strings.Contains(raw, "://"):
		return "it has no scheme", form
	case u.Scheme != "http" && u.Scheme != "https":
		return "its scheme is " + u.Scheme, "Entra speaks https; http is accepted for test endpoints: " + form
	case u.Hostname() == "":
		return "it names no host", form
	case !urlText(u.RawQuery) || !urlText(u.Host):
		return "it has a blank or a control character", "write it as %XX, or leave it out"
	case u.Fragment != "" || strings.Contains(raw, "#"):
		return "it has a fragment (#…)", "leave out the # and what follows: it never reaches the server"
	}
	return "", ""
}

// urlText reports whether s can stand in a request line.
func urlText(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] == 0x7f {
			return false
		}
	}
	return true
}

// target joins a path below the base with a query, in the order: parameters of the tenant URL, forwarded flags, own.
func (t TenantURL) target(path, query string, forward bool) string {
	parts := make([]string, 0, 3)
	if t.Query != "" {
		parts = append(parts, t.Query)
	}
	if forward && t.Flags != "" {
		parts = append(parts, t.Flags)
	}
	if query != "" {
		parts = append(parts, query)
	}
	if len(parts) == 0 {
		return path
	}
	return path + "?" + strings.Join(parts, "&")
}
