package group

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Checks lists the checks of this package by number.
func Checks() []harness.Spec {
	all := slices.Concat(create(), member(), add(), remove(), replace(), user(), nested(), find(), large())
	slices.SortFunc(all, func(a, b harness.Spec) int { return strings.Compare(a.ID, b.ID) })
	return all
}

// groups is the reference of most.
const groups = "7643 §4.2"

// offered ends the check where there are no groups: checks of PATCH have that as their gate.
func offered(t *harness.T) {
	if !t.Open(harness.GateGroups) {
		t.NotSupported("/ResourceTypes names no endpoint /Groups")
	}
}

// body is a group with everything that the target demands and the attributes given.
func body(t *harness.T, attrs harness.Attrs) harness.Attrs {
	out := t.RequiredBody(t.GroupType())
	if out["displayName"] == nil {
		out["displayName"] = t.Name("")
	}
	for name, v := range attrs {
		out[name] = v
	}
	return out
}

// made is the group that an answer to a create shows.
func made(answer *harness.Answer, sent harness.Attrs) harness.Group {
	id := answer.Is(http.StatusCreated, http.StatusOK).ID()
	name, _ := sent["displayName"].(string)
	return harness.Group{ID: id, DisplayName: name, Path: "/Groups/" + url.PathEscape(id)}
}

// team is a group with members, made by PATCH where the target has it and in the create otherwise.
func team(t *harness.T, members ...harness.User) (group harness.Group) {
	if t.Open(harness.GatePatch) {
		return t.Group(members...)
	}
	t.Arrange("creating a group with members", func() {
		sent := body(t, harness.Attrs{"members": harness.MemberValues(ids(members)...)})
		group = made(t.Create("/Groups", sent), sent)
		t.WantMembers(group, ids(members)...)
	})
	return group
}

func ids(users []harness.User) []string {
	out := make([]string, len(users))
	for i, u := range users {
		out[i] = u.ID
	}
	return out
}

func op(name, path string, value any) harness.Op {
	return harness.Op{Op: name, Path: path, Value: value}
}
