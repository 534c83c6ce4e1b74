package creation

import (
	"net/http"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func required() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "CRE-008", Title: "A user without userName is refused",
			Level: harness.Must, Ref: "7643 §4.1.1", Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A create without the required userName answers 400.",
			Advice:      "Check required attributes before storing anything, and answer 400 invalidValue.",
		}, noName),

		harness.RFC(harness.Declaration{
			ID: "CRE-009", Title: "An empty userName is refused",
			Level: harness.Should, Ref: "7643 §4.1.1", Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A create with an empty userName, or one of blanks, answers 400.",
			Advice:      "Each user must have a userName that is not empty (RFC 7643 §4.1.1): trim before checking.",
		}, emptyName),

		harness.RFC(harness.Declaration{
			ID: "CRE-010", Title: "A refusal of a value says invalidValue",
			Level: harness.Should, Ref: "7644 §3.12", Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A create that is refused for a missing or wrongly typed value carries scimType invalidValue.",
			Advice:      `Put "scimType": "invalidValue" into the error, and name the attribute in detail.`,
		}, refusalType),

		harness.RFC(harness.Declaration{
			ID: "CRE-023", Title: "A required extension is required",
			Level: harness.Must, Ref: "7643 §6", Gate: harness.GateRequiredExtension, Effect: harness.EffectWrite,
			Requirement: "Where /ResourceTypes says that an extension is required, a create without it answers 400.",
			Advice:      "Enforce required extensions, or announce them with required false.",
		}, noExtension),
	}
}

// nameless is a user that lacks nothing but the userName.
func nameless(t *harness.T) harness.Attrs { return t.UserBody(harness.Attrs{"userName": nil}) }

func noName(t *harness.T) {
	t.Create(users, nameless(t)).Is(http.StatusBadRequest)
}

func emptyName(t *harness.T) {
	for _, name := range []string{"", "   "} {
		t.Create(users, t.UserBody(harness.Attrs{"userName": name})).Is(http.StatusBadRequest)
	}
}

func refusalType(t *harness.T) {
	refusals := 0
	for _, form := range []struct {
		body    harness.Attrs
		allowed []string
	}{
		{nameless(t), []string{"invalidValue"}},
		// A value of the wrong type does "not conform to the request schema" either (RFC 7644 §3.12, invalidSyntax).
		{t.UserBody(harness.Attrs{"userName": harness.Attrs{"first": "Mira"}}), []string{"invalidValue", "invalidSyntax"}},
	} {
		answer := t.Create(users, form.body)
		if answer.Status() != http.StatusBadRequest {
			continue // CRE-008 and CRE-017 are about that
		}
		refusals++
		scimType, ok := answer.SCIMError()
		if !ok {
			t.SkipBecause("the refusal is no SCIM error, which ERR-001 is about")
		}
		if !slices.Contains(form.allowed, scimType) {
			answer.Fail("the refusal does not say what is wrong", "scimType "+harness.Show(scimType), "scimType "+strings.Join(form.allowed, " or "))
		}
	}
	if refusals == 0 {
		t.SkipBecause("neither a missing nor a wrongly typed value is refused with 400, which CRE-008 and CRE-017 are about")
	}
}

func noExtension(t *harness.T) {
	for _, rt := range t.ResourceTypes() {
		for _, e := range rt.Extensions {
			if !e.Required {
				continue
			}
			body := t.RequiredBody(rt)
			t.Arrange("creating a "+rt.Name+" with everything that is required", func() { t.CreateAs(rt, body).Is(http.StatusCreated, http.StatusOK) })
			bare := t.RequiredBody(rt)
			delete(bare, e.Schema)
			bare["schemas"] = []string{rt.Schema}
			t.CreateAs(rt, bare).Is(http.StatusBadRequest)
		}
	}
}
