package authentication

import (
	"net/http"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func announced() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "AUT-008", Title: "/ServiceProviderConfig can be read without credentials",
			Level: harness.Should, Ref: "7643 §5", Effect: harness.EffectRead,
			Requirement: "authenticationSchemes, and so /ServiceProviderConfig, can be read without credentials.",
			Advice:      "Let /ServiceProviderConfig through without a token: how should a client find out how to authenticate?",
		}, open),
		harness.RFC(harness.Declaration{
			ID: "AUT-009", Title: "authenticationSchemes names the scheme in use",
			Level: harness.Must, Ref: "7643 §5", Effect: harness.EffectRead,
			Requirement: "authenticationSchemes has an entry for bearer tokens, which this run authenticates with.",
			Advice:      `Announce {"type":"oauthbearertoken","name":"OAuth Bearer Token","description":"…"}.`,
		}, named),
	}
}

const config = "/ServiceProviderConfig"

func open(t *harness.T) {
	if t.Provider() == nil {
		t.SkipBecause("/ServiceProviderConfig cannot be read with credentials either, which DSC-001 is about")
	}
	t.Send(harness.Request{Method: http.MethodGet, Path: config, Header: http.Header{"Authorization": nil}}).Is(http.StatusOK)
}

// bearerTypes are the registered types that a bearer token goes with; oauth is OAuth 1, which has none.
var bearerTypes = []string{"oauthbearertoken", "oauth2"}

func named(t *harness.T) {
	doc := t.Get(config).Doc()
	if t.Provider() == nil || doc == nil {
		t.SkipBecause("/ServiceProviderConfig cannot be read, which DSC-001 is about")
	}
	schemes, ok := harness.Member(doc, "authenticationSchemes").([]any)
	if !ok {
		t.SkipBecause("authenticationSchemes is not a list, which DSC-004 is about")
	}
	var types []string
	for _, s := range schemes {
		entry, _ := s.(map[string]any)
		kind, _ := harness.Member(entry, "type").(string)
		types = append(types, kind)
	}
	if !slices.ContainsFunc(types, func(kind string) bool { return slices.Contains(bearerTypes, strings.ToLower(kind)) }) {
		t.Fail("no entry is for the scheme that this run authenticates with", "types "+harness.Show(types), "oauthbearertoken", "oauth2")
	}
}
