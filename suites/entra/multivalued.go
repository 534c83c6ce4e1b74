package entra

import (
	"fmt"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func multivalued() []harness.Spec {
	needs := []harness.Need{harness.NeedUser}
	return []harness.Spec{
		harness.Check(harness.Declaration{
			ID: "AAD-012", Title: "PATCH: Add " + workMail + " creates the element",
			Level: harness.MustEntra, RFC: harness.Silent, Ref: guide, Gate: harness.GatePatch, Effect: harness.EffectWrite, Profiles: profiles, Needs: needs,
			Requirement: "Add on a filtered path that matches no element creates one element that has the filter's type.",
			Advice:      `When nothing matches, create one element from the filter's equality pairs and the sub-attribute: {"type":"work","value":…}. Answering noTarget makes every update of the user fail for ever.`,
			Entra:       "The default mapping writes the work e-mail to this path, also for users who have none yet (Q02). A refusal fails the whole request, and with it every other change of the user.",
		}, addWorkMail),

		harness.Check(harness.Declaration{
			ID: "AAD-015", Title: "PATCH: phone numbers and addresses by type can be added, replaced, removed",
			Level: harness.MustEntra, RFC: harness.Silent, Ref: guide, Gate: harness.GatePatch, Effect: harness.EffectWrite, Profiles: profiles, Needs: needs,
			Requirement: `Elements of phoneNumbers and addresses are addressed by type: they can be added, replaced and removed, one element per type, without touching the others.`,
			Advice:      `Let later operations of the same request find the element that an earlier one created: three operations on addresses[type eq "work"] make one address. Leave elements of other types alone.`,
			Entra:       "The default mapping has phone numbers and addresses of one type each, one operation per part (Q02, Q77). Three addresses in place of one are what users see.",
		}, byType),
	}
}

func addWorkMail(t *harness.T) {
	if !t.Declares(harness.UserURN, "emails") {
		t.NotSupported("/Schemas does not declare emails")
	}
	user := t.User(harness.Attrs{"emails": nil})
	mail := t.Name(harness.Domain)
	t.Patch(user.Path, harness.Op{Op: t.Spelling("Add"), Path: workMail, Value: mail})
	t.ReadBack(user.Path, func(o *httpexpect.Object) {
		wantTyped(t, o, "emails", "work", harness.Attrs{"value": mail})
	})
}

func byType(t *harness.T) {
	phones, addresses := t.Declares(harness.UserURN, "phoneNumbers"), t.Declares(harness.UserURN, "addresses")
	if !phones && !addresses {
		t.NotSupported("/Schemas declares neither phoneNumbers nor addresses")
	}
	if phones {
		t.Step("phone numbers", func() { phonesByType(t) })
	}
	if addresses {
		t.Step("addresses", func() { addressesByType(t) })
	}
}

func phonesByType(t *harness.T) {
	const mobile = `phoneNumbers[type eq "mobile"].value`
	work := harness.Attrs{"type": "work", "value": "+49 471 15550"}
	user := t.User(harness.Attrs{"phoneNumbers": []harness.Attrs{work}})
	for _, step := range []struct{ op, number string }{{"Add", "+49 170 55501"}, {"Replace", "+49 170 55502"}} {
		t.Patch(user.Path, harness.Op{Op: t.Spelling(step.op), Path: mobile, Value: step.number})
		t.ReadBack(user.Path, func(o *httpexpect.Object) {
			wantTyped(t, o, "phoneNumbers", "mobile", harness.Attrs{"value": step.number})
			wantTyped(t, o, "phoneNumbers", "work", work)
		})
	}
	t.Patch(user.Path, harness.Op{Op: t.Spelling("Remove"), Path: mobile})
	t.ReadBack(user.Path, func(o *httpexpect.Object) {
		for _, e := range elements(o, "phoneNumbers") {
			if v, _ := e["value"].(string); e["type"] == "mobile" && v != "" {
				t.Fail("the removed number is still there", v, "no value of type mobile")
			}
		}
		wantTyped(t, o, "phoneNumbers", "work", work)
	})
}

func addressesByType(t *harness.T) {
	user := t.User(nil)
	path := func(sub string) string { return `addresses[type eq "work"].` + sub }
	t.Patch(user.Path,
		harness.Op{Op: t.Spelling("Add"), Path: path("streetAddress"), Value: "12 Quay Road"},
		harness.Op{Op: t.Spelling("Add"), Path: path("locality"), Value: "Bremerhaven"},
		harness.Op{Op: t.Spelling("Add"), Path: path("postalCode"), Value: "27568"})
	t.ReadBack(user.Path, func(o *httpexpect.Object) {
		wantTyped(t, o, "addresses", "work", harness.Attrs{"streetAddress": "12 Quay Road", "locality": "Bremerhaven", "postalCode": "27568"})
	})
	t.Patch(user.Path, harness.Op{Op: t.Spelling("Replace"), Path: path("streetAddress"), Value: "4 Pier Lane"})
	t.ReadBack(user.Path, func(o *httpexpect.Object) {
		wantTyped(t, o, "addresses", "work", harness.Attrs{"streetAddress": "4 Pier Lane", "locality": "Bremerhaven"})
	})
}

// elements are the elements of a multi-valued attribute; none when it is absent.
func elements(o *httpexpect.Object, attribute string) []map[string]any {
	if o.Raw()[attribute] == nil {
		return nil
	}
	var out []map[string]any
	for _, v := range o.Value(attribute).Array().Iter() {
		out = append(out, v.Object().Raw())
	}
	return out
}

// wantTyped asserts that exactly one element of attribute has the type and that it has these sub-attributes.
func wantTyped(t *harness.T, o *httpexpect.Object, attribute, kind string, want harness.Attrs) {
	var found []map[string]any
	for _, e := range elements(o, attribute) {
		if e["type"] == kind {
			found = append(found, e)
		}
	}
	if len(found) != 1 {
		t.Fail(fmt.Sprintf("%s should have exactly one element of type %s", attribute, kind), harness.Show(o.Raw()[attribute]), "one element of type "+kind)
	}
	for name, value := range want {
		if name != "type" && found[0][name] != value {
			t.Fail(fmt.Sprintf(`%s[type eq "%s"].%s is not what was asked for`, attribute, kind, name), harness.Show(found[0]), harness.Show(value))
		}
	}
}
