package authentication

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func client() []harness.Spec {
	return []harness.Spec{harness.RFC(harness.Declaration{
		ID: "AUT-012", Title: "A token of the client credentials grant works",
		Level: harness.Should, Ref: "6749 §4.4", Gate: harness.GateOAuth, Effect: harness.EffectRead,
		Requirement: "An access token that was obtained by the client credentials grant opens the endpoint, and a wrong secret obtains none.",
		Advice:      "Answer the grant with access_token, token_type Bearer and expires_in, and let the SCIM endpoint accept the token. Entra asks for a new one shortly before expires_in is over.",
	}, clientCredentials)}
}

func clientCredentials(t *harness.T) {
	t.Readable()
	answer := t.OAuthToken().Is(http.StatusOK)
	doc := answer.Doc()
	token, _ := doc["access_token"].(string)
	if token == "" {
		answer.Fail("the answer holds no access token", "members "+harness.Show(keys(doc)), "access_token")
	}
	t.Mask(token)
	if kind, _ := doc["token_type"].(string); !strings.EqualFold(kind, "Bearer") {
		answer.Fail("the token is of another type than this run can use", harness.Show(kind), "Bearer")
	}
	if _, ok := doc["expires_in"].(float64); !ok {
		t.Remark("expires_in is missing or no number: Entra then does not know when to ask again")
	}
	t.Send(page("Bearer " + token)).Is(http.StatusOK)
	t.OAuthTokenWith(harness.WrongToken(t)).Is(http.StatusBadRequest, http.StatusUnauthorized)
}

func keys(doc map[string]any) []string { return slices.Sorted(maps.Keys(doc)) }
