package httpapi_test

import "testing"

// GRP-018, GRP-019: groups in groups, seen from the user, and never in a circle.
func TestNestedGroups(t *testing.T) {
	tg := newTarget(t)
	user := tg.user("ada")
	inner := tg.group("Inner", user)
	middle := tg.group("Middle", inner)
	outer := tg.group("Outer", middle)
	kinds := map[any]any{}
	list, _ := tg.do("GET", "/Users/"+user, "").get("groups").([]any)
	for _, e := range list {
		m, _ := e.(map[string]any)
		kinds[m["value"]] = m["type"]
	}
	if len(kinds) != 3 || kinds[inner] != "direct" || kinds[middle] != "indirect" || kinds[outer] != "indirect" {
		t.Errorf("groups of the user: got %v", kinds)
	}
	before := tg.dump()
	add := func(member string) string {
		return patchHead + `[{"op":"add","path":"members","value":[{"value":"` + user + `"},{"value":"` + member + `"}]}]}`
	}
	for name, a := range map[string]answer{
		"itself":             tg.do("PATCH", "/Groups/"+inner, add(inner)),
		"its parent":         tg.do("PATCH", "/Groups/"+inner, add(middle)),
		"its grandparent":    tg.do("PATCH", "/Groups/"+inner, add(outer)),
		"by replace":         tg.do("PATCH", "/Groups/"+inner, patchHead+`[{"op":"replace","path":"members","value":[{"value":"`+outer+`"}]}]}`),
		"by PUT":             tg.do("PUT", "/Groups/"+inner, `{"displayName":"Inner","members":[{"value":"`+outer+`"}]}`),
		"with a type untrue": tg.do("PATCH", "/Groups/"+inner, patchHead+`[{"op":"add","path":"members","value":[{"value":"`+outer+`","type":"User"}]}]}`),
	} {
		if a.Code != 400 || a.get("scimType") != "invalidValue" {
			t.Errorf("%s: got %d %s, want 400 invalidValue", name, a.Code, a.Body)
		}
	}
	if tg.dump() != before {
		t.Errorf("a refused circle changed something")
	}
	tg.want(204, tg.do("PATCH", "/Groups/"+outer, add(inner))) // two ways, no circle
}

// Switch dangling-managers: in mood strict a manager has to be a user.
func TestManagersInMoodStrict(t *testing.T) {
	tg := newTargetIn(t, "strict")
	body := func(name, manager string) string {
		return `{"schemas":["` + urnUser + `","` + urnEnt + `"],"userName":"` + name + `","` + urnEnt + `":{"manager":{"value":"` + manager + `"}}}`
	}
	boss := tg.want(201, tg.do("POST", "/Users", `{"schemas":["`+urnUser+`"],"userName":"boss"}`)).id()
	ada := tg.want(201, tg.do("POST", "/Users", body("ada", boss))).id()
	tg.wantError(400, "invalidValue", tg.do("POST", "/Users", body("bob", "nobody")))
	tg.wantError(400, "invalidValue", tg.do("PUT", "/Users/"+ada, body("ada", "nobody")))
	tg.wantError(400, "invalidValue", tg.do("PATCH", "/Users/"+ada, patchHead+`[{"op":"replace","path":"`+urnEnt+`:manager.value","value":"nobody"}]}`))
	tg.want(204, tg.do("DELETE", "/Users/"+boss, ""))
	tg.want(200, tg.do("PATCH", "/Users/"+ada, patchHead+`[{"op":"replace","path":"title","value":"x"}]}`)) // it was there when it was set
	if a := tg.want(200, tg.do("POST", "/Bulk", bulkHead+`"Operations":[`+post("/Users", "a", body("a", "bulkId:b"))+`,`+post("/Users", "b", body("b", "bulkId:a"))+`]}`)); statuses(a) != "201 201" {
		t.Errorf("managers in a circle: got %s", a.Body)
	}
	group := tg.want(201, tg.do("POST", "/Groups", `{"schemas":["`+urnGroup+`"],"displayName":"G"}`)).id()
	if a := tg.do("PATCH", "/Groups/"+group, patchHead+`[{"op":"add","path":"externalId","value":"x"}]}`); a.Code != 200 || a.id() != group {
		t.Errorf("PATCH of a group in mood strict: got %d, want 200 with the group", a.Code)
	}
	tg.wantError(415, "", tg.do("POST", "/Groups", `{"schemas":["`+urnGroup+`"],"displayName":"H"}`, "Content-Type", ""))
}
