package schema_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

func decode(t *testing.T, s string) scim.Object {
	t.Helper()
	obj, err := scim.Decode([]byte(s), scim.Limits{})
	if err != nil {
		t.Fatalf("test data %s: %v", s, err)
	}
	return obj
}

// normalized runs Normalize and writes the result, which shows order and types.
func normalized(t *testing.T, rt, body string, mode schema.Mode) (string, error) {
	t.Helper()
	in := decode(t, body)
	before := scim.CloneObject(in)
	typ := schema.Core().ResourceType(rt)
	out, err := typ.Normalize(in, mode)
	if !scim.Equal(in, before) {
		t.Errorf("Normalize changed its input to %v", in)
	}
	if err != nil {
		return "", err
	}
	if err := typ.Validate(out); err != nil {
		t.Errorf("the canonical form must be valid: %v", err)
	}
	return string(typ.AppendResource(nil, out)), nil
}

const (
	userHead  = `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"]`
	entHead   = `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","` + ent + `"]`
	groupHead = `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"]`
)

func TestNormalizeEntra(t *testing.T) {
	tests := map[string]struct{ rt, in, want string }{
		"minimal":        {"User", userHead + `,"userName":"ada"}`, userHead + `,"userName":"ada"}`},
		"no schemas":     {"User", `{"userName":"ada"}`, userHead + `,"userName":"ada"}`},
		"unknown schema": {"Group", `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group","http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],"displayName":"Optics"}`, groupHead + `,"displayName":"Optics"}`},
		"Q48 create": {
			"User", `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","` + ent + `"],"externalId":"ada","userName":"ada@contoso.example","active":true,"emails":[{"primary":true,"type":"work","value":"ada@contoso.example"}],"meta":{"resourceType":"User"},"name":{"formatted":"Ada Lovell","familyName":"Lovell","givenName":"Ada"},"roles":[],"` + ent + `":{"department":"Optics"}}`,
			entHead + `,"externalId":"ada","userName":"ada@contoso.example","name":{"formatted":"Ada Lovell","familyName":"Lovell","givenName":"Ada"},"active":true,"emails":[{"value":"ada@contoso.example","type":"work","primary":true}],"` + ent + `":{"department":"Optics"}}`,
		},
		"declared, empty extension":  {"User", entHead + `,"userName":"ada","` + ent + `":{}}`, userHead + `,"userName":"ada"}`},
		"undeclared extension":       {"User", userHead + `,"userName":"ada","` + ent + `":{"division":"West"}}`, entHead + `,"userName":"ada","` + ent + `":{"division":"West"}}`},
		"Q37 names in any case":      {"User", `{"UserName":"Ada","Active":true,"EMAILS":[{"Primary":true,"type":"work","Value":"A@x"}],"` + strings.ToUpper(ent) + `":{"Department":"Optics","Manager":{"Value":"U4"}}}`, entHead + `,"userName":"Ada","active":true,"emails":[{"value":"A@x","type":"work","primary":true}],"` + ent + `":{"department":"Optics","manager":{"value":"U4"}}}`},
		"Q03 string booleans":        {"User", userHead + `,"userName":"ada","active":"False","roles":[{"primary":"True","value":"reviewer"}]}`, userHead + `,"userName":"ada","active":false,"roles":[{"value":"reviewer","primary":true}]}`},
		"Q09 bare manager":           {"User", userHead + `,"userName":"ada","` + ent + `":{"manager":"U42"}}`, entHead + `,"userName":"ada","` + ent + `":{"manager":{"value":"U42"}}}`},
		"manager in an array":        {"User", userHead + `,"userName":"ada","` + ent + `":{"manager":[{"$ref":"../Users/U42","value":"U42"}]}}`, entHead + `,"userName":"ada","` + ent + `":{"manager":{"value":"U42","$ref":"../Users/U42"}}}`},
		"Q41 empty manager":          {"User", userHead + `,"userName":"ada","` + ent + `":{"manager":{"value":"","$ref":"x"}}}`, userHead + `,"userName":"ada"}`},
		"readOnly is ignored":        {"User", userHead + `,"userName":"ada","id":"mine","meta":{"version":"1"},"groups":[{"value":"G1"}],"` + ent + `":{"manager":{"value":"U1","displayName":"Boss"}}}`, entHead + `,"userName":"ada","` + ent + `":{"manager":{"value":"U1"}}}`},
		"password is not kept":       {"User", userHead + `,"userName":"ada","password":"s3cret"}`, userHead + `,"userName":"ada"}`},
		"null, [] and empty":         {"User", userHead + `,"userName":"ada","title":null,"nickName":"","emails":[],"name":{"givenName":null},"phoneNumbers":[null,{"type":"work","value":""}]}`, userHead + `,"userName":"ada"}`},
		"Q11 unknown attributes":     {"User", userHead + `,"userName":"ada","shoeSize":41,"name":{"nickname":"x","givenName":"Ada"}}`, userHead + `,"userName":"ada","name":{"givenName":"Ada"}}`},
		"Q17 values unchanged":       {"User", userHead + `,"userName":"  ADA@Contoso.Example ","title":"Ä\u0000\t"}`, userHead + `,"userName":"  ADA@Contoso.Example ","title":"Ä\u0000\t"}`},
		"Q21 role of a POST":         {"User", userHead + `,"userName":"ada","roles":[{"primary":false,"type":"WindowsAzureActiveDirectoryRole","displayName":"Reviewer","value":"reviewer"}]}`, userHead + `,"userName":"ada","roles":[{"value":"reviewer","display":"Reviewer","type":"WindowsAzureActiveDirectoryRole","primary":false}]}`},
		"Q21 role as JSON text":      {"User", userHead + `,"userName":"ada","roles":[{"value":"{\"id\":\"5a0b\",\"value\":\"reviewer\",\"displayName\":\"Reviewer\"}"}]}`, userHead + `,"userName":"ada","roles":[{"value":"reviewer","display":"Reviewer"}]}`},
		"Q21 roles as one text":      {"User", userHead + `,"userName":"ada","roles":"[{\"value\":\"a\"},{\"value\":\"b\"}]"}`, userHead + `,"userName":"ada","roles":[{"value":"a"},{"value":"b"}]}`},
		"a role that is a string":    {"User", userHead + `,"userName":"ada","roles":"{curly"}`, userHead + `,"userName":"ada","roles":[{"value":"{curly"}]}`},
		"JSON text elsewhere stays":  {"User", userHead + `,"userName":"ada","entitlements":[{"value":"{\"value\":\"x\"}"}]}`, userHead + `,"userName":"ada","entitlements":[{"value":"{\"value\":\"x\"}"}]}`},
		"one primary":                {"User", userHead + `,"userName":"ada","emails":[{"value":"a","primary":true},{"value":"b","primary":true}]}`, userHead + `,"userName":"ada","emails":[{"value":"a","primary":true},{"value":"b","primary":false}]}`},
		"same type and value once":   {"User", userHead + `,"userName":"ada","emails":[{"value":"a","type":"work"},{"value":"a","type":"home"},{"value":"a","type":"WORK","display":"A"}]}`, userHead + `,"userName":"ada","emails":[{"value":"a","display":"A","type":"WORK"},{"value":"a","type":"home"}]}`},
		"members":                    {"Group", groupHead + `,"displayName":"Optics","members":[{"$ref":null,"value":"U1"},"U2",{"value":"U1","displayName":"Ada"}]}`, groupHead + `,"displayName":"Optics","members":[{"value":"U1","display":"Ada"},{"value":"U2"}]}`},
		"Q42 core URN as container":  {"User", `{"urn:ietf:params:scim:schemas:core:2.0:User":{"title":"Analyst","costBand":"C2"},"userName":"ada"}`, userHead + `,"userName":"ada","title":"Analyst"}`},
		"schemas in another case":    {"User", `{"SCHEMAS":"urn:ietf:params:scim:schemas:core:2.0:user","userName":"ada"}`, userHead + `,"userName":"ada"}`},
		"dotted key in extension":    {"User", `{"userName":"ada","` + ent + `":{"manager.value":"U1","manager.displayName":"Boss","x.y":1,"department.z":2}}`, entHead + `,"userName":"ada","` + ent + `":{"manager":{"value":"U1"}}}`},
		"extension in two spellings": {"User", `{"userName":"ada","` + ent + `:department":"Optics","` + strings.ToLower(ent) + `":{"division":"West"}}`, entHead + `,"userName":"ada","` + ent + `":{"division":"West","department":"Optics"}}`},
		"qualified read-only":        {"User", `{"userName":"ada","meta.version":"x","` + ent + `:manager.displayName":"Boss"}`, userHead + `,"userName":"ada"}`},
		"null containers":            {"User", `{"userName":"ada","` + ent + `":null,"urn:ietf:params:scim:schemas:core:2.0:User":null}`, userHead + `,"userName":"ada"}`},
		"qualified keys":             {"User", `{"userName":"ada","name.givenName":"Ada","` + ent + `:department":"Optics","` + ent + `:manager.value":"U1"}`, entHead + `,"userName":"ada","name":{"givenName":"Ada"},"` + ent + `":{"department":"Optics","manager":{"value":"U1"}}}`},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := normalized(t, tc.rt, tc.in, schema.ModeEntra())
			if err != nil {
				t.Fatalf("refused: %v", err)
			}
			if got != tc.want {
				t.Errorf("canonical form:\n got %s\nwant %s", got, tc.want)
			}
			again, err := normalized(t, tc.rt, got, schema.ModeStrict())
			if err != nil || again != got {
				t.Errorf("the canonical form must pass the strict mode unchanged:\n got %s (%v)\nwant %s", again, err, got)
			}
		})
	}
}

func TestNormalizeRefuses(t *testing.T) {
	entra, strict := schema.ModeEntra(), schema.ModeStrict()
	tests := map[string]struct {
		rt, in   string
		mode     schema.Mode
		scimType string
		want     string
	}{
		"no userName":               {"User", userHead + `}`, entra, scim.InvalidValue, "userName is required"},
		"blank userName":            {"User", userHead + `,"userName":" \t"}`, entra, scim.InvalidValue, "userName is required"},
		"null userName":             {"User", userHead + `,"userName":null}`, strict, scim.InvalidValue, "userName is required"},
		"no group displayName":      {"Group", groupHead + `}`, entra, scim.InvalidValue, "displayName is required"},
		"number for string":         {"User", userHead + `,"userName":5}`, entra, scim.InvalidValue, "userName must be a string, not a number"},
		"object for string":         {"User", userHead + `,"userName":"a","title":{}}`, entra, scim.InvalidValue, "title must be a string, not an object"},
		"string for object":         {"User", userHead + `,"userName":"a","name":"Ada"}`, entra, scim.InvalidValue, "name must be an object, not a string"},
		"string for boolean":        {"User", userHead + `,"userName":"a","active":"maybe"}`, entra, scim.InvalidValue, "active must be true or false"},
		"number for boolean":        {"User", userHead + `,"userName":"a","active":1}`, entra, scim.InvalidValue, "active must be true or false, not a number"},
		"inside an element":         {"User", userHead + `,"userName":"a","emails":[{"value":"x"},{"value":7}]}`, entra, scim.InvalidValue, "emails[1].value must be a string"},
		"inside the extension":      {"User", userHead + `,"userName":"a","` + ent + `":{"manager":{"value":["x"]}}}`, entra, scim.InvalidValue, ent + ":manager.value must be a string, not an array"},
		"extension not an object":   {"User", userHead + `,"userName":"a","` + ent + `":"x"}`, entra, scim.InvalidValue, ent + " must be an object"},
		"nested array":              {"User", userHead + `,"userName":"a","addresses":[[]]}`, entra, scim.InvalidValue, "addresses[0] must be an object"},
		"binary":                    {"User", userHead + `,"userName":"a","x509Certificates":[{"value":"%%%"}]}`, entra, scim.InvalidValue, "x509Certificates[0].value must be base64"},
		"member without id":         {"Group", groupHead + `,"displayName":"g","members":[{"display":"Ada"}]}`, entra, scim.InvalidValue, "members[0].value is missing"},
		"part of a list by key":     {"User", userHead + `,"userName":"a","emails.value":"x"}`, entra, scim.InvalidSyntax, "emails.value"},
		"core container no object":  {"User", userHead + `,"userName":"a","urn:ietf:params:scim:schemas:core:2.0:User":"x"}`, entra, scim.InvalidValue, "must be an object"},
		"type in a dotted key":      {"User", userHead + `,"userName":"a","name.givenName":5}`, entra, scim.InvalidValue, "name.givenName must be a string"},
		"type in a qualified key":   {"User", userHead + `,"userName":"a","` + ent + `:department":5}`, entra, scim.InvalidValue, ent + ":department must be a string"},
		"type in an odd case":       {"User", userHead + `,"userName":"a","TITLE":5}`, entra, scim.InvalidValue, "title must be a string"},
		"two managers":              {"User", userHead + `,"userName":"a","` + ent + `":{"manager":["U1","U2"]}}`, entra, scim.InvalidValue, "one value only"},
		"schemas without base":      {"User", `{"schemas":["` + ent + `"],"userName":"a"}`, entra, scim.InvalidSyntax, "schemas must contain"},
		"schemas of another type":   {"User", `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:core:2.0:Group"],"userName":"a"}`, entra, scim.InvalidSyntax, "another resource type"},
		"schemas not an array":      {"User", `{"schemas":7,"userName":"a"}`, entra, scim.InvalidSyntax, "must be an array"},
		"schemas of numbers":        {"User", `{"schemas":[7],"userName":"a"}`, entra, scim.InvalidSyntax, "holds a number"},
		"strict: no schemas":        {"User", `{"userName":"a"}`, strict, scim.InvalidSyntax, "schemas is missing"},
		"strict: unknown schema":    {"User", `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:x"],"userName":"a"}`, strict, scim.InvalidSyntax, "not a schema of resource type"},
		"strict: unknown attribute": {"User", userHead + `,"userName":"a","shoeSize":41}`, strict, scim.InvalidSyntax, `"shoeSize" is not part`},
		"strict: unknown part":      {"User", userHead + `,"userName":"a","name":{"nick":"x"}}`, strict, scim.InvalidValue, `name has a member "nick" that is not part`},
		"strict: string boolean":    {"User", userHead + `,"userName":"a","active":"True"}`, strict, scim.InvalidValue, "not a string"},
		"strict: bare manager":      {"User", entHead + `,"userName":"a","` + ent + `":{"manager":"U1"}}`, strict, scim.InvalidValue, "must be an object"},
		"strict: empty manager":     {"User", entHead + `,"userName":"a","` + ent + `":{"manager":{"value":""}}}`, strict, scim.InvalidValue, ent + ":manager.value must be the id of a resource"},
		"strict: empty member":      {"Group", groupHead + `,"displayName":"g","members":[{"value":""}]}`, strict, scim.InvalidValue, "members[0].value must be the id of a resource"},
		"strict: single for array":  {"User", userHead + `,"userName":"a","emails":{"value":"x"}}`, strict, scim.InvalidValue, "emails must be an array"},
		"strict: dotted key":        {"User", userHead + `,"userName":"a","name.givenName":"x"}`, strict, scim.InvalidSyntax, "name.givenName"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := normalized(t, tc.rt, tc.in, tc.mode)
			var e *scim.Error
			if !errors.As(err, &e) {
				t.Fatalf("%s: want a *scim.Error, got %s (%v)", tc.in, got, err)
			}
			if e.Status != 400 || e.ScimType != tc.scimType || !strings.Contains(e.Detail, tc.want) {
				t.Errorf("%s:\n got %v\nwant 400 %s: … %s …", tc.in, e, tc.scimType, tc.want)
			}
		})
	}
}

func TestNormalizeErrorsNeverRepeatSecrets(t *testing.T) {
	_, err := normalized(t, "User", userHead+`,"userName":"a","password":{"clear":"hunter2"}}`, schema.ModeEntra())
	if err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("a wrongly typed password must be refused without repeating it, got %v", err)
	}
}

func TestDistinctIsTheSameForFewAndManyElements(t *testing.T) {
	members, _ := schema.Core().ResourceType("Group").Resolve("members")
	var list []any
	for i := range 5000 {
		list = append(list, scim.Object{"value": string(rune('A' + i%26))})
	}
	if got := schema.Distinct(members.Attr, list); len(got) != 26 {
		t.Errorf("5000 members with 26 ids: got %d", len(got))
	}
	emails, _ := schema.Core().ResourceType("User").Resolve("emails")
	x, y := scim.Object{"value": "a", "type": "Work"}, scim.Object{"value": "a", "type": "work"}
	if schema.ElementKey(emails.Attr, x) != schema.ElementKey(emails.Attr, y) || !schema.SameElement(emails.Attr, x, y) {
		t.Error("type ignores letter case, for the key as for the comparison")
	}
}

func TestModeByName(t *testing.T) {
	for name, want := range map[string]string{"": "entra", "Entra": "entra", "strict": "strict", "AWKWARD": "awkward"} {
		if m, err := schema.ModeByName(name); err != nil || m.Name != want {
			t.Errorf("ModeByName(%q): got %q, %v", name, m.Name, err)
		}
	}
	if _, err := schema.ModeByName("gloomy"); err == nil || !strings.Contains(err.Error(), "entra, strict, awkward") {
		t.Errorf("an unknown mood must be refused with the ones there are, got %v", err)
	}
}
