package entra

import (
	"net/http"
	"slices"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// reported are request shapes from reports of the field that the check list of the first edition does not have. They are
// provisional until the next one.
func reported() []harness.Spec {
	return []harness.Spec{
		harness.Check(harness.Declaration{
			ID: "AAD-039", Title: "PATCH: an attribute that is not known does not hold up the others",
			Level: harness.ShouldEntra, RFC: harness.Silent, Ref: "observed", Gate: harness.GatePatch, Effect: harness.EffectWrite, Profiles: profiles,
			Needs: []harness.Need{harness.NeedUser, harness.NeedDisable}, Since: later, Provisional: true,
			Requirement: "A PATCH with one operation on an attribute that the target does not have, and another that disables the user, disables the user.",
			Advice:      "Ignore what you do not store and apply the rest; keep 400 for requests that are malformed.",
			Entra:       "The default mapping has some twenty attributes, each sent only for people whose directory entry fills it (Q11): a target passes its demonstration and refuses, in production, the request that disables somebody.",
		}, unknownBesideKnown),

		harness.Check(harness.Declaration{
			ID: "AAD-040", Title: "Soft delete: the prefixed userName leaves the e-mail alone and can be taken back",
			Level: harness.ShouldEntra, RFC: harness.Silent, Ref: "observed", Gate: harness.GatePatch, Effect: harness.EffectWrite, Profiles: profiles,
			Needs: []harness.Need{harness.NeedUser, harness.NeedPatch, harness.NeedDisable}, Since: later, Provisional: true,
			Requirement: "A userName with 32 hexadecimal digits in front, written together with active=false, is accepted and changes no e-mail; the name before can be written again.",
			Advice:      "Keep userName and e-mail apart, and take any name that is unique.",
			Entra:       "A user who goes to the recycle bin gets the object id in front of the userPrincipalName, and Entra provisions that (Q39). Who copies userName into the e-mail has lost the address when the user is restored.",
		}, tombstone),

		harness.Check(harness.Declaration{
			ID: "AAD-041", Title: "PATCH: roles whose value is an object as text",
			Level: harness.ShouldEntra, RFC: harness.Silent, Ref: "observed", Gate: harness.GatePatch, Effect: harness.EffectWrite, Profiles: profiles,
			Needs: []harness.Need{harness.NeedUser, harness.NeedPatch}, Since: later, Provisional: true,
			Requirement: `Add roles with [{"value": "{\"value\": \"planner\", …}"}] gives the user the role planner, not one named by that text.`,
			Advice:      "When the value of a role is a JSON object as text, take the value inside of it.",
			Entra:       "The mapping function AppRoleAssignmentsComplex has this form in every PATCH, and a proper array in creates (Q21).",
		}, roleAsText),

		harness.Check(harness.Declaration{
			ID: "AAD-042", Title: "PATCH: Remove " + workMail + " with the old value removes it",
			Level: harness.ShouldEntra, RFC: harness.Silent, Ref: "observed", Gate: harness.GatePatch, Effect: harness.EffectWrite, Profiles: profiles,
			Needs: []harness.Need{harness.NeedUser, harness.NeedPatch}, Since: later, Provisional: true,
			Requirement: "A Remove on a filtered path that carries the value to be removed leaves no such value.",
			Advice:      "Ignore the value of a remove whose path names one value already.",
			Entra:       "Without aadOptscim062020 the value that goes is repeated in the operation (Q71); a sample of Microsoft's wrote it back.",
		}, removeWithValue),

		harness.Check(harness.Declaration{
			ID: "AAD-043", Title: `Manager: remove manager[value eq "id"] leaves no manager`,
			Level: harness.ShouldEntra, RFC: harness.Silent, Ref: "observed", Gate: harness.GateEnterprise, Effect: harness.EffectWrite, Profiles: profiles,
			Needs: []harness.Need{harness.NeedUser, harness.NeedPatch}, Since: later, Provisional: true,
			Requirement: "remove on manager with a value filter, although manager has a single value, leaves no manager.",
			Advice:      "Let a filter on a complex attribute of a single value mean that value, if it matches.",
			Entra:       "One of the forms in which a manager is cleared (Q41). A parser that has filters on multi-valued attributes only answers 400 in every cycle from then on.",
		}, filteredManager),

		harness.Check(harness.Declaration{
			ID: "AAD-044", Title: `PATCH: active "false" and "true" in lower case set a real boolean`,
			Level: harness.ShouldEntra, RFC: harness.Silent, Ref: "observed", Gate: harness.GatePatch, Effect: harness.EffectWrite, Profiles: profiles,
			Needs: []harness.Need{harness.NeedUser, harness.NeedDisable, harness.NeedText}, Since: later, Provisional: true,
			Requirement: `Replace active with the strings "false" and "true" does what "False" and "True" do.`,
			Advice:      "Compare the text without regard to letter case.",
			Entra:       "Administrators edit the expression of active, and their mapping then sends lower case (Q52).",
		}, lowerCase),

		harness.Check(harness.Declaration{
			ID: "AAD-045", Title: "PATCH: members of an operation that mean nothing are ignored",
			Level: harness.ShouldEntra, RFC: harness.Silent, Ref: "observed", Gate: harness.GatePatch, Effect: harness.EffectWrite, Profiles: profiles,
			Needs: []harness.Need{harness.NeedUser, harness.NeedPatch}, Since: later, Provisional: true,
			Requirement: "A PATCH whose Operations come before schemas, and whose operation has a name besides op, path and value, is applied.",
			Advice:      "Ignore members that you do not know, and do not depend on the order of the others.",
			Entra:       "Older jobs and Microsoft's own tests give operations a name (Q46).",
		}, extraMembers),
	}
}

// later is the edition that these checks came with.
const later = "2026.12"

func unknownBesideKnown(t *harness.T) {
	user := t.User(nil)
	t.Patch(user.Path, harness.Op{Op: t.Spelling("Add"), Path: "entrasimUnmodelled", Value: "Pier 4"}, harness.Op{Op: t.Spelling("Replace"), Path: "active", Value: false})
	t.ReadBack(user.Path, func(o *httpexpect.Object) { wantActive(t, o.Raw(), false) })
}

func tombstone(t *harness.T) {
	const objectID = "3c6f0d1e5f0a4a0e8f0b9b7f4f1c2d3e"
	mail := t.Name(harness.Domain)
	user := t.User(harness.Attrs{"emails": []harness.Attrs{{"type": "work", "value": mail, "primary": true}}})
	keeps := func(name string, active bool) {
		t.ReadBack(user.Path, func(o *httpexpect.Object) {
			o.Value("userName").IsEqual(name)
			wantActive(t, o.Raw(), active)
			if t.Declares(harness.UserURN, "emails") {
				wantTyped(t, o, "emails", "work", harness.Attrs{"value": mail})
			}
		})
	}
	t.Step("into the recycle bin", func() {
		t.Own("Users", "userName", objectID+user.UserName)
		t.Patch(user.Path, harness.Op{Op: t.Spelling("Replace"), Path: "userName", Value: objectID + user.UserName}, harness.Op{Op: t.Spelling("Replace"), Path: "active", Value: false})
		keeps(objectID+user.UserName, false)
	})
	t.Step("restored", func() {
		t.Patch(user.Path, harness.Op{Op: t.Spelling("Replace"), Path: "userName", Value: user.UserName}, harness.Op{Op: t.Spelling("Replace"), Path: "active", Value: true})
		keeps(user.UserName, true)
	})
}

func roleAsText(t *harness.T) {
	if !t.Declares(harness.UserURN, "roles") {
		t.NotSupported("/Schemas does not declare roles")
	}
	user := t.User(nil)
	text := `{"id":"5a0b6f0e-1111-4222-8333-944445555566","value":"planner","displayName":"Planner"}`
	t.Patch(user.Path, harness.Op{Op: t.Spelling("Add"), Path: "roles", Value: []harness.Attrs{{"value": text}}})
	t.ReadBack(user.Path, func(o *httpexpect.Object) {
		if !slices.ContainsFunc(elements(o, "roles"), func(e map[string]any) bool { return e["value"] == "planner" }) {
			t.Fail("the user does not have the role", harness.Show(o.Raw()["roles"]), `a role with the value "planner"`)
		}
	})
}

func removeWithValue(t *harness.T) {
	if !t.Declares(harness.UserURN, "emails") {
		t.NotSupported("/Schemas does not declare emails")
	}
	work, home := t.Name(harness.Domain), t.Name(harness.Domain)
	user := t.User(harness.Attrs{"emails": []harness.Attrs{{"type": "work", "value": work}, {"type": "home", "value": home}}})
	t.Patch(user.Path, harness.Op{Op: t.Spelling("Remove"), Path: workMail, Value: work})
	t.ReadBack(user.Path, func(o *httpexpect.Object) {
		for _, e := range elements(o, "emails") {
			if e["value"] == work {
				t.Fail("the value is still there", harness.Show(o.Raw()["emails"]), "no e-mail "+work)
			}
		}
		wantTyped(t, o, "emails", "home", harness.Attrs{"value": home})
	})
}

func filteredManager(t *harness.T) {
	boss, user := t.User(nil), t.User(nil)
	t.Arrange("setting a manager", func() { setAnyManager(t, user, boss) })
	t.Patch(user.Path, harness.Op{Op: "remove", Path: managerPath + `[value eq "` + boss.ID + `"]`})
	t.ReadBack(user.Path, func(o *httpexpect.Object) {
		if got := managerOf(o.Raw()); got != "" {
			t.Fail("the user still has a manager", harness.Show(got), "no manager")
		}
	})
}

func lowerCase(t *harness.T) {
	user := t.User(nil)
	for _, step := range []struct {
		sent string
		want bool
	}{{"false", false}, {"true", true}} {
		t.Patch(user.Path, harness.Op{Op: t.Spelling("Replace"), Path: "active", Value: step.sent})
		t.ReadBack(user.Path, func(o *httpexpect.Object) { wantActive(t, o.Raw(), step.want) })
	}
}

func extraMembers(t *harness.T) {
	user := t.User(nil)
	body := `{"Operations":[{"name":"setActive","op":"` + t.Spelling("Replace") + `","path":"displayName","value":"Mira Berg"}],` +
		`"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"]}`
	t.Send(harness.Request{Method: http.MethodPatch, Path: user.Path, Body: []byte(body)}).Is(http.StatusOK, http.StatusNoContent)
	if t.Declares(harness.UserURN, "displayName") {
		t.ReadBack(user.Path, func(o *httpexpect.Object) { o.Value("displayName").IsEqual("Mira Berg") })
	}
}
