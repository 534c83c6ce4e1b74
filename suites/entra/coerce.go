package entra

import (
	"net/http"
	"net/url"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func coerce() []harness.Spec {
	needs := []harness.Need{harness.NeedUser}
	return []harness.Spec{
		harness.Check(harness.Declaration{
			ID: "AAD-009", Title: `Create: active "False" and roles[].primary "True" are coerced`,
			Level: harness.ShouldEntra, RFC: harness.Silent, Ref: "observed", Effect: harness.EffectWrite, Profiles: profiles, Needs: needs,
			Requirement: `A create with active: "False", or with a role whose primary is "True", is accepted, and booleans are what comes back.`,
			Advice:      "Coerce text to the schema's boolean in create bodies as in PATCH, in any letter case, also inside multi-valued attributes.",
			Entra:       "Mappings produce text, and Entra sends it as it is in creates as well (Q03, Q52); disabled users and primary roles come this way.",
		}, coercedCreate),

		harness.Check(harness.Declaration{
			ID: "AAD-014", Title: `PATCH: Add roles[primary eq "True"].value`,
			Concerns: []string{"roles"},
			Level:    harness.ShouldEntra, RFC: harness.Silent, Ref: "observed", Gate: harness.GatePatch, Effect: harness.EffectWrite, Profiles: profiles, Needs: needs,
			Requirement: `Add on the path roles[primary eq "True"].value works although the boolean is a string there: the role is created and is primary.`,
			Advice:      `Read the text "True" in a path's filter as the boolean when the attribute is one, and create the element from the filter.`,
			Entra:       "App roles with SingleAppRoleAssignment arrive like this, with the boolean as text inside the path (Q30).",
		}, primaryRole),

		harness.Check(harness.Declaration{
			ID: "AAD-022", Title: "Values come back as sent: phone numbers, e-mails, the letter case of userName",
			Level: harness.MustEntra, RFC: harness.Silent, Ref: guide, Effect: harness.EffectWrite, Profiles: profiles, Needs: needs,
			Requirement: "Phone numbers, e-mail addresses, names and the letter case of userName are not reformatted.",
			Advice:      "Store what was sent and compare a folded copy. What comes back differently is an update that Entra sends again at every evaluation.",
			Entra:       "Entra compares what it reads with what the mapping gives and sends what differs again, each time it looks (Q17).",
		}, asSent),
	}
}

func coercedCreate(t *harness.T) {
	t.Step("active", func() {
		id := t.Create("/Users", t.UserBody(harness.Attrs{"active": "False"})).Is(http.StatusCreated, http.StatusOK).ID()
		path := "/Users/" + url.PathEscape(id)
		if t.Get(path).Status() == http.StatusNotFound {
			t.SkipBecause("a disabled user cannot be read, which AAD-018 is about")
		}
		t.ReadBack(path, func(o *httpexpect.Object) { o.Value("active").Boolean().IsFalse() })
	})
	if !t.Declares(harness.UserURN, "roles") {
		return
	}
	t.Step("roles", func() {
		roles := []harness.Attrs{{"value": "planner", "primary": "True"}}
		id := t.Create("/Users", t.UserBody(harness.Attrs{"roles": roles})).Is(http.StatusCreated, http.StatusOK).ID()
		t.ReadBack("/Users/"+url.PathEscape(id), func(o *httpexpect.Object) { wantPrimaryRole(t, o, "planner") })
	})
}

func wantPrimaryRole(t *harness.T, o *httpexpect.Object, value string) {
	found := elements(o, "roles")
	if len(found) != 1 || found[0]["value"] != value || found[0]["primary"] != true {
		t.Fail("roles should have exactly this primary role", harness.Show(o.Raw()["roles"]), harness.Show([]harness.Attrs{{"value": value, "primary": true}}))
	}
}

func primaryRole(t *harness.T) {
	if !t.Declares(harness.UserURN, "roles") {
		t.NotSupported("/Schemas does not declare roles")
	}
	user := t.User(nil)
	t.Patch(user.Path, harness.Op{Op: t.Spelling("Add"), Path: `roles[primary eq "True"].value`, Value: "planner"})
	t.ReadBack(user.Path, func(o *httpexpect.Object) { wantPrimaryRole(t, o, "planner") })
}

func asSent(t *harness.T) {
	const phone = "+49 (471) 155-50"
	name := "Mira.HOLT-" + t.Name(harness.Domain)
	body := t.UserBody(harness.Attrs{
		"userName":     name,
		"displayName":  "Zoë Ångström-Holt",
		"emails":       []harness.Attrs{{"type": "work", "value": name, "primary": true}},
		"phoneNumbers": []harness.Attrs{{"type": "work", "value": phone}},
	})
	id := t.Create("/Users", body).Is(http.StatusCreated, http.StatusOK).ID()
	t.ReadBack("/Users/"+url.PathEscape(id), func(o *httpexpect.Object) {
		o.Value("userName").IsEqual(name)
		if sent, declared := body["displayName"]; declared {
			o.Value("displayName").IsEqual(sent)
		}
		if body["emails"] != nil {
			wantTyped(t, o, "emails", "work", harness.Attrs{"value": name})
		}
		if body["phoneNumbers"] != nil {
			wantTyped(t, o, "phoneNumbers", "work", harness.Attrs{"value": phone})
		}
	})
}
