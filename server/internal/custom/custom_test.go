package custom_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/server/internal/custom"
	"github.com/entrasim/entrasim/server/internal/document"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

const (
	badgeURN  = "urn:example:params:scim:schemas:2.0:Badge"
	deviceURN = "urn:example:params:scim:schemas:2.0:Device"
	badge     = `{"id":"` + badgeURN + `","name":"Badge","attributes":[{"name":"number","type":"string","required":true,"mutability":"immutable"},
	  {"name":"doors","type":"complex","multiValued":true,"subAttributes":[{"name":"value","type":"string"},{"name":"primary","type":"boolean"}]}]}`
	device = `{"schemas":["` + scim.SchemaSchema + `"],"id":"` + deviceURN + `","name":"Device","description":"A device","meta":{"resourceType":"Schema"},"attributes":[
	  {"name":"serial","type":"string","required":true,"uniqueness":"server","caseExact":true},
	  {"name":"pin","type":"string","mutability":"writeOnly"},
	  {"name":"owner","type":"complex","subAttributes":[{"name":"value","type":"string"},{"name":"$ref","type":"reference","referenceTypes":["User","Device"]}]},
	  {"name":"manual","type":"reference","referenceTypes":["external"]}]}`
	userType   = `{"name":"User","schemaExtensions":[{"schema":"` + badgeURN + `","required":false}]}`
	deviceType = `{"name":"Device","endpoint":"/Devices","schema":"` + deviceURN + `","schemaExtensions":[{"schema":"` + badgeURN + `","required":true}]}`
)

func read(schemas, types string) (*custom.Set, error) {
	root, err := document.Parse("", []byte(`{"s":[`+schemas+"],\n\"t\":["+types+`]}`), document.Limits{})
	if err != nil {
		return nil, err
	}
	f := root.Fields("s", "t")
	set := custom.Read(f.Get("s"), f.Get("t"))
	return set, root.Err()
}

func TestRegistry(t *testing.T) {
	set, err := read(badge+","+device, userType+","+deviceType)
	if err != nil {
		t.Fatal(err)
	}
	r := set.Registry()
	user, dev, group := r.ResourceType("User"), r.ResourceType("Device"), r.ResourceType("Group")
	if user == nil || dev == nil || group == nil || len(r.ResourceTypes()) != 3 || r.Schema(strings.ToUpper(badgeURN)) == nil {
		t.Fatalf("the registry lacks something: %v", r.ResourceTypes())
	}
	for path, rt := range map[string]*schema.ResourceType{
		badgeURN + ":number": user, scim.SchemaEnterpriseUser + ":department": user, "doors.value": dev, "manual": dev, deviceURN + ":serial": dev,
	} {
		if _, ok := rt.Resolve(path); !ok {
			t.Errorf("%s must be known to %s", path, rt.Name)
		}
	}
	for path, rt := range map[string]*schema.ResourceType{badgeURN + ":number": group, "serial": user} {
		if _, ok := rt.Resolve(path); ok {
			t.Errorf("%s must not be known to %s", path, rt.Name)
		}
	}
	if a := dev.UniqueAttribute(); a == nil || a.Name != "serial" {
		t.Errorf("devices are unique by serial, got %v", a)
	}
	if pin, _ := dev.Resolve("pin"); pin.Attr.Returned != schema.Never {
		t.Error("a write-only attribute is never returned")
	}
	body, err := scim.Decode([]byte(`{"schemas":["`+scim.SchemaUser+`","`+badgeURN+`"],"userName":"a","`+badgeURN+`":{"NUMBER":"7","doors":[{"value":"d","primary":true},{"value":"e","primary":true}]}}`), scim.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	out, err := user.Normalize(body, schema.ModeStrict())
	const want = `{"schemas":["` + scim.SchemaUser + `","` + badgeURN + `"],"userName":"a","` + badgeURN + `":{"number":"7","doors":[{"value":"d","primary":true},{"value":"e","primary":false}]}}`
	if got := string(user.AppendResource(nil, out)); err != nil || got != want {
		t.Errorf("\n got %s (%v)\nwant %s", got, err, want)
	}
	if _, err := dev.Normalize(scim.Object{"schemas": []any{deviceURN}, "serial": "1"}, schema.ModeEntra()); err == nil || !strings.Contains(err.Error(), badgeURN) {
		t.Errorf("the required extension is missing, got %v", err)
	}
	if core := schema.Core().ResourceType("User"); core.Extensions[0].Required || len(core.Extensions) != 1 {
		t.Error("the core registry has changed")
	}
}

func TestNothingOfItsOwn(t *testing.T) {
	set, err := read("", "")
	if err != nil || set.Registry() != schema.Core() {
		t.Errorf("an empty set is the core, got %v", err)
	}
}

func TestCoreExtensionMayBecomeRequired(t *testing.T) {
	set, err := read("", `{"name":"User","endpoint":"/Users","schemaExtensions":[{"schema":"`+scim.SchemaEnterpriseUser+`","required":true}]}`)
	if err != nil {
		t.Fatal(err)
	}
	if e := set.Registry().ResourceType("User").Extensions; len(e) != 1 || !e[0].Required {
		t.Errorf("got %v", e)
	}
}

// What /Schemas answers can be read again and says the same.
func TestPublishedSchemasCanBeRead(t *testing.T) {
	for _, s := range schema.Core().Schemas() {
		if s.ID == scim.SchemaSchema || s.ID == scim.SchemaResourceType || s.ID == scim.SchemaServiceProviderConfig {
			continue // readOnly and required at once, or nested twice: no resources of clients
		}
		published := bytes.ReplaceAll(s.AppendJSON(nil, "https://x"), []byte(s.ID), []byte("urn:example:copy"))
		root, err := document.Parse(s.Name, published, document.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		got := custom.ReadSchema(root)
		if err := root.Err(); err != nil {
			t.Fatal(err)
		}
		if again := got.AppendJSON(nil, "https://x"); !bytes.Equal(again, published) {
			t.Errorf("%s:\n got %s\nwant %s", s.Name, again, published)
		}
	}
}

func attribute(rest string) string {
	return `{"id":"urn:example:x","name":"X","attributes":[{"name":"a",` + rest + `}]}`
}

func part(rest string) string {
	return attribute(`"type":"complex","multiValued":true,"subAttributes":[{` + rest + `}]`)
}

// many returns n schemas.
func many(n int) string {
	var list []string
	for i := range n {
		list = append(list, strings.Replace(badge, badgeURN, fmt.Sprint("urn:example:", i), 1))
	}
	return strings.Join(list, ",")
}

func TestRefused(t *testing.T) {
	const str = `"type":"string"`
	for name, tc := range map[string]struct{ schemas, types, want string }{
		"no id":                       {`{"name":"X","attributes":[{"name":"a",` + str + `}]}`, "", `s[0] has no id`},
		"no attributes":               {`{"id":"urn:example:x","name":"X"}`, "", `s[0] has no attributes`},
		"empty attributes":            {`{"id":"urn:example:x","name":"X","attributes":[]}`, "", `s[0].attributes has no attribute; define one at least`},
		"empty name":                  {`{"id":"urn:example:x","name":"","attributes":[{"name":"a",` + str + `}]}`, "", `s[0].name must not be empty`},
		"not a URN":                   {strings.Replace(badge, badgeURN, "http://example.com/badge", 1), "", `s[0].id is not a URN; write it like`},
		"brackets in the URN":         {strings.Replace(badge, badgeURN, "urn:example:a]b", 1), "", `s[0].id is not a URN`},
		"message URN":                 {strings.Replace(badge, badgeURN, scim.MessagePatchOp, 1), "", `s[0].id is reserved for messages`},
		"core schema":                 {strings.Replace(badge, badgeURN, strings.ToUpper(scim.SchemaUser), 1), "", `s[0].id is taken by the schema User; schemas of the core`},
		"same schema twice":           {badge + "," + badge, "", `s[1].id is taken by the schema Badge`},
		"URN of a core attribute":     {strings.Replace(badge, badgeURN, scim.SchemaUser+":name", 1), "", `s[0].id would stand for an attribute of ` + scim.SchemaUser},
		"URN of a later attribute":    {strings.Replace(badge, badgeURN, "urn:example:x:a", 1) + "," + attribute(str), "", `s[1].attributes have one that, written with its URN, is the schema urn:example:x:a`},
		"unknown member":              {attribute(str + `,"multivalued":true`), "", `s[0].attributes[0].multivalued is not known here; did you mean multiValued?`},
		"bad name":                    {`{"id":"urn:example:x","name":"X","attributes":[{"name":"1a",` + str + `}]}`, "", `s[0].attributes[0].name is not an attribute name: "1a"; use a letter`},
		"dollar name":                 {`{"id":"urn:example:x","name":"X","attributes":[{"name":"$ref","type":"reference","referenceTypes":["uri"]}]}`, "", `is not an attribute name: "$ref"`},
		"reserved name":               {`{"id":"urn:example:x","name":"X","attributes":[{"name":"ExternalId",` + str + `}]}`, "", `s[0].attributes[0].name is "ExternalId", which every resource has`},
		"name twice":                  {`{"id":"urn:example:x","name":"X","attributes":[{"name":"a",` + str + `},{"name":"A",` + str + `}]}`, "", `s[0].attributes[1].name is there twice: "A"; letter case makes no difference`},
		"no type":                     {attribute(`"required":true`), "", `s[0].attributes[0] has no type`},
		"unknown type":                {attribute(`"type":"strng"`), "", `s[0].attributes[0].type is "strng", which is unknown; did you mean string?`},
		"unknown mutability":          {attribute(str + `,"mutability":"readwrite"`), "", `mutability is "readwrite", which is unknown; did you mean readWrite?`},
		"unknown returned":            {attribute(str + `,"returned":"sometimes"`), "", `returned is "sometimes", which is unknown; choose one of`},
		"unknown uniqueness":          {attribute(str + `,"uniqueness":"galaxy"`), "", `uniqueness is "galaxy"`},
		"complex without parts":       {attribute(`"type":"complex"`), "", `s[0].attributes[0] has no subAttributes`},
		"complex with no part":        {attribute(`"type":"complex","subAttributes":[]`), "", `subAttributes has no attribute`},
		"simple with parts":           {attribute(str + `,"subAttributes":[{"name":"b",` + str + `}]`), "", `subAttributes belong to complex attributes only`},
		"complex inside complex":      {part(`"name":"b","type":"complex","subAttributes":[{"name":"c",` + str + `}]`), "", `type must not be complex inside a complex attribute`},
		"reference to nothing":        {attribute(`"type":"reference"`), "", `type needs referenceTypes`},
		"reference to a stranger":     {attribute(`"type":"reference","referenceTypes":["Usr"]`), "", `referenceTypes[0] names no resource type: "Usr"; did you mean User?`},
		"string with referenceTypes":  {attribute(str + `,"referenceTypes":["User"]`), "", `referenceTypes belong to references only`},
		"canonical integers":          {attribute(`"type":"integer","canonicalValues":["1"]`), "", `canonicalValues belong to strings and references only`},
		"write-only returned":         {attribute(str + `,"mutability":"writeOnly","returned":"default"`), "", `returned must be never for a writeOnly attribute`},
		"write-only part":             {part(`"name":"b",` + str + `,"mutability":"writeOnly"`), "", `mutability must not be writeOnly inside`},
		"required and read-only":      {attribute(str + `,"mutability":"readOnly","required":true`), "", `required cannot be fulfilled`},
		"unique number":               {attribute(`"type":"integer","uniqueness":"server"`), "", `uniqueness is possible for single-valued strings only`},
		"unique list":                 {attribute(str + `,"multiValued":true,"uniqueness":"server"`), "", `uniqueness is possible for single-valued strings only`},
		"unique part":                 {part(`"name":"b",` + str + `,"uniqueness":"server"`), "", `uniqueness is possible for attributes only`},
		"unique secret":               {attribute(str + `,"mutability":"writeOnly","uniqueness":"server"`), "", `uniqueness is possible for what clients write and read only`},
		"two unique attributes":       {`{"id":"urn:example:x","name":"X","attributes":[{"name":"a",` + str + `,"uniqueness":"server"},{"name":"b",` + str + `,"uniqueness":"global"}]}`, "", `s[0].attributes[1] is the second unique attribute`},
		"type of another type":        {part(`"name":"type","type":"integer"`), "", `type must be string for a sub-attribute type`},
		"primary of another type":     {part(`"name":"primary",` + str), "", `type must be boolean for a sub-attribute primary`},
		"many values":                 {part(`"name":"value",` + str + `,"multiValued":true`), "", `multiValued must be false for a sub-attribute value`},
		"primary of one":              {attribute(`"type":"complex","subAttributes":[{"name":"primary","type":"boolean"}]`), "", `means something in multi-valued attributes only`},
		"reference that is no id":     {attribute(`"type":"complex","subAttributes":[{"name":"value","type":"integer"},{"name":"$ref","type":"reference","referenceTypes":["User"]}]`), "", `subAttributes[0] must be a string beside $ref`},
		"type without endpoint":       {device, `{"name":"Device","schema":"` + deviceURN + `"}`, `t[0] has no endpoint`},
		"type without schema":         {device, `{"name":"Device","endpoint":"/Devices"}`, `t[0] has no schema`},
		"bad type name":               {device, `{"name":"De vice","endpoint":"/Devices","schema":"` + deviceURN + `"}`, `t[0].name is not a name for a resource type`},
		"core type in another case":   {badge, strings.Replace(userType, "User", "user", 1), `t[0].name is taken by the resource type User`},
		"type twice":                  {device + "," + badge, deviceType + "," + strings.Replace(deviceType, "/Devices", "/Others", 1), `t[1].name is there twice: "Device"`},
		"another id":                  {badge, `{"id":"1",` + userType[1:], `t[0].id must be the name, "User"`},
		"core endpoint moved":         {badge, `{"endpoint":"/People",` + userType[1:], `t[0].endpoint cannot be changed for a core resource type, it is "/Users"`},
		"core schema exchanged":       {badge, `{"schema":"` + badgeURN + `",` + userType[1:], `t[0].schema cannot be changed for a core resource type`},
		"core type without extension": {"", `{"name":"Group"}`, `t[0] has no schemaExtensions`},
		"deep endpoint":               {device, `{"name":"Device","endpoint":"/a/b","schema":"` + deviceURN + `"}`, `t[0].endpoint is not an endpoint: "/a/b"; write it like /Devices`},
		"endpoint of another":         {device, `{"name":"Device","endpoint":"/users","schema":"` + deviceURN + `"}`, `t[0].endpoint is taken by User`},
		"endpoint of the protocol":    {device, `{"name":"Device","endpoint":"/bulk","schema":"` + deviceURN + `"}`, `t[0].endpoint is taken by the protocol`},
		"unknown schema":              {device, `{"name":"Device","endpoint":"/Devices","schema":"` + deviceURN + `s"}`, `t[0].schema names no schema: "` + deviceURN + `s"; did you mean ` + deviceURN + `?`},
		"unknown extension":           {"", userType, `t[0].schemaExtensions[0].schema names no schema`},
		"core schema as base":         {"", `{"name":"X","endpoint":"/X","schema":"` + scim.SchemaUser + `"}`, `t[0].schema is the schema of the resource type User already`},
		"discovery schema as base":    {"", `{"name":"X","endpoint":"/X","schema":"` + scim.SchemaSchema + `"}`, `t[0].schema is no schema of resources`},
		"base shared":                 {device + "," + badge, deviceType + `,{"name":"X","endpoint":"/X","schema":"` + deviceURN + `"}`, `t[1].schema is the schema of the resource type Device already`},
		"extension as base":           {badge, userType + `,{"name":"X","endpoint":"/X","schema":"` + badgeURN + `"}`, `t[1].schema is an extension of another resource type`},
		"base as extension":           {device + "," + badge, deviceType + `,{"name":"Group","schemaExtensions":[{"schema":"` + deviceURN + `"}]}`, `t[1].schemaExtensions[0].schema is the schema of the resource type Device`},
		"core schema as extension":    {"", `{"name":"Group","schemaExtensions":[{"schema":"` + scim.SchemaResourceType + `"}]}`, `schema is no extension`},
		"extension twice":             {badge, `{"name":"Group","schemaExtensions":[{"schema":"` + badgeURN + `"},{"schema":"` + badgeURN + `"}]}`, `schemaExtensions[1].schema belongs to the resource type already`},
		"extension with a unique one": {device, `{"name":"Group","schemaExtensions":[{"schema":"` + deviceURN + `"}]}`, `schema has the unique attribute serial, which an extension cannot have`},
		"too many schemas":            {many(custom.MaxSchemas + 1), "", `s[32] is one more than the 32 schemas`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := read(tc.schemas, tc.types)
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("\n got %v\nwant … %s …", err, tc.want)
			}
		})
	}
}

func TestEverythingIsReportedAtOnce(t *testing.T) {
	_, err := read(`{"id":"x","name":5,"attributes":[{"name":"1","type":"strng"},{"name":"id","type":"string"}]}`, `{"name":"X"}`)
	ps, ok := err.(document.Problems)
	if !ok || len(ps) < 6 {
		t.Fatalf("want every problem, got %v", err)
	}
	if ps[0].Line != 1 || ps[len(ps)-1].Line != 2 {
		t.Errorf("problems have positions, in order: %v", err)
	}
}

// FuzzRead: no document does harm, and what is accepted makes a registry that works.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		attribute(`"type":"string"`) + ";" + `{"name":"X","endpoint":"/X","schema":"urn:example:x"}`,
		part(`"name":"$ref","type":"reference","referenceTypes":["X"]`) + ";",
		`{"id":"urn:a:b"};{"name":"User","schemaExtensions":[{"schema":"urn:a:b"}]}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, documents string) {
		schemas, types, _ := strings.Cut(documents, ";")
		set, err := read(schemas, types)
		if err != nil {
			return
		}
		r := set.Registry()
		for _, s := range r.Schemas() {
			if doc, err := scim.Decode(s.AppendJSON(nil, "https://x"), scim.Limits{}); err != nil || doc["id"] != s.ID {
				t.Fatalf("schema %q cannot be published: %v", s.ID, err)
			}
		}
		for _, rt := range r.ResourceTypes() {
			for _, a := range rt.Schema.Attributes {
				if p, ok := rt.Resolve(rt.Schema.ID + ":" + a.Name); !ok || p.Attr != a {
					t.Fatalf("%s:%s names %v", rt.Schema.ID, a.Name, p)
				}
			}
			for _, e := range rt.Extensions {
				for _, a := range e.Schema.Attributes {
					if p, ok := rt.Resolve(e.Schema.ID + ":" + a.Name); !ok || p.Attr != a {
						t.Fatalf("%s:%s names %v", e.Schema.ID, a.Name, p)
					}
				}
			}
		}
	})
}
