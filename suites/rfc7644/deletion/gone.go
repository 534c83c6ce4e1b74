package deletion

import (
	"net/http"
	"slices"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

func gone() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "DEL-001", Title: "Deleting answers 204 with an empty body",
			Level: harness.Must, Ref: deleting, Effect: harness.EffectDelete, Needs: needs,
			Requirement: "A successful DELETE answers 204 without a body.",
			Advice:      "Answer 204 No Content, and support DELETE on users and groups: Entra deletes for good what was deleted in the directory.",
		}, noContent),

		harness.RFC(harness.Declaration{
			ID: "DEL-002", Title: "GET, PUT, PATCH and DELETE of the deleted id answer 404",
			Level: harness.Must, Ref: deleting, Effect: harness.EffectDelete, Needs: needs,
			Requirement: "Every operation on a deleted resource answers 404.",
			Advice:      "Let the look-up by id find no deleted resources, whether you delete for good or set a mark: Entra creates a user again only when it reads 404.",
		}, unknownFromNowOn),

		harness.RFC(harness.Declaration{
			ID: "DEL-003", Title: "The resource is gone from lists, filters and searches",
			Level: harness.Must, Ref: deleting, Effect: harness.EffectDelete, Needs: needs,
			Requirement: "A deleted resource is in no query result any more.",
			Advice:      "Leave deleted resources out of every query, by filter and by POST /.search too.",
		}, unlisted),

		harness.RFC(harness.Declaration{
			ID: "DEL-004", Title: "The unique values of a deleted user can be taken again",
			Level: harness.Should, Ref: deleting, Effect: harness.EffectDelete, Needs: needs,
			Requirement: "A user can be created with the userName of one that was deleted.",
			Advice:      "Leave deleted resources out of the check for duplicates: people come back, and their name is the same.",
		}, nameIsFree),

		harness.RFC(harness.Declaration{
			ID: "DEL-005", Title: "Deleting an unknown id answers 404",
			Level: harness.Must, Ref: "7644 §3.12", Effect: harness.EffectDelete, Needs: needs,
			Requirement: "A DELETE of a resource that does not exist answers 404.",
			Advice:      "Look the resource up first; answer 404, which clients take for done.",
		}, unknownID),
	}
}

func noContent(t *harness.T) {
	answer := t.Delete(t.User(nil).Path).Is(http.StatusNoContent)
	if answer.HasBody() {
		answer.Fail("204 comes with a body", string(answer.Body()), "no body")
	}
}

func unknownFromNowOn(t *harness.T) {
	attribute := subject.Texts(t, 1)[0]
	body := t.UserBody(nil)
	user := t.User(harness.Attrs{"userName": body["userName"]})
	deleted(t, user.Path)
	t.Settle(func() { t.Get(user.Path).Is(http.StatusNotFound) })
	t.PutUser(user, body).Is(http.StatusNotFound)
	if t.Open(harness.GatePatch) {
		t.TryPatch(user.Path, harness.Op{Op: "replace", Path: attribute, Value: subject.First}).Is(http.StatusNotFound)
	}
	t.Delete(user.Path).Is(http.StatusNotFound)
}

// unlisted asks for the user by name. The plain list is no help: a target may hold any number of others.
func unlisted(t *harness.T) {
	user := t.User(nil)
	byName := harness.Filter(`userName eq "%s"`, user.UserName)
	before := subject.Found(t.Get("/Users", byName))
	if !lists(before, user.ID) {
		t.SkipBecause("a filter on userName does not find the user in the first place, which FLT-001 is about")
	}
	deleted(t, user.Path)
	t.Settle(func() {
		answer := t.Get("/Users", byName)
		if lists(subject.Found(answer), user.ID) {
			answer.Fail("a filter still finds the deleted user", user.ID, "a list without it")
		}
	})
	t.Settle(func() {
		answer := t.Post("/Users/.search", harness.Attrs{
			"schemas": []string{"urn:ietf:params:scim:api:messages:2.0:SearchRequest"}, "filter": byName.Value,
		})
		if lists(subject.Found(answer), user.ID) {
			answer.Fail("a search still finds the deleted user", user.ID, "a list without it")
		}
	})
}

func lists(resources []map[string]any, id string) bool {
	return slices.ContainsFunc(resources, func(r map[string]any) bool { return r["id"] == id })
}

func nameIsFree(t *harness.T) {
	user := t.User(nil)
	deleted(t, user.Path)
	body := t.UserBody(harness.Attrs{"userName": user.UserName})
	t.Settle(func() { t.Create("/Users", body).Is(http.StatusCreated, http.StatusOK) })
}

func unknownID(t *harness.T) {
	user := t.User(nil)
	answer := t.Delete(subject.UnknownPath(t, "/Users", user.ID))
	if status := answer.Status(); status == http.StatusMethodNotAllowed || status == http.StatusNotImplemented {
		t.SkipBecause("DELETE is not served, which DEL-001 is about")
	}
	answer.Is(http.StatusNotFound)
}
