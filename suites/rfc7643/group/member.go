package group

import (
	"net/http"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
)

func member() []harness.Spec {
	needs := []harness.Need{harness.NeedUser, harness.NeedGroup}
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "GRP-004", Title: "The value of a member is the member's id",
			Level: harness.Must, Ref: groups, Gate: harness.GateGroups, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "members is a list of objects whose value is the id of the member.",
			Advice:      `Show members as [{"value": id, …}]; the URI belongs into $ref.`,
		}, memberValue),

		harness.RFC(harness.Declaration{
			ID: "GRP-005", Title: "A member's $ref leads to it, and its type is User or Group",
			Level: harness.Should, Ref: groups, Gate: harness.GateGroups, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "$ref of a member is the URI of its resource, which can be read, and type is the name of its resource type.",
			Advice:      "Fill $ref with the location of the member and type with User or Group, in this letter case.",
		}, memberReference),

		harness.RFC(harness.Declaration{
			ID: "GRP-023", Title: "members is returned with attributes=members",
			Level: harness.Should, Ref: "7643 §2.2", Gate: harness.GateGroups, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "Members are in the answer when a client asks for them by name, whether they are returned by default or on request.",
			Advice:      "Honour attributes=members: with returned: request it is the only way to read a membership.",
		}, memberOnRequest),
	}
}

// memberOf makes a group with one member and returns the elements of its members, read by name.
func memberOf(t *harness.T, user harness.User) []any {
	sent := body(t, nil)
	var group harness.Group
	t.Arrange("creating a group", func() { group = made(t.Create("/Groups", sent), sent) })
	t.Arrange("adding a member", func() {
		if t.Open(harness.GatePatch) {
			t.Patch(group.Path, op("add", "members", harness.MemberValues(user.ID)))
			return
		}
		t.PutGroup(group, body(t, harness.Attrs{"displayName": group.DisplayName, "members": harness.MemberValues(user.ID)})).Is(http.StatusOK)
	})
	var members []any
	t.Settle(func() {
		members, _ = subject.At(subject.Read(t, group.Path, harness.Param{Name: "attributes", Value: "members"}), "members").([]any)
		if len(members) == 0 {
			t.Fail("the group shows no member though one was added", "no members", "one member")
		}
	})
	return members
}

func memberValue(t *harness.T) {
	user := t.User(nil)
	var members []any
	t.Arrange("reading a member", func() { members = memberOf(t, user) })
	element, isObject := members[0].(map[string]any)
	if !isObject || element["value"] != user.ID {
		t.Fail("the value of the member is not its id", harness.Show(members), `[{"value": `+harness.Show(user.ID)+`}]`)
	}
}

func memberReference(t *harness.T) {
	user := t.User(nil)
	var members []any
	t.Arrange("reading a member", func() { members = memberOf(t, user) })
	element, _ := members[0].(map[string]any)
	if element == nil {
		t.SkipBecause("members is no list of objects, which GRP-004 is about")
	}
	ref, _ := element["$ref"].(string)
	if ref == "" || !t.LeadsTo(ref, user.Path) {
		t.Fail("$ref of the member is not its URI", harness.Show(element), "$ref that ends in "+user.Path)
	}
	if kind := element["type"]; kind != "User" {
		t.Fail("type of the member is not the name of its resource type", harness.Show(kind), `"User"`)
	}
	answer, reason := t.Follow(ref)
	if answer == nil {
		t.Remark("$ref was not followed: %s", reason)
		return
	}
	if answer.Is(http.StatusOK).Doc()["id"] != user.ID {
		answer.Fail("$ref of the member leads to something else", harness.Show(answer.Doc()), "the user with the id "+user.ID)
	}
}

func memberOnRequest(t *harness.T) {
	user := t.User(nil)
	members := memberOf(t, user)
	schema, _ := t.Schema(harness.GroupURN)
	if a, ok := schema.Attribute("members"); ok && strings.EqualFold(a.Returned, "request") {
		t.Remark("members is returned on request only")
	}
	if !slices.ContainsFunc(members, func(m any) bool { return m != nil }) {
		t.Fail("members holds nothing but null", harness.Show(members), "one member")
	}
}
