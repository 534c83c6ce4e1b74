package schema_test

import (
	"strings"
	"testing"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

const badgeURN = "urn:example:badge:1.0"

// device is a resource type with what the core schemas do not have: numbers, dates, plain lists, an immutable attribute,
// every returned characteristic and a required extension.
func device() *schema.ResourceType {
	base := schema.NewSchema("urn:example:device:1.0", "Device", "A device",
		&schema.Attribute{Name: "serial", Description: "s", Required: true, CaseExact: true, Mutability: schema.Immutable},
		&schema.Attribute{Name: "ports", Description: "p", Type: schema.Integer},
		&schema.Attribute{Name: "weight", Description: "w", Type: schema.Decimal},
		&schema.Attribute{Name: "bought", Description: "b", Type: schema.DateTime},
		&schema.Attribute{Name: "tags", Description: "t", MultiValued: true},
		&schema.Attribute{Name: "tier", Description: "t", Returned: schema.Always},
		&schema.Attribute{Name: "notes", Description: "n", Returned: schema.Request},
		&schema.Attribute{Name: "site", Description: "s", Type: schema.Complex, SubAttributes: []*schema.Attribute{
			{Name: "code", Description: "c", Required: true, Returned: schema.Always},
			{Name: "room", Description: "r"},
			{Name: "key", Description: "k", Returned: schema.Request},
			{Name: "pin", Description: "p", Returned: schema.Never},
		}},
	)
	badge := schema.NewSchema(badgeURN, "Badge", "A badge",
		&schema.Attribute{Name: "number", Description: "n", Required: true})
	rt := schema.NewResourceType("Device", "A device", "/Devices", base, schema.Extension{Schema: badge, Required: true})
	schema.NewRegistry([]*schema.Schema{base, badge}, rt)
	return rt
}

const deviceHead = `{"schemas":["urn:example:device:1.0","urn:example:badge:1.0"],"serial":"S1","urn:example:badge:1.0":{"number":"7"}`

func TestNormalizeOtherTypes(t *testing.T) {
	rt := device()
	for name, tc := range map[string]struct {
		in, want, refused string
		mode              schema.Mode
	}{
		"as they are":          {`"ports":4,"weight":2.5,"bought":"2026-11-23T10:00:00+01:00","tags":["a","b"]`, `"ports":4,"weight":2.5,"bought":"2026-11-23T10:00:00+01:00","tags":["a","b"]`, "", schema.ModeStrict()},
		"whole decimal":        {`"weight":2`, `"weight":2.0`, "", schema.ModeStrict()},
		"numbers as strings":   {`"ports":"4","weight":"2.5"`, `"ports":4,"weight":2.5`, "", schema.ModeEntra()},
		"whole float":          {`"ports":4.0`, `"ports":4`, "", schema.ModeEntra()},
		"cleared numbers":      {`"ports":"","weight":"","tags":""`, ``, "", schema.ModeEntra()},
		"Q61 wrapped":          {`"tags":[{"value":"a"},{"Value":"b"},"a"]`, `"tags":["a","b"]`, "", schema.ModeEntra()},
		"fraction for integer": {`"ports":4.5`, "", "ports must be a whole number", schema.ModeEntra()},
		"text for integer":     {`"ports":"four"`, "", "ports must be a whole number, not a string", schema.ModeEntra()},
		"strict float":         {`"ports":4.0`, "", "ports must be a whole number", schema.ModeStrict()},
		"boolean for decimal":  {`"weight":true`, "", "weight must be a number, not a boolean", schema.ModeEntra()},
		"infinite decimal":     {`"weight":"1e999"`, "", "weight must be a number", schema.ModeEntra()},
		"strict wrapped":       {`"tags":[{"value":"a"}]`, "", "tags[0] must be a string, not an object", schema.ModeStrict()},
		"no date":              {`"bought":"23.11.2026"`, "", "bought must be a dateTime", schema.ModeEntra()},
		"required part":        {`"site":{"room":"4"}`, "", "site.code is required", schema.ModeEntra()},
	} {
		t.Run(name, func(t *testing.T) {
			body := deviceHead
			if tc.in != "" {
				body += "," + tc.in
			}
			out, err := rt.Normalize(decode(t, body+"}"), tc.mode)
			if tc.refused != "" {
				if err == nil || !strings.Contains(err.Error(), tc.refused) {
					t.Fatalf("got %v (%v), want … %s …", out, err, tc.refused)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if err := rt.Validate(out); err != nil {
				t.Errorf("canonical form is not valid: %v", err)
			}
			want := deviceHead
			if tc.want != "" {
				want += "," + tc.want
			}
			if got := string(rt.AppendResource(nil, out)); got != string(rt.AppendResource(nil, decode(t, want+"}"))) {
				t.Errorf("\n got %s\nwant %s}", got, want)
			}
		})
	}
}

func TestRequiredExtension(t *testing.T) {
	for name, body := range map[string]string{
		"is missing":                   `{"serial":"S1"}`,
		"lacks its required attribute": `{"serial":"S1","urn:example:badge:1.0":{"number":""}}`,
	} {
		if out, err := device().Normalize(decode(t, body), schema.ModeEntra()); err == nil || !strings.Contains(err.Error(), badgeURN) {
			t.Errorf("the required extension %s: got %v (%v)", name, out, err)
		}
	}
}

func TestReturnedCharacteristics(t *testing.T) {
	rt := device()
	obj := decode(t, deviceHead+`,"tier":"gold","notes":"n","site":{"code":"C","room":"R","key":"K","pin":"P"},"id":"D1"}`)
	const head = `{"schemas":["urn:example:device:1.0","urn:example:badge:1.0"],"id":"D1",`
	for name, tc := range map[string]struct{ attributes, excluded, want string }{
		"default":          {"", "", head + `"serial":"S1","tier":"gold","site":{"code":"C","room":"R"},"urn:example:badge:1.0":{"number":"7"}}`},
		"others":           {"serial", "", head + `"serial":"S1","tier":"gold","site":{"code":"C"}}`},
		"asked for":        {"notes,site.key", "", head + `"tier":"gold","notes":"n","site":{"code":"C","key":"K"}}`},
		"excluded":         {"", "tier,site,notes,serial," + badgeURN, head + `"tier":"gold","site":{"code":"C"}}`},
		"never, by name":   {"site.pin", "", head + `"tier":"gold","site":{"code":"C"}}`},
		"excluded in part": {"", "site.room,site.code,serial," + badgeURN, head + `"tier":"gold","site":{"code":"C"}}`},
	} {
		p := rt.Projection([]string{tc.attributes}, []string{tc.excluded})
		if got := string(rt.AppendProjected(nil, obj, p)); got != tc.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, tc.want)
		}
	}
}

func TestValidateRefuses(t *testing.T) {
	user := schema.Core().ResourceType("User")
	for name, body := range map[string]string{
		"missing required":        userHead + `}`,
		"no schemas":              `{"userName":"a"}`,
		"wrong type":              userHead + `,"userName":"a","active":"True"}`,
		"null":                    userHead + `,"userName":"a","title":null}`,
		"empty list":              userHead + `,"userName":"a","emails":[]}`,
		"empty object":            userHead + `,"userName":"a","name":{}}`,
		"unknown name":            userHead + `,"userName":"a","shoe":1}`,
		"unknown part":            userHead + `,"userName":"a","name":{"nick":"x"}}`,
		"name in another case":    userHead + `,"UserName":"a"}`,
		"two primaries":           userHead + `,"userName":"a","emails":[{"value":"x","primary":true},{"value":"y","primary":true}]}`,
		"extension not an object": userHead + `,"userName":"a","` + ent + `":[]}`,
		"unknown in extension":    entHead + `,"userName":"a","` + ent + `":{"x":"y"}}`,
		"element not an object":   userHead + `,"userName":"a","emails":["x"]}`,
	} {
		if err := user.Validate(decode(t, body)); err == nil {
			t.Errorf("%s: %s must not be valid", name, body)
		}
	}
	ok := entHead + `,"id":"1","meta":{"version":"x"},"groups":[{"value":"G"}],"userName":"a","` + ent + `":{"manager":{"value":"U"}}}`
	if err := user.Validate(decode(t, ok)); err != nil {
		t.Errorf("members of the server are not looked at: %v", err)
	}
}

func TestCoerce(t *testing.T) {
	user := schema.Core().ResourceType("User")
	mode := schema.ModeEntra()
	for path, tc := range map[string]struct{ in, want any }{
		"active":                 {"FALSE", false},
		"emails":                 {[]any{}, nil},
		"name":                   {scim.Object{"GivenName": "A"}, scim.Object{"givenName": "A"}},
		ent + ":manager":         {"U1", scim.Object{"value": "U1"}},
		"password":               {"secret", "secret"},
		"x509Certificates.value": {"AAEC\r\n_w", "AAEC\r\n_w"},
	} {
		p, _ := user.Resolve(path)
		if got, err := user.Coerce(p, tc.in, mode); err != nil || !scim.Equal(got, tc.want) {
			t.Errorf("Coerce(%s, %v): got %v (%v), want %v", path, tc.in, got, err, tc.want)
		}
	}
	p, _ := user.Resolve(ent)
	if _, err := user.Coerce(p, scim.Object{}, mode); err == nil {
		t.Error("a schema URN alone has no value to coerce")
	}
}
