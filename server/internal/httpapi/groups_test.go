package httpapi_test

import (
	"strings"
	"testing"
)

func TestCreateGroup(t *testing.T) {
	tg := newTarget(t)
	user := tg.user("ada")
	empty := tg.want(201, tg.do("POST", "/Groups",
		`{"schemas":["`+urnGroup+`","http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],"externalId":"c2b7","displayName":"Crane Crew","members":[],"meta":{"resourceType":"Group"}}`))
	if empty.get("members") != nil || empty.get("externalId") != "c2b7" || empty.get("schemas", 1) != nil {
		t.Errorf("AAD-023: got %s", empty.Body)
	}
	nested := tg.want(201, tg.do("POST", "/Groups", `{"displayName":"Yard","members":[{"value":"`+user+`","display":"Ada"},{"value":"`+empty.id()+`"}]}`))
	for what, pair := range map[string][2]any{
		"user's type":    {nested.get("members", 0, "type"), "User"},
		"user's $ref":    {nested.get("members", 0, "$ref"), "http://scim.example.com/scim/v2/Users/" + user},
		"user's display": {nested.get("members", 0, "display"), "Ada"},
		"group's type":   {nested.get("members", 1, "type"), "Group"},
		"group's $ref":   {nested.get("members", 1, "$ref"), "http://scim.example.com/scim/v2/Groups/" + empty.id()},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: got %v, want %v", what, pair[0], pair[1])
		}
	}
	tg.wantError(409, "uniqueness", tg.do("POST", "/Groups", `{"displayName":"crane CREW"}`))
	tg.wantError(400, "invalidValue", tg.do("POST", "/Groups", `{"externalId":"x"}`))
}

// RFC 7643 §4.2 lets groups share a displayName; only mood entra does not (AAD-025, GRP-021).
func TestGroupNamesMayRepeatInMoodStrict(t *testing.T) {
	tg := newTargetIn(t, "strict")
	a, b := tg.group("Optics"), tg.group("optics")
	if a == b {
		t.Error("two groups with one id")
	}
	if got := tg.do("GET", "/Groups?filter=displayName+eq+%22OPTICS%22", "").ids(); len(got) != 2 {
		t.Errorf("displayName eq: got %v, want both groups", got)
	}
}

// GRP-016 to GRP-018: groups of a user follow the memberships, also those of nested groups.
func TestGroupsOfAUser(t *testing.T) {
	tg := newTarget(t)
	user := tg.user("ada")
	inner := tg.group("Inner", user)
	outer := tg.group("Outer", inner)
	a := tg.want(200, tg.do("GET", "/Users/"+user, ""))
	for what, pair := range map[string][2]any{
		"first":         {a.get("groups", 0, "value"), inner},
		"first type":    {a.get("groups", 0, "type"), "direct"},
		"first display": {a.get("groups", 0, "display"), "Inner"},
		"first $ref":    {a.get("groups", 0, "$ref"), "http://scim.example.com/scim/v2/Groups/" + inner},
		"second":        {a.get("groups", 1, "value"), outer},
		"second type":   {a.get("groups", 1, "type"), "indirect"},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: got %v, want %v", what, pair[0], pair[1])
		}
	}
	tg.want(200, tg.do("PATCH", "/Users/"+user, patchHead+`[{"op":"replace","path":"title","value":"x"}]}`))
	tg.want(200, tg.do("PUT", "/Users/"+user, `{"userName":"ada","groups":[]}`))
	if got := members(tg.do("GET", "/Groups/"+inner, "")); got != user {
		t.Errorf("writing groups on the user changed the membership (GRP-017): %q", got)
	}
	tg.want(204, tg.do("DELETE", "/Groups/"+inner, ""))
	if got := tg.want(200, tg.do("GET", "/Users/"+user, "")); got.get("groups") != nil {
		t.Errorf("groups after the group was deleted: %v", got.get("groups"))
	}
	if got := tg.do("GET", "/Groups/"+outer, ""); got.get("members") != nil {
		t.Errorf("a deleted group is still a member: %s", got.Body)
	}
}

func TestReplaceGroup(t *testing.T) {
	tg := newTarget(t)
	a, b, c := tg.user("a"), tg.user("b"), tg.user("c")
	group := tg.group("Optics", a, b)
	got := tg.want(200, tg.do("PUT", "/Groups/"+group, `{"displayName":"Optics EU","members":[{"value":"`+c+`"},{"value":"`+b+`"}]}`))
	if got.get("displayName") != "Optics EU" || members(got) != b+" "+c || got.Header().Get("ETag") != `W/"2"` {
		t.Errorf("PUT: got %s", got.Body)
	}
	same := tg.want(200, tg.do("PUT", "/Groups/"+group, `{"displayName":"Optics EU","members":[{"value":"`+c+`"},{"value":"`+b+`"}]}`))
	if same.Header().Get("ETag") != `W/"2"` {
		t.Errorf("PUT of the same raised the version to %s", same.Header().Get("ETag"))
	}
	if got := tg.want(200, tg.do("PUT", "/Groups/"+group, `{"displayName":"Optics EU"}`)); members(got) != "" || got.Header().Get("ETag") != `W/"3"` {
		t.Errorf("PUT without members: got %s", got.Body)
	}
}

// Q12: with excludedAttributes=members there is no members key, by id and by filter.
func TestExcludedMembers(t *testing.T) {
	tg := newTarget(t)
	group := tg.group("Optics EU", tg.user("a"))
	for _, path := range []string{"/Groups/" + group + "?excludedAttributes=members", "/Groups?excludedAttributes=members&filter=displayName+eq+%22optics+eu%22"} {
		a := tg.want(200, tg.do("GET", path, ""))
		if !strings.Contains(a.Body.String(), `"Optics EU"`) || strings.Contains(a.Body.String(), "members") {
			t.Errorf("GET %s: %s", path, a.Body)
		}
	}
}
