package harness

import (
	"fmt"
	"net/url"
	"strings"
)

// Locate reads a reference to a SCIM resource as RFC 7643 §2.3.7 resolves it: a relative one against the base URL, not
// against the path of the request. The result has no fragment. It is an error when ref is no URI.
func (t *T) Locate(ref string) (*url.URL, error) {
	u, err := url.Parse(ref)
	if err != nil || ref == "" || strings.ContainsAny(ref, " \t\r\n") {
		return nil, fmt.Errorf("%q is not a URI", ref)
	}
	base := *t.session.base
	base.Path, base.RawPath = base.Path+"/", ""
	u = base.ResolveReference(u)
	u.Fragment = ""
	return u, nil
}

// Follow reads what a reference leads to. The token goes to the target's own host and nowhere else: reason says why nothing
// was asked when the reference names another one, as it may behind a proxy. Scheme and port are those of the base URL, for
// the same reason.
func (t *T) Follow(ref string) (answer *Answer, reason string) {
	u, err := t.Locate(ref)
	switch {
	case err != nil:
		return nil, err.Error()
	case !strings.EqualFold(u.Hostname(), t.session.base.Hostname()):
		return nil, fmt.Sprintf("%s is on another host than the target; it was not followed", u.Hostname())
	}
	u.Scheme, u.Host = t.session.base.Scheme, t.session.base.Host
	return t.Send(Request{Method: "GET", URL: u.String()}), ""
}

// SameURI tells whether two references lead to the same place, relative or not.
func (t *T) SameURI(a, b string) bool {
	ua, err := t.Locate(a)
	if err != nil {
		return false
	}
	ub, err := t.Locate(b)
	return err == nil && strings.EqualFold(ua.Host, ub.Host) && ua.EscapedPath() == ub.EscapedPath()
}

// LeadsTo tells whether a reference ends in the path of a resource (/Users/2819c223), whatever stands in front: RFC
// 7643 §2.4 lets URIs come with a version, another one, or without.
func (t *T) LeadsTo(ref, path string) bool {
	u, err := t.Locate(ref)
	return err == nil && (strings.HasSuffix(u.EscapedPath(), path) || strings.HasSuffix(u.Path, path))
}
