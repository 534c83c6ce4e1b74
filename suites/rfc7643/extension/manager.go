package extension

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func manager() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "EXT-004", Title: "manager.value is set, changed and removed; manager.displayName is the target's",
			Level: harness.Must, Ref: "7643 §4.3", Gate: harness.GateEnterprise, Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "manager.value can be set, changed and removed, and comes back inside an object; manager.displayName is readOnly.",
			Advice:      `Return {"value": id} and take displayName from the manager's own user, whatever the client says.`,
		}, managerChanges),

		harness.RFC(harness.Declaration{
			ID: "EXT-005", Title: "manager.$ref is the manager's URI",
			Level: harness.Should, Ref: "7643 §4.3", Gate: harness.GateEnterprise, Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "manager.$ref is the URI of the manager.",
			Advice:      "Compute $ref from value when the user is written out.",
		}, managerLinked),
	}
}

const managerPath = harness.EnterpriseURN + ":manager"

func needManager(t *harness.T) {
	if !t.Declares(harness.EnterpriseURN, "manager") {
		t.NotSupported("/Schemas does not declare manager")
	}
}

// setManager writes a manager, or none, by PATCH where there is PATCH and by replacing the user where there is none.
func setManager(t *harness.T, user harness.User, op, id string) {
	value := harness.Attrs{"value": id}
	if t.Open(harness.GatePatch) {
		o := harness.Op{Op: op, Path: managerPath}
		if op != "remove" {
			o.Value = value
		}
		t.Patch(user.Path, o)
		return
	}
	attrs := with(harness.EnterpriseURN, harness.Attrs{"manager": value})
	if op == "remove" {
		attrs = harness.Attrs{}
	}
	attrs["userName"] = user.UserName
	t.PutUser(user, t.UserBody(attrs)).Is(http.StatusOK, http.StatusNoContent)
}

func wantManager(t *harness.T, path, id string) {
	t.ReadBack(path, func(o *httpexpect.Object) {
		raw := harness.Member(o.Raw(), harness.EnterpriseURN, "manager")
		object, isObject := raw.(map[string]any)
		got, _ := harness.Member(object, "value").(string)
		switch {
		case got == id && (id == "" || isObject) && (raw == nil || isObject):
		case id == "":
			t.Fail("there should be no manager any more", show(raw), "no manager")
		default:
			t.Fail("manager is not what was asked for", show(raw), harness.Show(harness.Attrs{"value": id}))
		}
	})
}

func managerChanges(t *harness.T) {
	needManager(t)
	first, second, user := t.User(nil), t.User(nil), t.User(nil)
	setManager(t, user, "add", first.ID)
	wantManager(t, user.Path, first.ID)
	setManager(t, user, "replace", second.ID)
	wantManager(t, user.Path, second.ID)
	setManager(t, user, "remove", "")
	wantManager(t, user.Path, "")

	schema, _ := t.Schema(harness.EnterpriseURN)
	a, _ := schema.Attribute("manager")
	if name, declared := a.Sub("displayName"); !declared || name.Writable() {
		return
	}
	const forged = "Somebody Else Entirely"
	body := t.UserBody(with(harness.EnterpriseURN, harness.Attrs{"manager": harness.Attrs{"value": first.ID, "displayName": forged}}))
	id := t.Create("/Users", body).Is(http.StatusCreated, http.StatusOK).ID()
	t.ReadBack("/Users/"+url.PathEscape(id), func(o *httpexpect.Object) {
		if got := harness.Member(o.Raw(), harness.EnterpriseURN, "manager", "displayName"); got == forged {
			t.Fail("manager.displayName, which is readOnly, is what the client sent", forged, "the name of the manager, or none")
		}
	})
}

func managerLinked(t *harness.T) {
	needManager(t)
	boss, user := t.User(nil), t.User(nil)
	t.Arrange("setting a manager", func() {
		setManager(t, user, "add", boss.ID)
		wantManager(t, user.Path, boss.ID)
	})
	t.ReadBack(user.Path, func(o *httpexpect.Object) {
		raw := harness.Member(o.Raw(), harness.EnterpriseURN, "manager", "$ref")
		ref, _ := raw.(string)
		if strings.TrimSpace(ref) == "" || !t.LeadsTo(ref, boss.Path) {
			t.Fail("manager.$ref is not the URI of the manager", show(raw), "a URI that ends in "+boss.Path)
		}
	})
}
