package creation

import (
	"net/http"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// foreignURN is the schema of nothing.
const foreignURN = "urn:entrasim:example:schemas:2.0:Harbour"

func schemas() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "CRE-013", Title: "A body without schemas is refused, or taken for what the endpoint holds",
			Level: harness.Should, Ref: "7643 §3", Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A create without schemas answers 400, or fills it in.",
			Advice:      "Answer 400 invalidSyntax, or take the schema of the endpoint; in no case break.",
		}, noSchemas),

		harness.RFC(harness.Declaration{
			ID: "CRE-014", Title: "The schemas of a body must fit the endpoint",
			Level: harness.Should, Ref: "7643 §3", Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A create whose schemas lack the base schema, or name that of another resource type, answers 400.",
			Advice:      "Look for the URN of the endpoint's own schema in schemas, and answer 400 invalidValue without it.",
		}, otherSchema),

		harness.RFC(harness.Declaration{
			ID: "CRE-015", Title: "An unknown extension in schemas is ignored",
			Level: harness.Should, Ref: "7643 §3.3", Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A create whose schemas name an unknown extension besides the base schema succeeds.",
			Advice:      "Ignore URNs that you do not know. Entra lists http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group with every group.",
		}, unknownSchema),
	}
}

func noSchemas(t *harness.T) {
	answer := t.Create(users, t.UserBody(harness.Attrs{"schemas": nil})).Is(http.StatusBadRequest, http.StatusCreated, http.StatusOK)
	if answer.Status() != http.StatusBadRequest {
		t.Remark("a body without schemas is taken for a user")
	}
}

func otherSchema(t *harness.T) {
	for _, urn := range []string{harness.GroupURN, foreignURN} {
		body := t.UserBody(nil)
		body["schemas"] = []string{urn}
		t.Create(users, body).Is(http.StatusBadRequest)
	}
}

func unknownSchema(t *harness.T) {
	body := t.UserBody(nil)
	urns, _ := body["schemas"].([]string)
	body["schemas"] = append([]string{foreignURN}, urns...)
	t.Create(users, body).Is(http.StatusCreated, http.StatusOK)
}
