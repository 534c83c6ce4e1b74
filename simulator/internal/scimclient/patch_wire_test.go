package scimclient_test

import (
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

const (
	add     = scimclient.OpAdd
	replace = scimclient.OpReplace
	remove  = scimclient.OpRemove
)

// patchCase is one PATCH in both dialects. The samples are operations only; a dialect that is not sampled is "".
type patchCase struct {
	dials   []string
	request scimclient.Request
	off, on string
}

func (p patchCase) run(t *testing.T, name string) {
	t.Helper()
	for dialect, want := range map[string]string{"off": p.off, "on": p.on} {
		if want == "" {
			continue
		}
		tenant := off
		if dialect == "on" {
			tenant = on
		}
		raw, _ := capture(t, tenant, dials(t, p.dials...), p.request)
		if got, want := requestLine(raw), "PATCH /scim/v2/"+string(p.request.Resource)+"/"+p.request.ID+" HTTP/1.1"; got != want {
			t.Errorf("flag %s: request line: got %q, want %q", dialect, got, want)
		}
		full := compact(t, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":`+want+`}`)
		if body(raw) != full {
			t.Errorf("flag %s: body\n got: %s\nwant: %s", dialect, body(raw), full)
		}
		checkGolden(t, name+"-"+dialect+".http", raw)
	}
}

func runPatches(t *testing.T, cases map[string]patchCase) {
	t.Helper()
	for name, c := range cases {
		t.Run(name, func(t *testing.T) { c.run(t, name) })
	}
}

// TestUserPatches holds updates of users to the samples of wire §7 and the quirks.
func TestUserPatches(t *testing.T) {
	manager := func(op scimclient.Op, id ...string) scimclient.Change {
		return typedChange(op, ent+":manager", mapping.Reference, id...)
	}
	active := func(op scimclient.Op, v string) scimclient.Change {
		return typedChange(op, "active", mapping.Boolean, v)
	}
	runPatches(t, map[string]patchCase{
		"patch-update": { // wire §7.4 and §7.5 with its adds
			request: patchUser(
				"u-2207", change(replace, "displayName", "Mira Holt-Berg"), change(replace, "name.familyName", "Holt-Berg"),
				change(replace, `emails[type eq "work"].value`, "mira.berg@harborline.example"),
				change(add, `phoneNumbers[type eq "mobile"].value`, "4917055502"), change(replace, `addresses[type eq "work"].formatted`, "Pier 6"),
				change(add, ent+":department", "Berthing"), change(add, "urn:ietf:params:scim:schemas:extension:harborline:2.0:User:berth", "C-18")),
			off: `[{"op":"Replace","path":"displayName","value":"Mira Holt-Berg"},
			  {"op":"Replace","path":"name.familyName","value":"Holt-Berg"},
			  {"op":"Replace","path":"emails[type eq \"work\"].value","value":"mira.berg@harborline.example"},
			  {"op":"Add","path":"phoneNumbers[type eq \"mobile\"].value","value":"4917055502"},
			  {"op":"Replace","path":"addresses[type eq \"work\"].formatted","value":"Pier 6"},
			  {"op":"Add","path":"ENT:department","value":"Berthing"},
			  {"op":"Add","path":"urn:ietf:params:scim:schemas:extension:harborline:2.0:User:berth","value":"C-18"}]`,
			on: `[{"op":"replace","path":"emails[type eq \"work\"].value","value":"mira.berg@harborline.example"},
			  {"op":"add","path":"phoneNumbers[type eq \"mobile\"].value","value":"4917055502"},
			  {"op":"replace","path":"addresses[type eq \"work\"].formatted","value":"Pier 6"},
			  {"op":"add","path":"ENT:department","value":"Berthing"},
			  {"op":"add","path":"urn:ietf:params:scim:schemas:extension:harborline:2.0:User:berth","value":"C-18"},
			  {"op":"replace","value":{"displayName":"Mira Holt-Berg","name.familyName":"Holt-Berg"}}]`,
		},
		"patch-fold": { // wire §7.5
			request: patchUser(
				"u-2207", change(replace, "displayName", "Mira Holt-Berg"), change(replace, "name.familyName", "Holt-Berg"),
				change(replace, `emails[type eq "work"].value`, "mira.berg@harborline.example"), change(replace, ent+":department", "Berthing")),
			on: `[{"op":"replace","path":"emails[type eq \"work\"].value","value":"mira.berg@harborline.example"},
			  {"op":"replace","value":{"displayName":"Mira Holt-Berg","name.familyName":"Holt-Berg","ENT:department":"Berthing"}}]`,
		},
		"patch-fold-q05": {
			request: patchUser(
				"U1", change(replace, `emails[type eq "work"].value`, "ada@contoso.example"), change(replace, "displayName", "Ada Lovell"),
				change(replace, "name.givenName", "Ada"), change(replace, "name.familyName", "Lovell"),
				change(replace, ent+":department", "Optics"), change(replace, "externalId", "b7e1")),
			on: `[{"op":"replace","path":"emails[type eq \"work\"].value","value":"ada@contoso.example"},
			  {"op":"replace","value":{"displayName":"Ada Lovell","name.givenName":"Ada","name.familyName":"Lovell","ENT:department":"Optics","externalId":"b7e1"}}]`,
		},
		"patch-fold-adds": { // Q05: one add and one replace object, plus filtered operations
			dials: []string{"fold-adds=on"},
			request: patchUser(
				"U1", change(add, "title", "Analyst"), change(replace, "displayName", "Ada"), change(add, "nickName", "A"),
				change(replace, "externalId", "b7e1"), change(add, `emails[type eq "work"].value`, "a@b.example")),
			on: `[{"op":"add","path":"emails[type eq \"work\"].value","value":"a@b.example"},
			  {"op":"add","value":{"title":"Analyst","nickName":"A"}},{"op":"replace","value":{"displayName":"Ada","externalId":"b7e1"}}]`,
		},
		"patch-add-one": { // wire §9
			request: patchUser("U1", change(add, "nickName", "Mi")),
			off:     `[{"op":"Add","path":"nickName","value":"Mi"}]`,
			on:      `[{"op":"add","path":"nickName","value":"Mi"}]`,
		},
		"patch-disable": { // wire §7.6, Q03
			request: patchUser("U1", active(replace, "False")),
			off:     `[{"op":"Replace","path":"active","value":"False"}]`,
			on:      `[{"op":"replace","path":"active","value":false}]`,
		},
		"patch-restore": {
			request: patchUser("U1", active(replace, "True")),
			off:     `[{"op":"Replace","path":"active","value":"True"}]`,
			on:      `[{"op":"replace","path":"active","value":true}]`,
		},
		"patch-disable-boolean": { // wire §7.6, the hybrid P1b
			dials: []string{"disable-literal=boolean"}, request: patchUser("U1", active(replace, "False")),
			off: `[{"op":"Replace","path":"active","value":false}]`,
		},
		"patch-disable-string": {
			dials: []string{"disable-literal=string"}, request: patchUser("U1", active(replace, "False")),
			on: `[{"op":"replace","path":"active","value":"False"}]`,
		},
		"patch-disable-edited": { // Q52: the edited expression goes through as it is
			request: patchUser("U1", active(replace, "false")),
			off:     `[{"op":"Replace","path":"active","value":"false"}]`,
			on:      `[{"op":"replace","path":"active","value":false}]`,
		},
		"patch-tombstone": { // Q39; with the flag both fold
			request: patchUser("U1", change(replace, "userName", "3c6f0d1e5f0a4a0e8f0b9b7f4f1c2d3eada@contoso.example"), active(replace, "False")),
			off: `[{"op":"Replace","path":"userName","value":"3c6f0d1e5f0a4a0e8f0b9b7f4f1c2d3eada@contoso.example"},
			  {"op":"Replace","path":"active","value":"False"}]`,
			on: `[{"op":"replace","value":{"userName":"3c6f0d1e5f0a4a0e8f0b9b7f4f1c2d3eada@contoso.example","active":false}}]`,
		},
		"patch-restore-rename": { // Q35
			request: patchUser("U1", active(replace, "True"), change(replace, "userName", "ada@contoso.example")),
			off:     `[{"op":"Replace","path":"active","value":"True"},{"op":"Replace","path":"userName","value":"ada@contoso.example"}]`,
		},
		"patch-filtered-upsert": { // Q02
			request: patchUser(
				"U1", change(add, `emails[type eq "work"].value`, "ada@contoso.example"), change(replace, `phoneNumbers[type eq "mobile"].value`, "+44 20 5550 0101"),
				change(add, `addresses[type eq "work"].streetAddress`, "1 Canal Row"), change(add, `addresses[type eq "work"].locality`, "Leeds")),
			off: `[{"op":"Add","path":"emails[type eq \"work\"].value","value":"ada@contoso.example"},
			  {"op":"Replace","path":"phoneNumbers[type eq \"mobile\"].value","value":"+44 20 5550 0101"},
			  {"op":"Add","path":"addresses[type eq \"work\"].streetAddress","value":"1 Canal Row"},
			  {"op":"Add","path":"addresses[type eq \"work\"].locality","value":"Leeds"}]`,
			on: `[{"op":"add","path":"emails[type eq \"work\"].value","value":"ada@contoso.example"},
			  {"op":"replace","path":"phoneNumbers[type eq \"mobile\"].value","value":"+44 20 5550 0101"},
			  {"op":"add","path":"addresses[type eq \"work\"].streetAddress","value":"1 Canal Row"},
			  {"op":"add","path":"addresses[type eq \"work\"].locality","value":"Leeds"}]`,
		},
		"patch-title-case": { // Q04
			request: patchUser("U1", change(add, "title", "Analyst"), change(replace, "displayName", "Ada L"), change(remove, "nickName")),
			off:     `[{"op":"Add","path":"title","value":"Analyst"},{"op":"Replace","path":"displayName","value":"Ada L"},{"op":"Remove","path":"nickName"}]`,
			on:      `[{"op":"add","path":"title","value":"Analyst"},{"op":"replace","path":"displayName","value":"Ada L"},{"op":"remove","path":"nickName"}]`,
		},
		"patch-add-upsert": { // Q10
			request: patchUser("U1", change(add, "name.formatted", "Ada Lovell"), active(add, "False"), change(add, "externalId", "b7e1")),
			off: `[{"op":"Add","path":"name.formatted","value":"Ada Lovell"},{"op":"Add","path":"active","value":"False"},
			  {"op":"Add","path":"externalId","value":"b7e1"}]`,
		},
		"patch-core-urn": { // Q42
			request: patchUser("U1", change(replace, "urn:ietf:params:scim:schemas:core:2.0:User:costBand", "C2")),
			off:     `[{"op":"Replace","path":"urn:ietf:params:scim:schemas:core:2.0:User:costBand","value":"C2"}]`,
		},
		"patch-primary-bare": { // Q43
			request: patchUser("U1", change(replace, "emails[primary eq true].value", "ada@contoso.example")),
			on:      `[{"op":"replace","path":"emails[primary eq true].value","value":"ada@contoso.example"}]`,
		},
		"patch-multi-wrapped": { // Q61: always Add
			request: patchUser("U1", scimclient.Change{
				Op: replace, Path: path("urn:ietf:params:scim:schemas:extension:fabrikam:2.0:User:teamIds"), Type: mapping.String, Multi: true, Values: []string{"7", "9"},
			}),
			off: `[{"op":"Add","path":"urn:ietf:params:scim:schemas:extension:fabrikam:2.0:User:teamIds","value":[{"value":"7"},{"value":"9"}]}]`,
		},
		"patch-remove-value": { // Q71
			request: patchUser("U1", change(remove, `emails[type eq "work"].value`, "ada@contoso.example")),
			off:     `[{"op":"Remove","path":"emails[type eq \"work\"].value","value":"ada@contoso.example"}]`,
		},
		"patch-empty": { // wire §7.8, Q69
			request: patchUser("U1", change(replace, "title", "")),
			off:     `[{"op":"Replace","path":"title","value":""}]`,
			on:      `[{"op":"replace","path":"title","value":""}]`,
		},
		"patch-integer": { // wire §7.4: a string for simple types; with the flag the schema's type
			request: patchUser("U1", typedChange(replace, "urn:x:2.0:User:rank", mapping.Integer, "7")),
			off:     `[{"op":"Replace","path":"urn:x:2.0:User:rank","value":"7"}]`,
			on:      `[{"op":"replace","path":"urn:x:2.0:User:rank","value":7}]`,
		},
		"patch-flag-forced": {
			dials: []string{"patch-flag=on"}, request: patchUser("U1", active(replace, "False")),
			off: `[{"op":"replace","path":"active","value":false}]`,
		},
		"patch-flag-denied": {
			dials: []string{"patch-flag=off"}, request: patchUser("U1", active(replace, "False")),
			on: `[{"op":"Replace","path":"active","value":"False"}]`,
		},
		"patch-on-demand": { // Q51
			request: scimclient.Request{
				Kind: scimclient.KindUpdate, Resource: scimclient.Users, ID: "U1", OnDemand: true, Changes: []scimclient.Change{active(replace, "False")},
			},
			on: `[{"op":"Replace","path":"active","value":"False"}]`,
		},
		"manager": { // wire §7.9 M1, M2, Q09
			request: patchUser("u-2207", manager(add, "u-0031")),
			off:     `[{"op":"Add","path":"ENT:manager","value":"u-0031"}]`,
			on:      `[{"op":"add","path":"ENT:manager","value":"u-0031"}]`,
		},
		"manager-m3": {
			dials: []string{"manager-shape=M3"}, request: patchUser("u-2207", manager(add, "u-0031")),
			off: `[{"op":"Add","path":"manager","value":[{"$ref":"http://api.harborline.example/scim/v2/Users/u-0031","value":"u-0031"}]}]`,
		},
		"manager-m4": {
			dials: []string{"manager-shape=m4"}, request: patchUser("u-2207", manager(replace, "u-0031")),
			off: `[{"op":"replace","path":"ENT:manager","value":{"value":"u-0031"}}]`,
		},
		"manager-clear": { // Q41, third and second form
			request: patchUser("u-2207", manager(remove, "U42")),
			off:     `[{"op":"Remove","path":"ENT:manager"}]`,
			on:      `[{"op":"remove","path":"manager[value eq \"U42\"]"}]`,
		},
		"manager-clear-empty": { // Q41, first form
			dials: []string{"manager-clear=empty"}, request: patchUser("u-2207", manager(remove, "U42")),
			on: `[{"op":"replace","path":"ENT:manager","value":{"value":""}}]`,
		},
		"roles-single": { // Q30
			request: patchUser("U1", change(add, `roles[primary eq "True"].value`, "reviewer")),
			off:     `[{"op":"Add","path":"roles[primary eq \"True\"].value","value":"reviewer"}]`,
			on:      `[{"op":"add","path":"roles[primary eq \"True\"].value","value":"reviewer"}]`,
		},
		"roles-complex": { // wire §7.10, Q21
			request: patchUser("U1", typedChange(add, "roles", mapping.AppRoles, `{"id":"3f2b8c1e-55aa-4a0e-9d55-7f0c1a2b3c4d","value":"BerthEditor","displayName":"Berth editor"}`)),
			off:     `[{"op":"Add","path":"roles","value":[{"value":"{\"id\":\"3f2b8c1e-55aa-4a0e-9d55-7f0c1a2b3c4d\",\"value\":\"BerthEditor\",\"displayName\":\"Berth editor\"}"}]}]`,
			on:      `[{"op":"add","path":"roles","value":[{"primary":false,"type":"WindowsAzureActiveDirectoryRole","displayName":"Berth editor","value":"BerthEditor"}]}]`,
		},
		"roles-assertive": { // wire §7.10
			request: patchUser("U1", typedChange(add, "roles", mapping.AssertiveAppRoles, `{"id":"4","value":"Viewer","displayName":"Viewer"}`)),
			off:     `[{"op":"replace","path":"roles","value":[{"primary":false,"type":"WindowsAzureActiveDirectoryRole","display":"Viewer","value":"Viewer"}]}]`,
			on:      `[{"op":"replace","path":"roles","value":[{"primary":false,"type":"WindowsAzureActiveDirectoryRole","display":"Viewer","value":"Viewer"}]}]`,
		},
	})
}

// TestGroupPatches holds updates of groups to the samples of wire §8 and the quirks.
func TestGroupPatches(t *testing.T) {
	members := func(op scimclient.Op, ids ...string) scimclient.Change {
		c := typedChange(op, "members", mapping.Reference, ids...)
		c.Multi = true
		return c
	}
	runPatches(t, map[string]patchCase{
		"group-rename": { // wire §8.3
			request: patchGroup("g-18", change(replace, "displayName", "Crane Crew North")),
			off:     `[{"op":"Replace","path":"displayName","value":"Crane Crew North"}]`,
			on:      `[{"op":"replace","path":"displayName","value":"Crane Crew North"}]`,
		},
		"group-rename-pathless": { // wire §8.3, the validator's form
			dials: []string{"fold-threshold=1"}, request: patchGroup("g-18", change(replace, "displayName", "Crane Crew North")),
			on: `[{"op":"replace","value":{"displayName":"Crane Crew North"}}]`,
		},
		"group-attributes": { // Q38
			request: patchGroup("G9", change(add, "externalId", "9d1c6c0a-0f2b-4a51-8d3e-6f7a8b9c0d1e"), change(replace, "displayName", "Optics Europe")),
			off:     `[{"op":"Add","path":"externalId","value":"9d1c6c0a-0f2b-4a51-8d3e-6f7a8b9c0d1e"},{"op":"Replace","path":"displayName","value":"Optics Europe"}]`,
		},
		"members-add": { // wire §8.4
			request: patchGroup("g-18", members(add, "u-2207")),
			off:     `[{"op":"Add","path":"members","value":[{"value":"u-2207"}]}]`,
			on:      `[{"op":"add","path":"members","value":[{"value":"u-2207"}]}]`,
		},
		"members-add-ref": { // wire §8.4, Q29
			dials: []string{"member-ref-null=on"}, request: patchGroup("g-18", members(add, "u-2207")),
			off: `[{"op":"Add","path":"members","value":[{"$ref":null,"value":"u-2207"}]}]`,
		},
		"members-remove": { // wire §8.5, Q01
			request: patchGroup("g-18", members(remove, "u-2207", "u-2208")),
			off:     `[{"op":"Remove","path":"members","value":[{"value":"u-2207"},{"value":"u-2208"}]}]`,
			on:      `[{"op":"remove","path":"members[value eq \"u-2207\"]"},{"op":"remove","path":"members[value eq \"u-2208\"]"}]`,
		},
		"members-remove-ref": {
			dials: []string{"member-ref-null=on"}, request: patchGroup("g-18", members(remove, "u-2207")),
			off: `[{"op":"Remove","path":"members","value":[{"$ref":null,"value":"u-2207"}]}]`,
		},
		"members-remove-all": { // wire §8.5
			request: patchGroup("g-18", members(remove)),
			off:     `[{"op":"Remove","path":"members"}]`,
		},
		"members-remove-odd-id": { // an id is a JSON string inside the path
			request: patchGroup("g-18", members(remove, `a"b\`)),
			on:      `[{"op":"remove","path":"members[value eq \"a\\\"b\\\\\"]"}]`,
		},
	})
}
