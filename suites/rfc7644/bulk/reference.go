package bulk

import (
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

func reference() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "BLK-009", Title: "bulkId:x in a later operation stands for the created id",
			Level: harness.Must, Ref: "7644 §3.7.2", Gate: harness.GateBulk, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "bulkId:x stands for the id of what the operation x has created: as a member of a group, as manager.value, and in a path.",
			Advice:      "Keep a table of bulkIds and ids during the job, and replace the references in data and path before an operation is applied.",
		}, working(later)),

		harness.RFC(harness.Declaration{
			ID: "BLK-010", Title: "A forward and a circular reference are resolved, or answered 409",
			Level: harness.Must, Ref: "7644 §3.7.1", Gate: harness.GateBulk, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "References to resources that a later operation creates, also when they run in a circle, are resolved, or the target answers 409.",
			Advice:      "Create first and set references afterwards; where that is not possible answer 409 Conflict.",
		}, working(earlier)),
	}
}

func later(t *harness.T) {
	create, name := createUser(t, "boss")
	operations := []operation{create}
	attribute, patching := "", t.Open(harness.GatePatch)
	if patching {
		attribute = subject.Texts(t, 1)[0]
		operations = append(operations, operation{Method: http.MethodPatch, Path: "/Users/bulkId:boss", Data: patchOf(attribute, subject.First)})
	}
	group := -1
	if t.Open(harness.GateGroups) {
		group = len(operations)
		operations = append(operations, createGroup(t, "team", "bulkId:boss"))
	}
	managed := -1
	if t.Enterprise() {
		managed = len(operations)
		operations = append(operations, operation{Method: http.MethodPost, BulkID: "clerk", Path: "/Users", Data: t.UserBody(harness.Attrs{
			"schemas":             []string{harness.UserURN, harness.EnterpriseURN},
			harness.EnterpriseURN: harness.Attrs{"manager": harness.Attrs{"value": "bulkId:boss"}},
		})})
	}
	if len(operations) == 1 {
		t.NotSupported("the target has neither PATCH nor groups nor managers that could refer to a user")
	}
	results := done(t, nil, operations...)
	boss := userOf(t, want(t, results, operations, 0, http.StatusCreated), name)
	if patching {
		want(t, results, operations, 1, http.StatusOK, http.StatusNoContent)
		subject.Want(t, boss.Path, harness.Attrs{attribute: subject.First})
	}
	if group >= 0 {
		t.WantMembers(groupOf(t, want(t, results, operations, group, http.StatusCreated)), boss.ID)
	}
	if managed >= 0 {
		location, _ := want(t, results, operations, managed, http.StatusCreated)["location"].(string)
		path := location[strings.LastIndex(location, "/Users/"):]
		subject.Want(t, path, harness.Attrs{harness.EnterpriseURN + ":manager.value": boss.ID})
	}
}

// createGroup is an operation that creates a group with these members.
func createGroup(t *harness.T, bulkID string, members ...string) operation {
	body := t.RequiredBody(t.GroupType())
	body["displayName"], body["members"] = t.Name(""), harness.MemberValues(members...)
	return operation{Method: http.MethodPost, BulkID: bulkID, Path: "/Groups", Data: body}
}

func groupOf(t *harness.T, r map[string]any) harness.Group {
	location, _ := r["location"].(string)
	at := strings.LastIndex(location, "/Groups/")
	if at < 0 {
		t.SkipBecause("the result of a create has no location, which BLK-005 is about")
	}
	id, _ := subject.Read(t, location[at:])["id"].(string)
	return harness.Group{ID: id, Path: location[at:]}
}

func earlier(t *harness.T) {
	if !t.Open(harness.GateGroups) {
		t.NotSupported("the target has no groups that could refer to a later operation")
	}
	t.Step("forward", func() { forward(t) })
	t.Step("circular", func() { circular(t) })
}

func forward(t *harness.T) {
	create, name := createUser(t, "member")
	operations := []operation{createGroup(t, "team", "bulkId:member"), create}
	results, resolved := resolve(t, operations)
	if !resolved {
		return
	}
	member := userOf(t, want(t, results, operations, 1, http.StatusCreated), name)
	t.WantMembers(groupOf(t, want(t, results, operations, 0, http.StatusCreated)), member.ID)
}

func circular(t *harness.T) {
	operations := []operation{createGroup(t, "a", "bulkId:b"), createGroup(t, "b", "bulkId:a")}
	results, resolved := resolve(t, operations)
	if !resolved {
		return
	}
	a := groupOf(t, want(t, results, operations, 0, http.StatusCreated))
	b := groupOf(t, want(t, results, operations, 1, http.StatusCreated))
	t.WantMembers(a, b.ID)
	t.WantMembers(b, a.ID)
}

// resolve sends operations with references and tells whether the target has tried to resolve them: it may say 409 of the
// whole or of an operation. Groups that it does not take as members at all (400) are no matter of references.
func resolve(t *harness.T, operations []operation) ([]map[string]any, bool) {
	answer := post(t, nil, operations...).Is(http.StatusOK, http.StatusConflict)
	if answer.Status() == http.StatusConflict {
		t.Remark("a bulk with such references is answered 409")
		return nil, false
	}
	results := subject.ElementsOf(answer.Object().Raw(), "Operations")
	for i := range operations {
		r, found := resultOf(results, operations, i)
		switch status := statusOf(r); {
		case found && status == http.StatusConflict:
			t.Remark("%s is answered 409", show(operations[i]))
			return nil, false
		case found && status == http.StatusBadRequest && operations[1].Path == "/Groups" && !nests(t):
			t.Remark("the target takes no groups as members of groups, so there is no circle")
			return nil, false
		}
	}
	return results, true
}

// nests tells whether a group can be a member of a group, by trying it outside bulk.
func nests(t *harness.T) bool {
	inner := t.Group()
	body := t.RequiredBody(t.GroupType())
	body["displayName"], body["members"] = t.Name(""), harness.MemberValues(inner.ID)
	return t.Create("/Groups", body).Status() == http.StatusCreated
}
