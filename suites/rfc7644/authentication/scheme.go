package authentication

import (
	"net/http"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func scheme() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "AUT-004", Title: "The scheme may be written in any letter case",
			Level: harness.Must, Ref: "7235 §2.1", Effect: harness.EffectRead,
			Requirement: "The name of the authentication scheme is compared in any letter case.",
			Advice:      "Compare the scheme without regard to case: bearer, Bearer and BEARER are one.",
		}, anyCase),
		harness.RFC(harness.Declaration{
			ID: "AUT-006", Title: "A token in the URL is not accepted",
			Level: harness.Should, Ref: "6750 §2.3", Effect: harness.EffectRead,
			Requirement: "A token that is passed as ?access_token= is not accepted.",
			Advice:      "Take tokens from the Authorization header only: URLs end in the logs of every proxy, and in browsers' histories.",
		}, inURL),
	}
}

func anyCase(t *harness.T) {
	t.Readable()
	for _, name := range []string{"bearer", "BEARER"} {
		r := t.Ground()
		r.Header = http.Header{"Authorization": {name + " " + t.Token()}}
		t.Send(r).Is(http.StatusOK)
	}
}

func inURL(t *harness.T) {
	if !t.Secure() && !t.Loopback() {
		t.NotSupported("the token would be readable on the way: the target is neither on this machine nor behind TLS")
	}
	if !refused(t.Send(page()).Status()) {
		t.SkipBecause("a request without any token is not refused, which AUT-001 is about")
	}
	r := page()
	r.Query = append(r.Query, harness.Param{Name: "access_token", Value: t.Token()})
	if answer := t.Send(r); answer.Status() < http.StatusMultipleChoices {
		answer.Fail("a token in the URL opens the door", harness.Status(answer), "401 Unauthorized")
	}
}
