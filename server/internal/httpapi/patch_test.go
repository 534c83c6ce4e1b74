package httpapi_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
)

// What Entra sends for one user over its life, flag off and on (wire protocol §7).
func TestPatchUserAsEntraDoes(t *testing.T) {
	for name, tt := range map[string]struct {
		ops  string
		path []any
		want any
	}{
		"string boolean (Q03)":   {`[{"op":"Replace","path":"active","value":"False"}]`, []any{"active"}, false},
		"title-case add (Q04)":   {`[{"op":"Add","path":"title","value":"Planner"}]`, []any{"title"}, "Planner"},
		"upsert (Q02)":           {`[{"op":"Replace","path":"phoneNumbers[type eq \"mobile\"].value","value":"1"}]`, []any{"phoneNumbers", 1, "type"}, "mobile"},
		"pathless dotted (Q05)":  {`[{"op":"replace","value":{"name.givenName":"Mia","` + urnEnt + `:department":"Yard"}}]`, []any{urnEnt, "department"}, "Yard"},
		"bare manager (Q09)":     {`[{"op":"Add","path":"` + urnEnt + `:manager","value":"u 1"}]`, []any{urnEnt, "manager", "value"}, "u 1"},
		"manager reference":      {`[{"op":"Add","path":"` + urnEnt + `:manager","value":"u 1"}]`, []any{urnEnt, "manager", "$ref"}, "../Users/u%201"},
		"unknown attribute":      {`[{"op":"Add","path":"shoeSize","value":"9"},{"op":"Replace","path":"active","value":"False"}]`, []any{"active"}, false},
		"rename (Q24)":           {`[{"op":"Replace","path":"userName","value":"New@contoso.example"}]`, []any{"userName"}, "New@contoso.example"},
		"cleared by empty (Q69)": {`[{"op":"replace","path":"displayName","value":""}]`, []any{"displayName"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			tg := newTarget(t)
			id := tg.want(201, tg.do("POST", "/Users", entraCreate)).id()
			a := tg.want(200, tg.do("PATCH", "/Users/"+id, patchHead+tt.ops+`}`))
			if got := a.get(tt.path...); got != tt.want {
				t.Errorf("%v after %s: got %v, want %v", tt.path, tt.ops, got, tt.want)
			}
			if read := tg.do("GET", "/Users/"+id, ""); read.Body.String() != a.Body.String() {
				t.Errorf("the PATCH body is not what GET shows (Q15):\n%s\n%s", a.Body, read.Body)
			}
			again := tg.want(200, tg.do("PATCH", "/Users/"+id, patchHead+tt.ops+`}`))
			if again.Header().Get("ETag") != a.Header().Get("ETag") {
				t.Errorf("repeating a PATCH changed the version from %s to %s", a.Header().Get("ETag"), again.Header().Get("ETag"))
			}
		})
	}
}

func TestPatchUserRefused(t *testing.T) {
	tg := newTarget(t)
	id := tg.want(201, tg.do("POST", "/Users", entraCreate)).id()
	tg.user("taken@contoso.example")
	before := tg.do("GET", "/Users/"+id, "").Body.String()
	for name, tt := range map[string]struct {
		body     string
		status   int
		scimType string
	}{
		"second op invalid":   {patchHead + `[{"op":"replace","path":"title","value":"x"},{"op":"replace","path":"emails[type eq","value":"y"}]}`, 400, "invalidFilter"},
		"taken name":          {patchHead + `[{"op":"replace","path":"title","value":"x"},{"op":"replace","path":"userName","value":"TAKEN@contoso.example"}]}`, 409, "uniqueness"},
		"required removed":    {patchHead + `[{"op":"remove","path":"userName"}]}`, 400, "mutability"},
		"unknown op":          {patchHead + `[{"op":"move","path":"title","value":"x"}]}`, 400, "invalidSyntax"},
		"no operations":       {`{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"]}`, 400, "invalidSyntax"},
		"not an object":       {`[]`, 400, "invalidSyntax"},
		"bad boolean":         {patchHead + `[{"op":"replace","path":"active","value":"perhaps"}]}`, 400, "invalidValue"},
		"remove without path": {patchHead + `[{"op":"remove"}]}`, 400, "noTarget"},
	} {
		t.Run(name, func(t *testing.T) {
			tg := *tg
			tg.t = t
			tg.wantError(tt.status, tt.scimType, tg.do("PATCH", "/Users/"+id, tt.body))
			if after := tg.do("GET", "/Users/"+id, "").Body.String(); after != before {
				t.Errorf("a refused PATCH changed the user:\n%s\n%s", before, after)
			}
		})
	}
}

func members(a answer) string {
	var out []string
	list, _ := a.doc["members"].([]any)
	for _, e := range list {
		out = append(out, e.(map[string]any)["value"].(string))
	}
	return strings.Join(out, " ")
}

func TestPatchMembers(t *testing.T) {
	for name, tt := range map[string]struct {
		ops  string // A, B, C, D stand for users; the group has A, B, C
		want string
	}{
		"add one":                         {`[{"op":"Add","path":"members","value":[{"value":"D"}]}]`, "A B C D"},
		"add with null $ref (Q29)":        {`[{"op":"Add","path":"members","value":[{"$ref":null,"value":"D"}]}]`, "A B C D"},
		"add present (Q58)":               {`[{"op":"Add","path":"members","value":[{"value":"B"}]}]`, "A B C"},
		"legacy remove (Q01)":             {`[{"op":"Remove","path":"members","value":[{"value":"B"}]}]`, "A C"},
		"compliant remove":                {`[{"op":"remove","path":"members[value eq \"B\"]"}]`, "A C"},
		"remove absent":                   {`[{"op":"Remove","path":"members","value":[{"value":"D"}]}]`, "A B C"},
		"remove all":                      {`[{"op":"remove","path":"members"}]`, ""},
		"replace":                         {`[{"op":"replace","path":"members","value":[{"value":"D"},{"value":"B"}]}]`, "B D"},
		"remove then add":                 {`[{"op":"Remove","path":"members","value":[{"value":"A"}]},{"op":"Add","path":"members","value":[{"value":"A"}]}]`, "B C A"},
		"add then remove":                 {`[{"op":"add","path":"members","value":[{"value":"D"}]},{"op":"remove","path":"members[value eq \"D\"]"}]`, "A B C"},
		"with a rename":                   {`[{"op":"replace","path":"displayName","value":"New"},{"op":"Add","path":"members","value":[{"value":"D"}]}]`, "A B C D"},
		"pathless rename keeps them":      {`[{"op":"replace","value":{"displayName":"New"}}]`, "A B C"},
		"pathless add":                    {`[{"op":"add","value":{"members":[{"value":"D"}]}}]`, "A B C D"},
		"several in one":                  {`[{"op":"Remove","path":"members","value":[{"value":"A"},{"value":"C"}]}]`, "B"},
		"several operations in one PATCH": {`[{"op":"remove","path":"members[value eq \"A\"]"},{"op":"remove","path":"members[value eq \"C\"]"}]`, "B"},
	} {
		t.Run(name, func(t *testing.T) {
			tg := newTarget(t)
			names := map[string]string{}
			for _, n := range []string{"A", "B", "C", "D"} {
				names[n] = tg.user(n)
			}
			group := tg.group("Optics", names["A"], names["B"], names["C"])
			ops, want := tt.ops, tt.want
			for n, id := range names {
				ops = strings.ReplaceAll(ops, `"`+n+`"`, `"`+id+`"`)
				ops = strings.ReplaceAll(ops, `\"`+n+`\"`, `\"`+id+`\"`)
				want = strings.ReplaceAll(want, n, "<"+n+">")
			}
			for n, id := range names {
				want = strings.ReplaceAll(want, "<"+n+">", id)
			}
			tg.want(204, tg.do("PATCH", "/Groups/"+group, patchHead+ops+`}`))
			got := tg.want(200, tg.do("GET", "/Groups/"+group, ""))
			if members(got) != want {
				t.Errorf("members after %s: got %s, want %s", tt.ops, members(got), tt.want)
			}
			if name == "add then remove" {
				return // two changes that cancel out may or may not count as one
			}
			changed := tt.want != "A B C" || strings.Contains(tt.ops, "New")
			if bumped := got.Header().Get("ETag") != `W/"1"`; bumped != changed {
				t.Errorf("version is %s, changed: %v", got.Header().Get("ETag"), changed)
			}
		})
	}
}

func TestUnknownMemberIsRefused(t *testing.T) {
	tg := newTarget(t)
	id := tg.user("ada")
	group := tg.group("Optics", id)
	for name, ops := range map[string]string{
		"fast path": `[{"op":"Add","path":"members","value":[{"value":"nobody"}]}]`,
		"replace":   `[{"op":"replace","path":"members","value":[{"value":"` + id + `"},{"value":"nobody"}]}]`,
	} {
		t.Run(name, func(t *testing.T) {
			a := tg.wantError(400, "invalidValue", tg.do("PATCH", "/Groups/"+group, patchHead+ops+`}`))
			if d, _ := a.doc["detail"].(string); !strings.Contains(d, `"nobody"`) {
				t.Errorf("the error does not name the member: %s", d)
			}
		})
	}
	tg.wantError(400, "invalidValue", tg.do("POST", "/Groups", `{"displayName":"New","members":[{"value":"nobody"}]}`))
	tg.wantError(400, "invalidValue", tg.do("PUT", "/Groups/"+group, `{"displayName":"Optics","members":[{"value":"nobody"}]}`))
	if got := tg.do("GET", "/Groups", ""); got.get("totalResults") != 1.0 || members(tg.do("GET", "/Groups/"+group, "")) != id {
		t.Errorf("refused changes left something behind: %s", got.Body)
	}
}

func TestPatchGroupWithAttributesAnswersThem(t *testing.T) {
	tg := newTarget(t)
	id := tg.user("ada")
	group := tg.group("Optics")
	a := tg.want(200, tg.do("PATCH", "/Groups/"+group+"?attributes=displayName,members.value", patchHead+`[{"op":"add","path":"members","value":[{"value":"`+id+`"}]}]}`))
	if a.get("displayName") != "Optics" || members(a) != id || a.get("meta") != nil {
		t.Errorf("ATT-005: got %s", a.Body)
	}
}

// Q13: many additions to one group at once lose nobody.
func TestConcurrentMembers(t *testing.T) {
	tg := newTarget(t)
	group := tg.group("Optics")
	const n = 20
	ids := make([]string, n)
	for i := range ids {
		ids[i] = tg.user(fmt.Sprint("u", i))
	}
	codes := make([]int, n)
	var wg sync.WaitGroup
	for i, id := range ids {
		wg.Go(func() {
			codes[i] = tg.do("PATCH", "/Groups/"+group, patchHead+`[{"op":"Add","path":"members","value":[{"value":"`+id+`"}]}]}`).Code
		})
	}
	wg.Wait()
	for i, c := range codes {
		if c != 204 {
			t.Errorf("PATCH %d: status %d, want 204", i, c)
		}
	}
	got := tg.do("GET", "/Groups/"+group, "")
	if have := len(strings.Fields(members(got))); have != n || got.Header().Get("ETag") != fmt.Sprintf(`W/"%d"`, n+1) {
		t.Errorf("after %d concurrent additions: %d members, version %s", n, have, got.Header().Get("ETag"))
	}
}
