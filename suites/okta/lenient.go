package okta

import (
	"maps"
	"net/http"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func lenient() []harness.Spec {
	return []harness.Spec{
		harness.Check(harness.Declaration{
			ID: "OKT-009", Title: "Empty strings are stored or unassigned, never a 5xx",
			Level: harness.Should, RFC: harness.Silent, Ref: observed, Effect: harness.EffectWrite, Profiles: profiles,
			Needs:       []harness.Need{harness.NeedUser},
			Requirement: "An empty string for an optional attribute is taken as unassigned, or stored.",
			Advice:      "Take an empty text for none, or store it; clients send it for every field that is empty in their own directory.",
		}, emptyStrings),
		harness.Check(harness.Declaration{
			ID: "OKT-010", Title: "null is taken as unassigned",
			Level: harness.Should, RFC: harness.Must, Ref: observed, Effect: harness.EffectWrite, Profiles: profiles,
			Needs:       []harness.Need{harness.NeedUser},
			Requirement: "null for an optional attribute in a create is taken as unassigned.",
			Advice:      "Take null, an empty list and absence for one and the same (RFC 7643 §2.5). OneLogin sends null for whatever it has no value for.",
		}, nulls),
		harness.Check(harness.Declaration{
			ID: "OKT-011", Title: "A single value in a list is accepted or refused cleanly",
			Level: harness.Should, RFC: harness.Silent, Ref: observed, Gate: harness.GatePatch, Effect: harness.EffectWrite, Profiles: profiles,
			Needs:       []harness.Need{harness.NeedUser, harness.NeedPatch},
			Requirement: "A single value that is wrapped in an array in a PATCH value is unwrapped, or refused with 400.",
			Advice:      "Unwrap a list of one where the attribute has one value, or answer 400 invalidValue.",
		}, wrapped),
		harness.Check(harness.Declaration{
			ID: "OKT-012", Title: "PATCH replace of a whole resource applies what may be written, or is refused cleanly",
			Level: harness.Should, RFC: harness.Silent, Ref: observed, Gate: harness.GatePatch, Effect: harness.EffectWrite, Profiles: profiles,
			Needs:       []harness.Need{harness.NeedUser, harness.NeedPatch},
			Requirement: "PATCH replace without path whose value is the whole resource, readOnly attributes included, applies the rest or is refused with 400.",
			Advice:      "Skip readOnly attributes whose value does not change, as in a PUT. If you refuse, refuse all of it.",
		}, wholePatch),
	}
}

// optional are texts of a user that may be empty.
func optional(t *harness.T) []string {
	var out []string
	schema, published := t.Schema(harness.UserURN)
	for _, name := range []string{"title", "nickName", "displayName"} {
		a, declared := schema.Attribute(name)
		if !published || (declared && !a.Required && len(a.CanonicalValues) == 0) {
			out = append(out, name)
		}
	}
	if len(out) == 0 {
		t.NotSupported("/Schemas declares no optional text that a user might be without")
	}
	return out
}

func emptyStrings(t *harness.T) {
	attrs := harness.Attrs{}
	for _, name := range optional(t) {
		attrs[name] = ""
	}
	answer := t.Create("/Users", t.UserBody(attrs))
	if answer.Status() == http.StatusBadRequest {
		answer.Fail("empty strings were refused", harness.Excerpt(answer), "201 Created, with the attributes empty or without them")
	}
	id := answer.Is(http.StatusCreated, http.StatusOK).ID()
	t.ReadBack(t.UserAt(id, nil).Path, func(o *httpexpect.Object) {
		for name := range attrs {
			if got := o.Raw()[name]; got != nil && got != "" {
				t.Fail(name+" was sent empty and has a value", harness.Show(got), `""`, "no "+name)
			}
		}
	})
}

// nulls are written out by hand: UserBody takes null for leaving out.
func nulls(t *harness.T) {
	body := t.UserBody(nil)
	for _, name := range optional(t) {
		body[name] = nil
	}
	if t.Declares(harness.UserURN, "phoneNumbers") {
		body["phoneNumbers"] = nil
	}
	id := t.Create("/Users", body).Is(http.StatusCreated, http.StatusOK).ID()
	t.ReadBack(t.UserAt(id, nil).Path, func(o *httpexpect.Object) {
		for _, name := range optional(t) {
			if name != "displayName" && !harness.Unassigned(o.Raw()[name]) { // displayName may be made from the name
				t.Fail(name+" was sent as null and has a value", harness.Show(o.Raw()[name]), "no "+name)
			}
		}
	})
}

func wrapped(t *harness.T) {
	user, name := t.User(nil), text(t)
	answer := t.TryPatch(user.Path, harness.Op{Op: "replace", Path: name, Value: []string{"Harbour Clerk"}})
	if answer.Status() == http.StatusBadRequest {
		t.Remark("refused with 400")
		return
	}
	answer.Is(http.StatusOK, http.StatusNoContent, http.StatusBadRequest)
	t.ReadBack(user.Path, func(o *httpexpect.Object) { o.Value(name).IsEqual("Harbour Clerk") })
}

func wholePatch(t *harness.T) {
	user, name := t.User(nil), text(t)
	value := maps.Clone(t.Get(user.Path).Is(http.StatusOK).Object().Raw())
	value[name] = "Harbour Clerk"
	if before, ok := value["name"].(map[string]any); ok {
		inner := maps.Clone(before)
		inner["familyName"] = "Berg"
		value["name"] = inner
	}
	answer := t.TryPatch(user.Path, harness.Op{Op: "replace", Value: value})
	if answer.Status() == http.StatusBadRequest {
		kind, ok := answer.SCIMError()
		if !ok {
			answer.Fail("refused, and not cleanly", harness.Excerpt(answer), "400 with a SCIM error")
		}
		if kind != "mutability" {
			answer.Fail("refused for another reason than that something is readOnly", harness.Show(kind), "200 OK", "204 No Content", "400 with scimType mutability")
		}
		t.ReadBack(user.Path, func(o *httpexpect.Object) {
			if o.Raw()[name] == "Harbour Clerk" {
				t.Fail("the PATCH was refused and applied all the same", "Harbour Clerk", "what was there before")
			}
		})
		return
	}
	answer.Is(http.StatusOK, http.StatusNoContent)
	t.ReadBack(user.Path, func(o *httpexpect.Object) {
		o.Value(name).IsEqual("Harbour Clerk")
		o.Value("id").IsEqual(user.ID)
		if _, sent := value["name"].(map[string]any); sent {
			o.Value("name").Object().Value("familyName").IsEqual("Berg")
		}
	})
}
