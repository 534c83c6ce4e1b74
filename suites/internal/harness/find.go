package harness

import (
	"net/http"
	"slices"
)

// ExcludeMembers is the parameter Entra puts in front of every filter on groups (quirk Q12).
var ExcludeMembers = Param{"excludedAttributes", "members"}

// FindUsers filters users and returns the resources of the answer.
func (t *T) FindUsers(format string, args ...any) []map[string]any {
	return t.list("/Users", Filter(format, args...))
}

// FindGroups filters groups as Entra does, without their members.
func (t *T) FindGroups(format string, args ...any) []map[string]any {
	return t.list("/Groups", ExcludeMembers, Filter(format, args...))
}

// list demands a ListResponse and returns its resources. 404 for an empty list, and Resources left out or null, are read as
// nothing found: AAD-001 is about that.
func (t *T) list(path string, params ...Param) []map[string]any {
	answer := t.Get(path, params...)
	if answer.Status() == http.StatusNotFound {
		return nil
	}
	return answer.List()
}

// WantUsers asserts that a filter finds exactly the user with this id, or nobody when id is empty.
func (t *T) WantUsers(id, format string, args ...any) {
	want := []any{}
	if id != "" {
		want = append(want, id)
	}
	t.Settle(func() {
		got := []any{}
		for _, user := range t.FindUsers(format, args...) {
			got = append(got, user["id"])
		}
		if !slices.Equal(got, want) {
			t.Fail("the filter "+Filter(format, args...).Value+" does not find what it should", "users "+show(got), "users "+show(want))
		}
	})
}

// TryMember puts a new user into a group if that works; for checks that only want a group which is not empty.
func (t *T) TryMember(group Group) {
	defer t.recorder.during("arrange: a member, if that works")()
	_ = t.attempt(func() { t.Patch(group.Path, addMembers(t.createUser(nil).ID)) })
}

// Enterprise tells whether the target has the Enterprise User extension, as far as anybody knows.
func (t *T) Enterprise() bool {
	return t.Open(GateEnterprise)
}

// ConnectionTest asserts what Entra's Test Connection needs: a filter for a random value, sent without Accept and
// User-Agent, answers 200 and an empty list.
func (t *T) ConnectionTest(path, attribute string) {
	list := t.Send(Request{
		Method: http.MethodGet, Path: path, Bare: true, Query: []Param{Filter(`%s eq "%s"`, attribute, t.GUID())},
	}).Is(http.StatusOK).Object()
	list.Value("schemas").Array().ContainsAny(ListResponseURN)
	list.Value("totalResults").Number().IsEqual(0)
	switch resources, present := list.Raw()["Resources"]; {
	case !present:
		t.Tolerate("Resources is left out of an empty list, which the RFC allows; Entra's own samples have an empty array")
	case resources == nil:
		t.FailProfile("Resources is null in an empty list", "null", "[]")
	default:
		list.Value("Resources").Array().IsEmpty()
	}
}
