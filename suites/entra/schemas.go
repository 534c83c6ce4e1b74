package entra

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"unicode"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func schemas() []harness.Spec {
	return []harness.Spec{
		harness.Check(harness.Declaration{
			ID: "AAD-031", Title: "/Schemas is a ListResponse in camel case, without nulls",
			Level: harness.ShouldEntra, RFC: harness.Silent, Ref: guide, Effect: harness.EffectRead, Profiles: profiles,
			Requirement: "/Schemas answers a ListResponse whose property names and keywords are in camel case and in which nothing is null.",
			Advice:      "Leave out what does not apply instead of writing null, and spell readOnly, caseExact, subAttributes as the RFC does: Entra's schema discovery reads no other form.",
			Entra:       "The portal's schema discovery and the validator read this document, and fail on null and on other spellings (Q45, Q66).",
		}, schemasForm),

		harness.Check(harness.Declaration{
			ID: "AAD-038", Title: "/Schemas is served",
			Level: harness.MustEntra, RFC: harness.Must, Ref: "gallery checklist", Effect: harness.EffectRead, Profiles: profiles,
			In:          map[string]harness.Level{harness.Entra: harness.ShouldEntra},
			Requirement: "GET /Schemas answers 200 with a ListResponse of the schemas; for an application outside the gallery it is optional.",
			Advice:      "Serve /Schemas: the gallery asks for schema discovery, and the portal then offers your attributes by name.",
			Entra:       "The gallery asks for it; the portal then offers the target's own attributes in the mapping editor (Q66).",
		}, schemasServed),
	}
}

func schemasServed(t *harness.T) {
	answer := t.Get("/Schemas")
	if len(answer.List()) == 0 {
		answer.Fail("no schema is listed", "an empty list", "the schemas of users and groups")
	}
}

// keywords are the values of RFC 7643 §7 that have capitals inside.
var keywords = []string{"dateTime", "readOnly", "readWrite", "writeOnly"}

func schemasForm(t *harness.T) {
	answer := t.Get("/Schemas")
	if answer.Status() != http.StatusOK { // whether it has to be there is for AAD-038 to say
		t.NotSupported(fmt.Sprintf("/Schemas answers %d", answer.Status()))
	}
	o := answer.Object()
	o.Value("schemas").Array().ContainsAny(harness.ListResponseURN)
	var odd func(at string, v any) string
	odd = func(at string, v any) string {
		switch x := v.(type) {
		case nil:
			return at + " is null"
		case map[string]any:
			for _, name := range slices.Sorted(maps.Keys(x)) {
				if first := []rune(name + " ")[0]; unicode.IsUpper(first) && !(at == "" && name == "Resources") {
					return at + "/" + name + " begins with a capital letter"
				}
				if found := odd(at+"/"+name, x[name]); found != "" {
					return found
				}
			}
		case []any:
			for i, e := range x {
				if found := odd(fmt.Sprintf("%s/%d", at, i), e); found != "" {
					return found
				}
			}
		case string:
			keyword := strings.HasSuffix(at, "/type") || strings.HasSuffix(at, "/mutability")
			for _, k := range keywords {
				if keyword && x != k && strings.EqualFold(x, k) {
					return at + " is " + x + ", not " + k
				}
			}
		}
		return ""
	}
	if found := odd("", o.Raw()); found != "" {
		answer.Fail("the schemas are not in the form that Entra reads", found, "camel case and no nulls")
	}
}
