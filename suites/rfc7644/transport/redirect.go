package transport

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func redirect() []harness.Spec {
	return []harness.Spec{
		harness.Closing(harness.RFC(harness.Declaration{
			ID: "TRN-019", Title: "Redirects keep method and body",
			Level: harness.Should, Ref: "7644 §3.12", Effect: harness.EffectWrite,
			Requirement: "Redirects, if any, are 307 or 308; no write is answered with 301, 302 or 303.",
			Advice:      "Answer where the request was sent, or redirect with 307 or 308: after a 301 or 302 clients turn a POST into a GET, and the write is lost. Redirects to a log-in page mean that the token was not looked at.",
		}, redirects)),
		harness.Practice(harness.Declaration{
			ID: "TRN-020", Title: "Nothing confidential is repeated in Location or WWW-Authenticate",
			Level: harness.Should, Ref: "—", Effect: harness.EffectRead,
			Requirement: "Tokens and filter values are not repeated in redirects or in challenges.",
			Advice:      "Redirect without the query, or do not redirect at all: Location ends in the logs of every proxy. A challenge names the scheme and the reason, never the token.",
		}, discretion),
	}
}

// rewriting are redirects after which a client may turn any method into GET (RFC 7231 §6.4).
var rewriting = []int{http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther}

func redirects(t *harness.T) {
	t.Send(t.Ground())
	t.Create("/Users", t.UserBody(nil))
	for _, o := range t.Observed() {
		if o.Within() && o.Authenticated() && slices.Contains(rewriting, o.Status()) {
			o.Fail("the redirect does not keep method and body", harness.Show(o.Status()), "307 Temporary Redirect", "308 Permanent Redirect")
		}
	}
}

func discretion(t *harness.T) {
	value := t.GUID()
	filtered := t.Get("/Users", harness.Filter(`userName eq "%s"`, value))
	wantDiscreet(filtered, "Location", value)
	wantDiscreet(filtered, "Location", t.Token())
	token := harness.WrongToken(t)
	refused := t.Send(harness.Request{Method: http.MethodGet, Path: "/Users", Header: http.Header{"Authorization": {"Bearer " + token}}})
	for _, name := range []string{"WWW-Authenticate", "Location"} {
		wantDiscreet(refused, name, token)
	}
}

func wantDiscreet(answer *harness.Answer, header, secret string) {
	for _, v := range answer.Headers(header) {
		plain, err := url.QueryUnescape(v)
		if strings.Contains(v, secret) || (err == nil && strings.Contains(plain, secret)) {
			answer.Fail("what was sent in confidence stands in the "+header+" header", v, header+" without it")
		}
	}
}
