package scimclient

import (
	"fmt"
	"net/http"
	"strings"
)

// statusHint says what to look at after an answer outside 2xx. It draws on what servers are known to get wrong.
func statusHint(r Request, in answer) string {
	switch {
	case in.status == http.StatusUnauthorized:
		return "the server does not accept the secret token: it may be mistyped, revoked, expired or of another environment; Entra would quarantine the job"
	case in.status >= 300 && in.status <= 399:
		return "Entra does not follow redirects: enter " + location(in) + " as the tenant URL, or answer directly"
	case in.status == http.StatusForbidden && isHTML(in):
		return "a firewall or proxy answered, not the SCIM server: Entra sends no User-Agent, and rules against missing agents block it (quirk Q55)"
	case in.status == http.StatusForbidden:
		return "the token is known but may not do this: give it the rights to read and write users and groups"
	case in.status == http.StatusNotFound:
		return notFoundHint(r)
	case in.status == http.StatusNotAcceptable:
		return "Entra sends no Accept header: answer application/scim+json by default (quirk Q47)"
	case in.status == http.StatusUnsupportedMediaType:
		return "Entra writes Content-Type: " + contentType + "; the charset parameter must be accepted (quirk Q28)"
	case in.status == http.StatusMethodNotAllowed && r.Kind == KindUpdate:
		return "Entra updates with PATCH only; PUT is never used (quirk Q34)"
	case in.status == http.StatusConflict:
		return "the account exists but the lookup before did not find it: a filter must return every account whose value collides, inactive ones too (quirk Q18)"
	case in.status == http.StatusTooManyRequests:
		return "Entra does not throttle itself for custom apps: allow at least 25 requests per second and tenant"
	case in.status == http.StatusBadRequest && strings.Contains(string(in.body), "HTTP request to an HTTPS server"):
		return "the tenant URL says http where the server speaks https"
	case in.status == http.StatusPreconditionFailed || in.status == http.StatusPreconditionRequired:
		return "Entra never sends If-Match: do not require it (quirk Q67)"
	case in.status >= 500:
		return "the server failed: look into its log; Entra tries again in the next cycle"
	}
	return rejectedHint(r)
}

func location(in answer) string {
	if l := in.header.Get("Location"); l != "" {
		return fmt.Sprintf("the address behind %s", oneLine(l))
	}
	return "the final address"
}

func notFoundHint(r Request) string {
	switch r.Kind {
	case KindProbeUsers, KindMatch:
		return "a lookup without a match is 200 with an empty list; if the path is unknown, the tenant URL is not the SCIM base (it may lack /scim/v2)"
	case KindProbeGroups:
		return "answer 200 with an empty list on /Groups even without group support, or switch the group mapping off (quirk Q31)"
	case KindDiscovery:
		return "the tenant URL is not the SCIM base (it may lack /scim/v2), or the server has no /ServiceProviderConfig: then set dial discovery-probe=off"
	case KindCreate:
		return "the endpoint for new resources is missing below the tenant URL"
	default:
		return "the target forgot this id: an object deleted behind Entra's back stays failed until the job is restarted (dial on-stale-link)"
	}
}

func rejectedHint(r Request) string {
	switch r.Kind {
	case KindProbeUsers, KindProbeGroups, KindMatch:
		return "the server must support this filter with eq, values quoted and blanks written as + (quirk Q14)"
	case KindReferenceCheck:
		return "some servers cannot filter by id and a reference: set dial reference-check-manager=off"
	case KindUpdate:
		return "the PATCH is Entra's own form: op in any letter case, \"True\"/\"False\" for booleans, filtered paths that create (quirks Q02 to Q04); ?aadOptscim062020 on the tenant URL selects the RFC's forms"
	case KindCreate:
		return "the body is Entra's own form: unknown attributes, meta and empty lists must be accepted (quirks Q11, Q48)"
	default:
		return "see the answer's detail and the server's log"
	}
}

// unreadableHint says what to look at after a 2xx that is not a resource.
func unreadableHint(r Request, ex Exchange) string {
	in := answer{header: headerMap(ex.ResponseHeader), body: []byte(ex.ResponseBody)}
	switch {
	case isHTML(in):
		return "a web page answered, not the SCIM endpoint: the tenant URL may lack the SCIM path, or a login page or proxy stands in front"
	case r.Kind == KindProbeUsers, r.Kind == KindProbeGroups, r.Kind == KindMatch, r.Kind == KindAccounts:
		return `answer a lookup with {"schemas":["` + urnList + `"],"totalResults":0,"Resources":[]} when nothing matches`
	case r.Kind == KindDiscovery:
		return "/ServiceProviderConfig answers a JSON object (RFC 7643 §5)"
	default:
		return "answer with the resource, its id as a string and every attribute in its RFC 7643 type; manager is an object, lists are arrays (quirk Q45)"
	}
}
