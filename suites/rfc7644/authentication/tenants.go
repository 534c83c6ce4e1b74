package authentication

import (
	"net/http"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func tenants() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "AUT-010", Title: "Who may not see a resource gets 403 or 404",
			Level: harness.Should, Ref: "7644 §3.12", Gate: harness.GateTwoTenants, Effect: harness.EffectWrite, Needs: []harness.Need{harness.NeedUser},
			Requirement: "A caller with a good token that lacks the right to a resource gets 403 or 404, not 401.",
			Advice:      "Keep 401 for tokens that are not good. 404 is the best answer about what belongs to somebody else: it does not tell that it exists.",
		}, lackingRights),
		harness.RFC(harness.Declaration{
			ID: "AUT-011", Title: "What one tenant created is invisible to another",
			Level: harness.Should, Ref: "7644 §6", Gate: harness.GateTwoTenants, Effect: harness.EffectWrite, Needs: []harness.Need{harness.NeedUser},
			Requirement: "A resource of one tenant answers 404 to another, and is in none of its lists.",
			Advice:      "Make the tenant part of every query and of every key, reads by id included.",
		}, invisible),
	}
}

// as sends a request with the token of the other tenant.
func as(t *harness.T, r harness.Request) *harness.Answer {
	r.Header = http.Header{"Authorization": {"Bearer " + t.OtherToken()}}
	return t.Send(r)
}

// otherWorks makes sure that the other token is good: otherwise nothing it does not see says anything.
func otherWorks(t *harness.T) {
	if answer := as(t, page()); answer.Status() != http.StatusOK {
		t.Abort("the token of the other tenant does not work: GET /Users answered %d with it", answer.Status())
	}
}

func lackingRights(t *harness.T) {
	user := t.User(nil)
	otherWorks(t)
	for _, r := range []harness.Request{
		{Method: http.MethodGet, Path: user.Path},
		{Method: http.MethodPut, Path: user.Path, Body: t.UserBody(harness.Attrs{"id": user.ID})},
	} {
		answer := as(t, r)
		if answer.Status() < http.StatusBadRequest {
			t.SkipBecause("the other tenant may see the resource, which AUT-011 is about")
		}
		if answer.Status() != http.StatusMethodNotAllowed && answer.Status() != http.StatusNotImplemented {
			answer.Is(http.StatusForbidden, http.StatusNotFound)
		}
	}
}

func invisible(t *harness.T) {
	user := t.User(nil)
	otherWorks(t)
	answer := as(t, harness.Request{Method: http.MethodGet, Path: user.Path})
	if answer.Status() == http.StatusForbidden {
		t.Remark("answered 403, which tells the other tenant that the resource exists")
	} else {
		answer.Is(http.StatusNotFound)
	}
	if !t.Open(harness.GateFilter) {
		return
	}
	list := as(t, harness.Request{Method: http.MethodGet, Path: "/Users", Query: []harness.Param{harness.Filter(`userName eq "%s"`, user.UserName)}})
	if list.Status() != http.StatusOK {
		return // that a filter works is for FLT-001 to say
	}
	for _, found := range list.List() {
		if found["id"] == user.ID {
			list.Fail("the other tenant finds the resource", user.UserName, "an empty list")
		}
	}
}
