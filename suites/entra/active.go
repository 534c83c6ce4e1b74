package entra

import (
	"net/http"
	"strings"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func active() []harness.Spec {
	return []harness.Spec{
		harness.Check(harness.Declaration{
			ID: "AAD-008", Title: `PATCH: active "False" and "True" as strings set a real boolean`,
			Level: harness.MustEntra, RFC: harness.Silent, Ref: compat, Gate: harness.GatePatch, Effect: harness.EffectWrite, Profiles: profiles,
			Needs:       []harness.Need{harness.NeedUser},
			Requirement: `Replace active with the strings "True" and "False" sets a boolean, and a boolean is what comes back.`,
			Advice:      "Coerce the text to the schema's type, in any letter case, and store a boolean. A refusal means that nobody is ever disabled; taking any non-empty string as true re-enables whom it should disable.",
			Entra:       `Offboarding hangs on it: Entra disables by the text "False" (Q03). Taken for a true value it leaves people in who have left.`,
		}, stringBooleans),

		harness.Check(harness.Declaration{
			ID: "AAD-018", Title: "Disable: the user still answers GET and filter, with active false",
			Level: harness.MustEntra, RFC: harness.Silent, Ref: guide, Gate: harness.GatePatch, Effect: harness.EffectWrite, Profiles: profiles,
			Needs:       []harness.Need{harness.NeedUser, harness.NeedFilter, harness.NeedDisable},
			Requirement: "After active=false the user is still found by id and by filter, with active: false.",
			Advice:      "Do not hide disabled users: Entra would create them again, or could never re-enable them. 404 is right only after DELETE.",
			Entra:       "Entra disables first and deletes thirty days later (Q19, Q25). A user who is hidden meanwhile is created a second time or cannot be re-enabled.",
		}, visibleWhenDisabled),

		harness.Check(harness.Declaration{
			ID: "AAD-019", Title: "Restore: active true re-enables the same id",
			Level: harness.MustEntra, RFC: harness.Silent, Ref: guide, Gate: harness.GatePatch, Effect: harness.EffectWrite, Profiles: profiles,
			Needs:       []harness.Need{harness.NeedUser, harness.NeedFilter, harness.NeedDisable},
			Requirement: "active=true re-enables the user under the same id, and no second user appears.",
			Advice:      "Treat active as an ordinary attribute of the stored user: re-enabling must neither re-key nor duplicate the account.",
			Entra:       "People come back from leave, and administrators undo mistakes: Entra enables the account that it knows (Q35).",
		}, restore),
	}
}

func stringBooleans(t *harness.T) {
	user := t.User(nil)
	for _, step := range []struct {
		sent string
		want bool
	}{{"False", false}, {"True", true}} {
		t.Patch(user.Path, harness.Op{Op: t.Spelling("Replace"), Path: "active", Value: step.sent})
		if t.Get(user.Path).Status() == http.StatusNotFound {
			t.SkipBecause("a disabled user cannot be read, which AAD-018 is about")
		}
		t.ReadBack(user.Path, func(o *httpexpect.Object) { o.Value("active").Boolean().IsEqual(step.want) })
	}
}

// setActive changes active in the RFC's own form: what Entra does differently is AAD-008's business.
func setActive(t *harness.T, user harness.User, to bool) {
	t.Patch(user.Path, harness.Op{Op: "replace", Path: "active", Value: to})
}

// isActive reads active leniently: the type of the value is AAD-008's business. A user without the attribute is active.
func isActive(o map[string]any) bool {
	switch v := o["active"].(type) {
	case bool:
		return v
	case string:
		return !strings.EqualFold(v, "false")
	default:
		return true
	}
}

func wantActive(t *harness.T, o map[string]any, want bool) {
	if isActive(o) != want {
		t.Fail("active does not say what was set", harness.Show(o["active"]), harness.Show(want))
	}
}

func visibleWhenDisabled(t *harness.T) {
	user := t.User(nil)
	t.Arrange("disabling the user", func() { setActive(t, user, false) })
	t.ReadBack(user.Path, func(o *httpexpect.Object) { wantActive(t, o.Raw(), false) })
	t.Settle(func() {
		found := t.FindUsers(`userName eq "%s"`, user.UserName)
		if len(found) != 1 {
			t.Fail("the filter does not find the disabled user", harness.Show(len(found))+" users", "1 user")
		}
		wantActive(t, found[0], false)
	})
}

func restore(t *harness.T) {
	user := t.User(nil)
	t.Arrange("disabling the user", func() { setActive(t, user, false) })
	setActive(t, user, true)
	t.ReadBack(user.Path, func(o *httpexpect.Object) {
		o.Value("id").IsEqual(user.ID)
		wantActive(t, o.Raw(), true)
	})
	t.WantUsers(user.ID, `userName eq "%s"`, user.UserName)
}
