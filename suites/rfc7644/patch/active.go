package patch

import (
	"net/http"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

func active() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "PAT-048", Title: "active can be set false and true again, and nothing else is lost",
			Level: harness.Must, Ref: "7643 §4.1.1", Gate: harness.GatePatch, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "replace sets active to false and back to true, and every other attribute stays.",
			Advice:      "Store active as an ordinary boolean: disabling must neither hide nor empty the user, and enabling must be possible at any time.",
		}, onAndOff),
	}
}

func onAndOff(t *harness.T) {
	if !t.Declares(harness.UserURN, "active") {
		t.NotSupported("/Schemas does not declare active")
	}
	user := t.User(nil)
	before := subject.Read(t, user.Path)
	for _, to := range []bool{false, true} {
		t.Patch(user.Path, op("replace", "active", to))
		if t.Get(user.Path).Status() == http.StatusNotFound {
			t.SkipBecause("a disabled user cannot be read, which AAD-018 is about")
		}
		subject.Want(t, user.Path, harness.Attrs{"active": to})
		subject.Unchanged(t, user.Path, before, "active")
	}
}
