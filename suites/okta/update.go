package okta

import (
	"fmt"
	"maps"
	"net/http"
	"strconv"
	"strings"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func update() []harness.Spec {
	return []harness.Spec{
		harness.Check(harness.Declaration{
			ID: "OKT-005", Title: "A profile is updated by PUT of the whole user as it was read",
			Level: harness.MustOkta, RFC: harness.Must, Ref: docs, Effect: harness.EffectWrite, Profiles: profiles,
			Needs:       []harness.Need{harness.NeedUser, harness.NeedPut},
			Requirement: "PUT with the whole user, id, groups: [] and meta included, changes what is different in it.",
			Advice:      "Ignore readOnly attributes in a PUT (RFC 7644 §3.5.1), and take an empty list for unassigned: Okta sends back what it read.",
		}, wholeUser),
		harness.Check(harness.Declaration{
			ID: "OKT-006", Title: "Deactivate and reactivate by replace without path",
			Level: harness.MustOkta, RFC: harness.Must, Ref: docs, Gate: harness.GatePatch, Effect: harness.EffectWrite, Profiles: profiles,
			Needs:       []harness.Need{harness.NeedUser, harness.NeedPatch, harness.NeedDisable},
			Requirement: `PATCH replace without path, with the value {"active": false}, deactivates the user; with true it is active again.`,
			Advice:      "Apply each member of the value as if it were an operation with its name as the path (RFC 7644 §3.5.2.3).",
		}, activity),
	}
}

func wholeUser(t *harness.T) {
	user := t.User(nil)
	body := harness.Attrs{}
	maps.Copy(body, t.Get(user.Path).Is(http.StatusOK).Object().Raw())
	body["id"], body["groups"] = user.ID, []any{}
	if body["meta"] == nil {
		body["meta"] = harness.Attrs{"resourceType": "User"}
	}
	name := text(t)
	body[name] = "Harbour Clerk"
	t.Put(user.Path, body).Is(http.StatusOK, http.StatusNoContent)
	t.ReadBack(user.Path, func(o *httpexpect.Object) {
		o.Value(name).IsEqual("Harbour Clerk")
		o.Value("userName").IsEqual(user.UserName)
	})
}

// text is an attribute of users that holds any text.
func text(t *harness.T) string {
	for _, name := range []string{"title", "nickName"} {
		if t.Declares(harness.UserURN, name) {
			return name
		}
	}
	return "displayName"
}

func activity(t *harness.T) {
	if !t.Declares(harness.UserURN, "active") {
		t.NotSupported("/Schemas does not declare active")
	}
	user := t.User(nil)
	for _, active := range []bool{false, true} {
		t.Patch(user.Path, harness.Op{Op: "replace", Value: harness.Attrs{"active": active}})
		t.ReadBack(user.Path, func(o *httpexpect.Object) {
			got := o.Value("active").Raw() // its JSON type is CHR-002's business
			if text := strings.ToLower(fmt.Sprint(got)); text != strconv.FormatBool(active) {
				t.Fail("active does not say what was set", harness.Show(got), harness.Show(active))
			}
		})
	}
}
