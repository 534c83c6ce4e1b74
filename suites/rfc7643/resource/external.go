package resource

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func external() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "RES-012", Title: "externalId is never invented",
			Level: harness.Must, Ref: "7643 §3.1", Effect: harness.EffectWrite,
			Requirement: "A resource that was created without externalId has none: the service provider never makes one up.",
			Advice:      "Leave externalId out until a client sends one; keep your own keys in id or in an extension.",
		}, notInvented),

		harness.RFC(harness.Declaration{
			ID: "RES-013", Title: "externalId comes back exactly as sent",
			Level: harness.Must, Ref: "7643 §3.1", Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "externalId is returned exactly as it was sent, in letter case and characters.",
			Advice:      "Store externalId as it came: it is case-exact, and Entra finds its users by it.",
		}, externalKept),
	}
}

func notInvented(t *harness.T) {
	each(t, func(s specimen, v view) {
		if got, _ := harness.Member(v.resource, "externalId").(string); got != "" {
			v.fail(t, "there is an externalId that no client sent", got, "no externalId")
		}
	})
}

func externalKept(t *harness.T) {
	plain := strings.ToUpper(t.Name("")) + "-aBc"
	keep := func(external string) bool {
		answer := t.Create("/Users", t.UserBody(harness.Attrs{"externalId": external}))
		if external != plain && answer.Status() == http.StatusBadRequest {
			t.Remark("an externalId with other characters than letters, digits and hyphens is refused: %q", external)
			return false
		}
		id := answer.Is(http.StatusCreated, http.StatusOK).PeekID()
		if id == "" {
			return false // RES-002 is about that
		}
		t.ReadBack("/Users/"+url.PathEscape(id), func(o *httpexpect.Object) {
			if got := harness.Member(o.Raw(), "externalId"); got != external {
				t.Fail("externalId does not come back as it was sent", show(got), harness.Show(external))
			}
		})
		return true
	}
	if keep(plain) {
		keep(t.Name("") + ` Zoë+7/%41&"=#`)
	}
}
