package resource

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func id() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "RES-002", Title: "id is a non-empty string",
			Level: harness.Must, Ref: "7643 §3.1", Effect: harness.EffectWrite,
			Requirement: "Every representation of a resource has an id, a non-empty string assigned by the service provider.",
			Advice:      "Write id as a JSON string in every answer, lists included, also where it is a number inside.",
		}, idThere),

		harness.RFC(harness.Declaration{
			ID: "RES-003", Title: "id does not contain bulkId",
			Level: harness.Must, Ref: "7643 §3.1", Effect: harness.EffectWrite,
			Requirement: "No id contains the reserved word bulkId.",
			Advice:      "Choose another form of ids: in bulk requests bulkId: stands for a resource that is yet to be created.",
		}, idNotReserved),

		harness.RFC(harness.Declaration{
			ID: "RES-004", Title: "id is stable, and unique over all resource types",
			Level: harness.Must, Ref: "7643 §3.1", Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "The id of a resource is the same in every read and after every update, and no other resource of any type has it.",
			Advice:      "Give an id once and never again: not per type, not anew when an account is enabled, and letter for letter the same in lists.",
		}, idStable),

		harness.RFC(harness.Declaration{
			ID: "RES-005", Title: "An id sent by the client is ignored",
			Level: harness.Must, Ref: "7643 §3.1", Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "An id in the body of a create is ignored, and the resource cannot be reached under it.",
			Advice:      "Drop id from the body of a create before anything else looks at it; do not refuse it.",
		}, clientIDIgnored),
	}
}

func idThere(t *harness.T) {
	each(t, func(s specimen, v view) {
		raw := exact(t, v.resource, "id")
		if text, ok := raw.(string); !ok || text == "" {
			v.fail(t, "there is no id that is text", show(raw), "a non-empty string")
		}
	})
}

func idNotReserved(t *harness.T) {
	each(t, func(s specimen, v view) {
		if text, _ := harness.Member(v.resource, "id").(string); strings.Contains(text, "bulkId") {
			v.fail(t, "the id contains the reserved word", text, "an id without bulkId")
		}
	})
}

func idStable(t *harness.T) {
	user := t.User(nil)
	same := func(when string) {
		t.ReadBack(user.Path, func(o *httpexpect.Object) {
			if got := harness.Member(o.Raw(), "id"); got != user.ID {
				t.Fail("the id is another one "+when, show(got), user.ID)
			}
		})
		found := found(t, user)
		if len(found) == 1 && found[0] != user.ID {
			t.Fail("the id is another one in a list "+when, show(found[0]), user.ID)
		}
	}
	same("after the create")
	if t.Open(harness.GatePatch) {
		for _, active := range []bool{false, true} {
			answer := t.TryPatch(user.Path, harness.Op{Op: "replace", Path: "active", Value: active})
			if answer.Status() >= http.StatusBadRequest {
				continue // PAT checks are about that
			}
			if ids := found(t, user); len(ids) == 1 && ids[0] != user.ID {
				t.Fail("the id is another one after an update", show(ids[0]), user.ID)
			}
			if t.Get(user.Path).Status() != http.StatusNotFound { // AAD-018 is about those who cannot be read
				same("after an update")
			}
		}
	}
	if t.Open(harness.GateGroups) {
		var groups []string
		t.Try(func() { groups = append(groups, t.Create("/Groups", t.RequiredBody(t.GroupType())).ID()) })
		if slices.Contains(groups, user.ID) {
			t.Fail("a group has the id of a user", user.ID, "ids that are unique over all resource types")
		}
	}
}

// found are the ids under which a filter finds the user; none where filters do not work.
func found(t *harness.T, user harness.User) []any {
	if !t.Open(harness.GateFilter) {
		return nil
	}
	answer := t.Get("/Users", harness.Filter(`userName eq "%s"`, user.UserName))
	list, _ := harness.Member(answer.Doc(), "Resources").([]any)
	var out []any
	for _, v := range list {
		if o, ok := v.(map[string]any); ok && strings.EqualFold(text(o, "userName"), user.UserName) {
			out = append(out, harness.Member(o, "id"))
		}
	}
	return out
}

func text(o map[string]any, path ...string) string {
	s, _ := harness.Member(o, path...).(string)
	return s
}

func clientIDIgnored(t *harness.T) {
	forged := t.GUID()
	body := t.UserBody(nil)
	body["id"] = forged
	answer := t.Create("/Users", body).Is(http.StatusCreated, http.StatusOK)
	if id := text(answer.Doc(), "id"); strings.EqualFold(id, forged) {
		answer.Fail("the id that the client sent became the id of the user", id, "an id of the target's own")
	}
	if again := t.Get("/Users/" + url.PathEscape(forged)); again.Status() == http.StatusOK {
		again.Fail("the user can be read under the id that the client sent", statusText(again), "404 Not Found")
	}
}
