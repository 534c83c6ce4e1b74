package attributes

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func uniqueness() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "CHR-019", Title: "Unique within the tenant and the resource type",
			Level: harness.Must, Ref: "7643 §2.2", Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "Values that are unique within the server clash only within the tenant and the resource type, and are compared as caseExact says.",
			Advice:      "Put tenant and resource type into the unique index, and the folded value where caseExact is false.",
		}, clashes),

		harness.RFC(harness.Declaration{
			ID: "CHR-020", Title: "Two resources may have the same externalId",
			Level: harness.May, Ref: "7643 §3.1", Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "Two resources may share an externalId: it is the client's, and the service provider does not police it.",
			Advice:      "Drop the unique index on externalId. Entra gives one at a time, but another client may see it otherwise.",
		}, sharedExternalID),
	}
}

func clashes(t *harness.T) {
	user := t.User(nil)
	if t.Open(harness.GateGroups) {
		t.Step("a group of the same name", func() {
			answer := t.Create("/Groups", harness.Attrs{"schemas": []string{harness.GroupURN}, "displayName": user.UserName})
			if answer.Status() == http.StatusConflict {
				answer.Fail("a group clashes with a user", "409 Conflict", "201 Created: uniqueness is per resource type")
			}
		})
	}
	schema, _ := t.Schema(harness.UserURN)
	if a, ok := schema.Attribute("userName"); ok && a.CaseExact {
		t.Step("another letter case", func() {
			answer := t.Create("/Users", t.UserBody(harness.Attrs{"userName": strings.ToUpper(user.UserName)}))
			if answer.Status() == http.StatusConflict {
				answer.Fail("userName is published as caseExact and clashes in another letter case", "409 Conflict", "201 Created")
			}
		})
	}
	if t.OtherToken() != "" {
		t.Step("another tenant", func() { elsewhere(t, user) })
	}
}

// elsewhere creates a user of the same name in the other tenant and deletes it at once: the ledger knows one tenant only.
func elsewhere(t *harness.T, user harness.User) {
	as := http.Header{"Authorization": {"Bearer " + t.OtherToken()}}
	answer := t.Send(harness.Request{Method: http.MethodPost, Path: "/Users", Header: as, Body: t.UserBody(harness.Attrs{"userName": user.UserName})})
	if id := answer.PeekID(); id != "" && answer.Status() < http.StatusBadRequest {
		t.Send(harness.Request{Method: http.MethodDelete, Path: "/Users/" + url.PathEscape(id), Header: as})
	}
	if answer.Status() == http.StatusConflict {
		answer.Fail("a user of one tenant clashes with a user of another", "409 Conflict", "201 Created: uniqueness is per tenant")
	}
}

func sharedExternalID(t *harness.T) {
	external := t.Name("")
	for range 2 {
		t.Create("/Users", t.UserBody(harness.Attrs{"externalId": external})).Is(http.StatusCreated, http.StatusOK)
	}
}
