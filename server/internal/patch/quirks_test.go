package patch_test

import (
	"testing"

	"github.com/entrasim/entrasim/server/internal/schema"
)

// TestQuirks holds mode entra to the field-observed requests; the names lead to the quirks.
func TestQuirks(t *testing.T) {
	withManager := entHead + `"userName":"ada","` + ent + `":{"manager":{"value":"U42"}}}`
	check(t, schema.ModeEntra(), map[string]success{
		"Q01 removes the listed":               {"Group", crew, `{"op":"Remove","path":"members","value":[{"value":"U2"}]}`, groupHead + `"displayName":"Crew","members":[{"value":"U1"},{"value":"U3"}]}`},
		"Q01 several, strangers ignored":       {"Group", crew, `{"op":"Remove","path":"members","value":[{"value":"U1"},{"$ref":null,"value":"U3","display":"other"},{"value":"U9"}]}`, groupHead + `"displayName":"Crew","members":[{"value":"U2"}]}`},
		"Q01 bare string":                      {"Group", crew, `{"op":"Remove","path":"members","value":"U2"}`, groupHead + `"displayName":"Crew","members":[{"value":"U1"},{"value":"U3"}]}`},
		"Q01 an empty list empties nothing":    {"Group", crew, `{"op":"Remove","path":"members","value":[]}`, crew},
		"Q01 flag on":                          {"Group", crew, `{"op":"remove","path":"members[value eq \"U1\"]"},{"op":"remove","path":"members[value eq \"U2\"]"}`, groupHead + `"displayName":"Crew","members":[{"value":"U3"}]}`},
		"Q01 emails":                           {"", mails, `{"op":"Remove","path":"emails","value":[{"value":"W@x"}]}`, userHead + `"userName":"ada","emails":[{"value":"h@x","type":"home"}]}`},
		"Q01 addresses":                        {"", userHead + `"userName":"ada","addresses":[{"locality":"Leeds","type":"work"},{"locality":"York"}]}`, `{"op":"Remove","path":"addresses","value":[{"locality":"Leeds"}]}`, userHead + `"userName":"ada","addresses":[{"locality":"York"}]}`},
		"Q02 one element for several ops":      {"", ada, `{"op":"Add","path":"emails[type eq \"work\"].value","value":"a@x"},{"op":"Replace","path":"phoneNumbers[type eq \"mobile\"].value","value":"+44 20"},{"op":"Add","path":"addresses[type eq \"work\"].streetAddress","value":"1 Canal Row"},{"op":"Add","path":"addresses[type eq \"work\"].locality","value":"Leeds"},{"op":"Replace","path":"addresses[type eq \"work\"].country","value":"GB"}`, userHead + `"userName":"ada","emails":[{"value":"a@x","type":"work"}],"phoneNumbers":[{"value":"+44 20","type":"mobile"}],"addresses":[{"streetAddress":"1 Canal Row","locality":"Leeds","country":"GB","type":"work"}]}`},
		"Q02 siblings stay":                    {"", mails, `{"op":"Replace","path":"emails[type eq \"work\"].value","value":"n@x"},{"op":"Add","path":"emails[type eq \"other\"].value","value":"o@x"}`, userHead + `"userName":"ada","emails":[{"value":"n@x","type":"work","primary":true},{"value":"h@x","type":"home"},{"value":"o@x","type":"other"}]}`},
		"Q02 filtered element without part":    {"", ada, `{"op":"Replace","path":"addresses[type eq \"work\"]","value":{"locality":"Leeds"}}`, userHead + `"userName":"ada","addresses":[{"locality":"Leeds","type":"work"}]}`},
		"Q02 exchanged element keeps its type": {"", mails, `{"op":"Replace","path":"emails[type eq \"work\"]","value":{"value":"n@x"}}`, userHead + `"userName":"ada","emails":[{"value":"n@x","type":"work"},{"value":"h@x","type":"home"}]}`},
		"Q03 disable":                          {"", userHead + `"userName":"ada","active":true}`, `{"op":"Replace","path":"active","value":"False"}`, userHead + `"userName":"ada","active":false}`},
		"Q03 enable":                           {"", userHead + `"userName":"ada","active":false}`, `{"op":"Replace","path":"active","value":"True"}`, userHead + `"userName":"ada","active":true}`},
		"Q03 pathless":                         {"", ada, `{"op":"replace","value":{"active":"false"}}`, userHead + `"userName":"ada","active":false}`},
		"Q03 inside a list":                    {"", mails, `{"op":"Replace","path":"emails[type eq \"home\"].primary","value":"True"}`, userHead + `"userName":"ada","emails":[{"value":"w@x","type":"work","primary":false},{"value":"h@x","type":"home","primary":true}]}`},
		"Q04 title case":                       {"", userHead + `"userName":"ada","nickName":"A"}`, `{"op":"Add","path":"title","value":"Analyst"},{"op":"Replace","path":"displayName","value":"Ada L"},{"op":"Remove","path":"nickName"}`, userHead + `"userName":"ada","displayName":"Ada L","title":"Analyst"}`},
		"Q05 dotted and URN keys":              {"", userHead + `"userName":"ada","name":{"middleName":"M","givenName":"X"}}`, `{"op":"replace","path":"emails[type eq \"work\"].value","value":"a@x"},{"op":"replace","value":{"displayName":"Ada Lovell","name.givenName":"Ada","name.familyName":"Lovell","` + ent + `:department":"Optics","externalId":"b7e1"}}`, entHead + `"externalId":"b7e1","userName":"ada","name":{"familyName":"Lovell","givenName":"Ada","middleName":"M"},"displayName":"Ada Lovell","emails":[{"value":"a@x","type":"work"}],"` + ent + `":{"department":"Optics"}}`},
		"Q05 filtered keys":                    {"", ada, `{"op":"add","value":{"emails[type eq \"work\"].value":"a@x"}}`, userHead + `"userName":"ada","emails":[{"value":"a@x","type":"work"}]}`},
		"Q05 group rename keeps members":       {"Group", crew, `{"op":"replace","value":{"displayName":"Optics EU","externalId":"e1"}}`, groupHead + `"externalId":"e1","displayName":"Optics EU","members":[{"value":"U1"},{"value":"U2"},{"value":"U3"}]}`},
		"Q08 URN and colon":                    {"", ada, `{"op":"Add","path":"` + ent + `:department","value":"Optics"},{"op":"Replace","path":"urn:ietf:params:scim:schemas:extension:fabrikam:2.0:User:badge","value":"B-12"}`, entHead + `"userName":"ada","` + ent + `":{"department":"Optics"}}`},
		"Q08 URN and dot":                      {"", ada, `{"op":"Add","path":"` + ent + `.department","value":"Optics"}`, entHead + `"userName":"ada","` + ent + `":{"department":"Optics"}}`},
		"Q09 bare manager":                     {"", ada, `{"op":"Add","path":"` + ent + `:manager","value":"U42"}`, withManager},
		"Q09 manager in an array":              {"", ada, `{"op":"Add","path":"manager","value":[{"$ref":"http://x/Users/U42","value":"U42"}]}`, entHead + `"userName":"ada","` + ent + `":{"manager":{"value":"U42","$ref":"http://x/Users/U42"}}}`},
		"Q09 change of manager":                {"", withManager, `{"op":"Replace","path":"` + ent + `:manager","value":"U43"}`, entHead + `"userName":"ada","` + ent + `":{"manager":{"value":"U43"}}}`},
		"Q10 add on set values":                {"", userHead + `"externalId":"a","userName":"ada","name":{"formatted":"A"},"active":true}`, `{"op":"Add","path":"name.formatted","value":"Ada Lovell"},{"op":"Add","path":"active","value":"False"},{"op":"Add","path":"externalId","value":"b7e1"}`, userHead + `"externalId":"b7e1","userName":"ada","name":{"formatted":"Ada Lovell"},"active":false}`},
		"Q11 unknown attributes":               {"", userHead + `"userName":"ada","active":true}`, `{"op":"Add","path":"shoeSize","value":41},{"op":"Add","path":"name.nick","value":"x"},{"op":"Add","path":"emails[shoe eq \"x\"].value","value":"x"},{"op":"Add","path":"emails[type eq \"work\"].shoe","value":"x"},{"op":"Replace","path":"active","value":"False"},{"op":"replace","value":{"shoe":1,"foo bar":2,"title":"T"}}`, userHead + `"userName":"ada","title":"T","active":false}`},
		"Q11 nothing but unknown":              {"", ada, `{"op":"Add","path":"shoeSize","value":41}`, ada},
		"Q21 role as JSON text":                {"", ada, `{"op":"Add","path":"roles","value":[{"value":"{\"id\":\"5a0b\",\"value\":\"reviewer\",\"displayName\":\"Reviewer\"}"}]}`, userHead + `"userName":"ada","roles":[{"value":"reviewer","display":"Reviewer"}]}`},
		"Q21 the same role again":              {"", userHead + `"userName":"ada","roles":[{"value":"reviewer","display":"Reviewer"}]}`, `{"op":"Add","path":"roles","value":[{"value":"{\"id\":\"9\",\"value\":\"reviewer\",\"displayName\":\"Reviewer\"}"}]}`, userHead + `"userName":"ada","roles":[{"value":"reviewer","display":"Reviewer"}]}`},
		"Q21 replace as text":                  {"", userHead + `"userName":"ada","roles":[{"value":"old"}]}`, `{"op":"replace","path":"roles","value":"[{\"value\":\"new\"}]"}`, userHead + `"userName":"ada","roles":[{"value":"new"}]}`},
		"Q24 rename":                           {"", mails, `{"op":"Replace","path":"userName","value":"ada.king@contoso.example"},{"op":"Replace","path":"emails[type eq \"work\"].value","value":"ada.king@contoso.example"}`, userHead + `"userName":"ada.king@contoso.example","emails":[{"value":"ada.king@contoso.example","type":"work","primary":true},{"value":"h@x","type":"home"}]}`},
		"Q29 $ref null":                        {"Group", groupHead + `"displayName":"Crew"}`, `{"op":"Add","path":"members","value":[{"$ref":null,"value":"U7"}]}`, groupHead + `"displayName":"Crew","members":[{"value":"U7"}]}`},
		"Q30 roles by primary":                 {"", ada, `{"op":"Add","path":"roles[primary eq \"True\"].value","value":"reviewer"},{"op":"Add","path":"roles[primary eq \"True\"].display","value":"Reviewer"},{"op":"Add","path":"roles[primary eq \"True\"].type","value":"W"}`, userHead + `"userName":"ada","roles":[{"value":"reviewer","display":"Reviewer","type":"W","primary":true}]}`},
		"Q38 group attributes":                 {"Group", crew, `{"op":"Add","path":"externalId","value":"e9"},{"op":"Replace","path":"displayName","value":"Optics Europe"}`, groupHead + `"externalId":"e9","displayName":"Optics Europe","members":[{"value":"U1"},{"value":"U2"},{"value":"U3"}]}`},
		"Q39 tombstone":                        {"", userHead + `"userName":"ada@x","active":true,"emails":[{"value":"ada@x","type":"work"}]}`, `{"op":"Replace","path":"userName","value":"3c6f0d1e5f0a4a0e8f0b9b7f4f1c2d3eada@x"},{"op":"Replace","path":"active","value":"False"}`, userHead + `"userName":"3c6f0d1e5f0a4a0e8f0b9b7f4f1c2d3eada@x","active":false,"emails":[{"value":"ada@x","type":"work"}]}`},
		"Q41 empty value":                      {"", withManager, `{"op":"replace","path":"` + ent + `:manager","value":{"value":""}}`, ada},
		"Q41 empty string":                     {"", withManager, `{"op":"replace","path":"` + ent + `:manager","value":""}`, ada},
		"Q41 filtered remove":                  {"", withManager, `{"op":"remove","path":"manager[value eq \"U42\"]"}`, ada},
		"Q41 plain remove":                     {"", withManager, `{"op":"Remove","path":"` + ent + `:manager"}`, ada},
		"Q41 remove with the old value":        {"", withManager, `{"op":"Remove","path":"` + ent + `:manager","value":"U42"}`, ada},
		"Q42 core URN":                         {"", ada, `{"op":"Replace","path":"urn:ietf:params:scim:schemas:core:2.0:User:title","value":"T"},{"op":"Replace","path":"urn:ietf:params:scim:schemas:core:2.0:User:costBand","value":"C2"}`, userHead + `"userName":"ada","title":"T"}`},
		"Q43 primary eq true":                  {"", mails, `{"op":"replace","path":"emails[primary eq true].value","value":"n@x"}`, userHead + `"userName":"ada","emails":[{"value":"n@x","type":"work","primary":true},{"value":"h@x","type":"home"}]}`},
		"Q46 extra members":                    {"Group", crew, `{"name":"addMember","op":"add","path":"members","value":[{"displayName":"Dan","value":"U4","foo":1}]}`, groupHead + `"displayName":"Crew","members":[{"value":"U1"},{"value":"U2"},{"value":"U3"},{"value":"U4","display":"Dan"}]}`},
		"Q58 idempotent":                       {"Group", crew, `{"op":"Add","path":"members","value":[{"value":"U1"}]},{"op":"Remove","path":"members","value":[{"value":"U9"}]}`, crew},
		"Q58 bare string member":               {"Group", crew, `{"op":"add","path":"members","value":"U4"}`, groupHead + `"displayName":"Crew","members":[{"value":"U1"},{"value":"U2"},{"value":"U3"},{"value":"U4"}]}`},
		"Q69 empty clears":                     {"", userHead + `"userName":"ada","title":"T","active":true}`, `{"op":"replace","path":"title","value":""},{"op":"replace","path":"active","value":""}`, ada},
		"Q69 null clears":                      {"", userHead + `"userName":"ada","title":"T"}`, `{"op":"replace","path":"title","value":null}`, ada},
		"Q69 empty clears a filtered value":    {"", mails, `{"op":"replace","path":"emails[type eq \"work\"].value","value":""}`, userHead + `"userName":"ada","emails":[{"value":"h@x","type":"home"}]}`},
		"Q69 clearing creates nothing":         {"", ada, `{"op":"replace","path":"emails[type eq \"work\"].value","value":""}`, ada},
		"Q69 pathless":                         {"", userHead + `"userName":"ada","title":"T","name":{"givenName":"A","familyName":"B"}}`, `{"op":"replace","value":{"title":null,"name.givenName":""}}`, userHead + `"userName":"ada","name":{"familyName":"B"}}`},
		"Q69 null clears a part only":          {"", userHead + `"userName":"ada","name":{"givenName":"A","familyName":"B"}}`, `{"op":"replace","path":"name","value":{"givenName":null}}`, userHead + `"userName":"ada","name":{"familyName":"B"}}`},
		"Q69 null clears a part, pathless":     {"", userHead + `"userName":"ada","name":{"givenName":"A","familyName":"B"}}`, `{"op":"replace","value":{"name":{"givenName":""}}}`, userHead + `"userName":"ada","name":{"familyName":"B"}}`},
		"Q69 null clears the last part":        {"", userHead + `"userName":"ada","name":{"givenName":"A"}}`, `{"op":"replace","path":"name","value":{"givenName":null}}`, ada},
		"Q69 null clears a part of an element": {"", mails, `{"op":"add","path":"emails[type eq \"work\"]","value":{"primary":null}}`, userHead + `"userName":"ada","emails":[{"value":"w@x","type":"work"},{"value":"h@x","type":"home"}]}`},
		"Q69 null parts create nothing":        {"", ada, `{"op":"add","path":"emails[type eq \"work\"]","value":{"display":null}},{"op":"replace","path":"name","value":{"givenName":null}}`, ada},
		"Q71 remove with value":                {"", mails, `{"op":"Remove","path":"emails[type eq \"work\"].value","value":"w@x"}`, userHead + `"userName":"ada","emails":[{"value":"h@x","type":"home"}]}`},
		"Q71 parts of an address":              {"", userHead + `"userName":"ada","addresses":[{"locality":"L","country":"GB","type":"work","primary":true}]}`, `{"op":"Remove","path":"addresses[type eq \"work\"].locality"}`, userHead + `"userName":"ada","addresses":[{"country":"GB","type":"work","primary":true}]}`},
		"Q71 filled again in the same request": {"", mails, `{"op":"remove","path":"emails[type eq \"work\"].value"},{"op":"add","path":"emails[type eq \"work\"].value","value":"n@x"}`, userHead + `"userName":"ada","emails":[{"value":"n@x","type":"work","primary":true},{"value":"h@x","type":"home"}]}`},
		"Q72 nested group":                     {"Group", crew, `{"op":"Add","path":"members","value":[{"value":"G2","type":"Group"}]}`, groupHead + `"displayName":"Crew","members":[{"value":"U1"},{"value":"U2"},{"value":"U3"},{"value":"G2","type":"Group"}]}`},
		"Q75 same attribute":                   {"", userHead + `"externalId":"e1","userName":"ada"}`, `{"op":"remove","path":"externalId"},{"op":"add","value":{"externalId":"e2"}},{"op":"replace","value":{"externalId":"e3"}}`, userHead + `"externalId":"e3","userName":"ada"}`},
		"Q75 same member":                      {"Group", crew, `{"op":"add","path":"members","value":[{"value":"U4"}]},{"op":"remove","path":"members[value eq \"U4\"]"}`, crew},
		"meta in the object is ignored":        {"", ada, `{"op":"replace","value":{"meta":{"resourceType":"User"},"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:x"],"title":"T"}}`, userHead + `"userName":"ada","title":"T"}`},
		"OKT-012 read-only keys are ignored":   {"", ada, `{"op":"replace","value":{"id":"x","groups":[{"value":"G1"}],"` + ent + `":{"manager":{"displayName":"B"}},"title":"T"}}`, userHead + `"userName":"ada","title":"T"}`},
		"core attributes under the core URN":   {"", ada, `{"op":"replace","value":{"urn:ietf:params:scim:schemas:core:2.0:User":{"title":"T"}}}`, userHead + `"userName":"ada","title":"T"}`},
		"remove with or":                       {"Group", crew, `{"op":"remove","path":"members[value eq \"U1\" or value eq \"U3\"]"}`, groupHead + `"displayName":"Crew","members":[{"value":"U2"}]}`},
	})
}

func TestQuirksStillRefused(t *testing.T) {
	checkRefused(t, schema.ModeEntra(), map[string]failure{
		"empty userName":              {ops: `{"op":"replace","path":"userName","value":""}`, scimType: "invalidValue", want: "userName is required"},
		"any string for a boolean":    {ops: `{"op":"Replace","path":"active","value":"disabled"}`, scimType: "invalidValue", want: "active"},
		"no member by filtered part":  {typ: "Group", resource: crew, ops: `{"op":"Replace","path":"members[value eq \"U9\"].display","value":"x"}`, scimType: "noTarget", want: "selects no value of members"},
		"element of a simple manager": {resource: entHead + `"userName":"ada","` + ent + `":{"manager":{"value":"U1"}}}`, ops: `{"op":"Replace","path":"manager[value eq \"U9\"]","value":"U2"}`, scimType: "noTarget", want: "manager"},
	})
}
