package entra

import (
	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// managerPath is the path of Entra's default mapping of the manager.
const managerPath = harness.EnterpriseURN + ":manager"

func manager() []harness.Spec {
	needs := []harness.Need{harness.NeedUser}
	return []harness.Spec{
		harness.Check(harness.Declaration{
			ID: "AAD-016", Title: "Manager: a bare id and the object form both set manager.value",
			Concerns: []string{"manager"},
			Level:    harness.MustEntra, RFC: harness.Silent, Ref: "observed", Gate: harness.GateEnterprise, Effect: harness.EffectWrite, Profiles: profiles, Needs: needs,
			Requirement: "Add or Replace of urn:…:User:manager with a bare string id sets manager.value; the object form works too.",
			Advice:      `Store a bare string as {"value": id} and always return the object: Entra cannot read a manager that is a string, and the user is stuck from then on.`,
			Entra:       "Managers are linked in the second pass by the bare id, not by the object of RFC 7643 (Q09). Who returns a string breaks Entra's reading of the whole user.",
		}, setManager),

		harness.Check(harness.Declaration{
			ID: "AAD-017", Title: "Manager: all forms of clearing leave no manager",
			Concerns: []string{"manager"},
			Level:    harness.ShouldEntra, RFC: harness.Silent, Ref: "observed", Gate: harness.GateEnterprise, Effect: harness.EffectWrite, Profiles: profiles, Needs: needs,
			Requirement: `Remove, Replace with "" and Replace with {"value": ""} all leave no manager.`,
			Advice:      "Treat an empty string, and an object whose value is empty, as unassigned.",
			Entra:       "When the manager leaves, Entra clears the reference in one of these forms (Q41). A stale manager goes on approving.",
		}, clearManager),
	}
}

func setManager(t *harness.T) {
	first, second, user := t.User(nil), t.User(nil), t.User(nil)
	t.Patch(user.Path, harness.Op{Op: t.Spelling("Add"), Path: managerPath, Value: first.ID})
	wantManager(t, user, first)
	t.Patch(user.Path, harness.Op{Op: t.Spelling("Replace"), Path: managerPath, Value: second.ID})
	wantManager(t, user, second)
	t.Patch(user.Path, harness.Op{Op: t.Spelling("Replace"), Path: managerPath, Value: harness.Attrs{"value": first.ID}})
	wantManager(t, user, first)
}

func wantManager(t *harness.T, user, manager harness.User) {
	t.ReadBack(user.Path, func(o *httpexpect.Object) {
		o.Value(harness.EnterpriseURN).Object().Value("manager").Object().Value("value").IsEqual(manager.ID)
	})
}

func clearManager(t *harness.T) {
	boss, user := t.User(nil), t.User(nil)
	for _, form := range []struct {
		name string
		op   harness.Op
	}{
		{"Remove", harness.Op{Op: t.Spelling("Remove"), Path: managerPath}},
		{`Replace with ""`, harness.Op{Op: t.Spelling("Replace"), Path: managerPath, Value: ""}},
		{`Replace with {"value": ""}`, harness.Op{Op: t.Spelling("Replace"), Path: managerPath, Value: harness.Attrs{"value": ""}}},
	} {
		t.Arrange("setting a manager", func() { setAnyManager(t, user, boss) })
		t.Step(form.name, func() {
			t.Patch(user.Path, form.op)
			t.ReadBack(user.Path, func(o *httpexpect.Object) {
				if got := managerOf(o.Raw()); got != "" {
					t.Fail("the user still has a manager after "+form.name, harness.Show(got), "no manager")
				}
			})
		})
	}
}

// setAnyManager sets a manager in whichever form the target takes: which forms those are is AAD-016's business.
func setAnyManager(t *harness.T, user, boss harness.User) {
	for _, value := range []any{boss.ID, harness.Attrs{"value": boss.ID}} {
		if t.TryPatch(user.Path, harness.Op{Op: t.Spelling("Add"), Path: managerPath, Value: value}).Status() < 300 {
			break
		}
	}
	t.ReadBack(user.Path, func(o *httpexpect.Object) {
		if got := managerOf(o.Raw()); got != boss.ID {
			t.Fail("the manager was not set", harness.Show(got), harness.Show(boss.ID))
		}
	})
}

// managerOf reads the manager's id in either form.
func managerOf(o map[string]any) string {
	extension, _ := o[harness.EnterpriseURN].(map[string]any)
	switch m := extension["manager"].(type) {
	case string:
		return m
	case map[string]any:
		id, _ := m["value"].(string)
		return id
	default:
		return ""
	}
}
