package entra

import (
	"net/http"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func token() []harness.Spec {
	return []harness.Spec{
		harness.Check(harness.Declaration{
			ID: "AAD-002", Title: "The bearer token alone is enough on every endpoint",
			Level: harness.MustEntra, RFC: harness.Silent, Ref: guide, Effect: harness.EffectRead, Profiles: profiles,
			Requirement: "A long-lived bearer token is all that a request needs on every endpoint: no further header, no cookie, no User-Agent.",
			Advice:      "Take the Authorization header for enough; Entra cannot be told to send API keys or other headers of your own.",
			Entra:       "Entra can be given a tenant URL and one secret token, and nothing more: what needs another header or a cookie cannot be reached by it (Q65).",
		}, tokenAlone),
	}
}

func tokenAlone(t *harness.T) {
	paths := []string{"/Users", "/ServiceProviderConfig", "/ResourceTypes", "/Schemas"}
	if t.Open(harness.GateGroups) {
		paths = append(paths, "/Groups")
	}
	for _, path := range paths {
		r := harness.Request{Method: http.MethodGet, Path: path, Bare: true}
		if path == "/Users" || path == "/Groups" {
			r.Query = []harness.Param{{Name: "startIndex", Value: "1"}, {Name: "count", Value: "1"}}
		}
		// What else may be wrong with an endpoint is for other checks; here it matters that the token was taken.
		if answer := t.Send(r); answer.Status() == http.StatusUnauthorized || answer.Status() == http.StatusForbidden {
			answer.Fail("the bearer token is not enough for "+path, http.StatusText(answer.Status()), "anything but 401 and 403")
		}
	}
}
