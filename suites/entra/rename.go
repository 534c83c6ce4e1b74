package entra

import (
	"net/http"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func rename() []harness.Spec {
	return []harness.Spec{
		harness.Check(harness.Declaration{
			ID: "AAD-021", Title: "Rename: a userName change keeps the id and releases the old name",
			Level: harness.MustEntra, RFC: harness.Silent, Ref: guide, Gate: harness.GatePatch, Effect: harness.EffectWrite, Profiles: profiles,
			Needs:       []harness.Need{harness.NeedUser, harness.NeedFilter},
			Requirement: "userName can be changed by PATCH; the id stays, the old name matches nobody and can be given to another user.",
			Advice:      "Key users by id, not by userName. People marry, and Entra goes on with the id it knows.",
			Entra:       "Marriages and moves change the userPrincipalName; Entra goes on with the id (Q24). Soft-deleted users get another name too (Q39).",
		}, changeUserName),
	}
}

func changeUserName(t *harness.T) {
	user := t.User(nil)
	name := t.Name(harness.Domain)
	t.Patch(user.Path, harness.Op{Op: t.Spelling("Replace"), Path: "userName", Value: name})
	t.ReadBack(user.Path, func(o *httpexpect.Object) {
		o.Value("id").IsEqual(user.ID)
		o.Value("userName").IsEqual(name)
	})
	t.WantUsers(user.ID, `userName eq "%s"`, name)
	t.WantUsers("", `userName eq "%s"`, user.UserName)
	t.Step("give the old name to somebody else", func() {
		t.Create("/Users", t.UserBody(harness.Attrs{"userName": user.UserName})).Is(http.StatusCreated, http.StatusOK)
	})
}
