package authentication

import (
	"net/http"
	"regexp"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func refusal() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "AUT-001", Title: "A request without credentials answers 401",
			Level: harness.Must, Ref: "7644 §2, §3.12", Effect: harness.EffectRead,
			Requirement: "A request without credentials to a protected endpoint is answered 401.",
			Advice:      "Answer 401 before anything else is looked at. 403 says that the caller is known and may not; a redirect to a log-in page is of no use to a machine.",
		}, func(t *harness.T) { t.Send(page()).Is(http.StatusUnauthorized) }),
		harness.RFC(harness.Declaration{
			ID: "AUT-002", Title: "A 401 names the scheme in WWW-Authenticate",
			Level: harness.Must, Ref: "7644 §2", Effect: harness.EffectRead,
			Requirement: "The answer 401 names the supported schemes in WWW-Authenticate, the one among them that this run uses.",
			Advice:      `Send WWW-Authenticate: Bearer realm="scim" with every 401.`,
		}, challenge),
		harness.RFC(harness.Declaration{
			ID: "AUT-003", Title: "A wrong token answers 401",
			Level: harness.Must, Ref: "7644 §2, 6750 §3.1", Effect: harness.EffectRead,
			Requirement: "A bearer token of the right form that was never issued is answered 401.",
			Advice:      "Look the token up, compare its hash, and answer 401 when it is not there: never 403, 404 or 500, and never the data.",
		}, func(t *harness.T) { t.Send(page("Bearer " + harness.WrongToken(t))).Is(http.StatusUnauthorized) }),
		harness.RFC(harness.Declaration{
			ID: "AUT-005", Title: "A malformed Authorization header answers 401",
			Level: harness.Must, Ref: "7644 §2", Effect: harness.EffectRead,
			Requirement: "A token without a scheme, under an unknown scheme, or no token at all is answered 401.",
			Advice:      "Split the header at the first space, compare the scheme in any letter case, and answer 401 to everything else; a parser that fails must not end in a 500.",
		}, malformed),
		harness.RFC(harness.Declaration{
			ID: "AUT-007", Title: `The challenge to a wrong token says error="invalid_token"`,
			Level: harness.Should, Ref: "6750 §3", Effect: harness.EffectRead,
			Requirement: `WWW-Authenticate: Bearer in the answer to a wrong token carries error="invalid_token".`,
			Advice:      `Send WWW-Authenticate: Bearer error="invalid_token" when a token was presented and is not good, so that a client knows that it needs another one.`,
		}, invalidToken),
	}
}

var bearerChallenge = regexp.MustCompile(`(?i)(^|,)\s*bearer(\s|,|$)`)

// bearerIn is the WWW-Authenticate header that asks for a bearer token; "" when there is none.
func bearerIn(answer *harness.Answer) string {
	for _, v := range answer.Headers("WWW-Authenticate") {
		if bearerChallenge.MatchString(v) {
			return v
		}
	}
	return ""
}

func challenge(t *harness.T) {
	answer := t.Send(page())
	if answer.Status() != http.StatusUnauthorized {
		t.SkipBecause("a request without credentials is not answered 401, which AUT-001 is about")
	}
	if bearerIn(answer) == "" {
		answer.Fail("the scheme that is in use is not named", "WWW-Authenticate: "+harness.Show(answer.Headers("WWW-Authenticate")), `WWW-Authenticate: Bearer realm="…"`)
	}
}

func malformed(t *harness.T) {
	for _, m := range []struct{ what, header string }{
		{"a token without a scheme", t.Token()},
		{"an unknown scheme", "Entrasim " + t.Token()},
		{"a scheme without a token", "Bearer"},
	} {
		answer := t.Send(page(m.header))
		switch answer.Status() {
		case http.StatusBadRequest:
			t.Deviation("%s is answered 400, as RFC 6750 §3.1 has it for malformed requests, where SCIM has 401", m.what)
		case http.StatusUnauthorized:
		default:
			answer.Fail(m.what+" is not answered 401", harness.Status(answer), "401 Unauthorized")
		}
	}
}

var invalidTokenError = regexp.MustCompile(`(?i)error\s*=\s*"?invalid_token"?`)

func invalidToken(t *harness.T) {
	answer := t.Send(page("Bearer " + harness.WrongToken(t)))
	if answer.Status() != http.StatusUnauthorized {
		t.SkipBecause("a wrong token is not answered 401, which AUT-003 is about")
	}
	got := bearerIn(answer)
	if got == "" {
		t.SkipBecause("there is no challenge for bearer tokens, which AUT-002 is about")
	}
	if !invalidTokenError.MatchString(got) {
		answer.Fail("the challenge does not say what was wrong with the token", strings.TrimSpace(got), `Bearer …, error="invalid_token"`)
	}
}
