package schema_test

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// machine has immutable and read-only parts wherever they can be.
func machine() *schema.ResourceType {
	frozen := func(name string) *schema.Attribute {
		return &schema.Attribute{Name: name, Description: name, Mutability: schema.Immutable}
	}
	parts := func() []*schema.Attribute {
		return []*schema.Attribute{
			{Name: "value", Description: "v"},
			{Name: "type", Description: "t"},
			frozen("batch"),
			{Name: "checked", Description: "c", Mutability: schema.ReadOnly},
			{Name: "note", Description: "n"},
		}
	}
	base := schema.NewSchema("urn:example:machine:1.0", "Machine", "A machine",
		frozen("serial"),
		&schema.Attribute{Name: "marks", Description: "m", MultiValued: true, Mutability: schema.Immutable},
		&schema.Attribute{Name: "state", Description: "s", Mutability: schema.ReadOnly},
		&schema.Attribute{Name: "note", Description: "n"},
		&schema.Attribute{Name: "key", Description: "k", Mutability: schema.WriteOnly, Returned: schema.Never},
		&schema.Attribute{Name: "engine", Description: "e", Type: schema.Complex, SubAttributes: parts()},
		&schema.Attribute{Name: "wheels", Description: "w", Type: schema.Complex, MultiValued: true, SubAttributes: parts()},
	)
	ext := schema.NewSchema("urn:example:origin:1.0", "Origin", "An origin", frozen("plant"), &schema.Attribute{Name: "line", Description: "l"})
	rt := schema.NewResourceType("Machine", "A machine", "/Machines", base, schema.Extension{Schema: ext})
	schema.NewRegistry([]*schema.Schema{base, ext}, rt)
	return rt
}

const (
	machineHead = `{"schemas":["urn:example:machine:1.0"]`
	originHead  = `{"schemas":["urn:example:machine:1.0","urn:example:origin:1.0"]`
)

func TestReplace(t *testing.T) {
	const old = originHead + `,"serial":"S1","marks":["a","b"],"state":"up","note":"n","engine":{"value":"E","batch":"B1","checked":"yes"},` +
		`"wheels":[{"value":"w1","batch":"B1","note":"x"},{"value":"w2","type":"spare","batch":"B2"}],"urn:example:origin:1.0":{"plant":"P1","line":"L"}}`
	for name, tc := range map[string]struct{ body, want, refused string }{
		"left out: removed, unless it cannot change": {
			machineHead + `}`,
			originHead + `,"serial":"S1","marks":["a","b"],"state":"up","urn:example:origin:1.0":{"plant":"P1"}}`, "",
		},
		"repeated": {old, old, ""},
		"order of many has no meaning": {
			machineHead + `,"serial":"S1","marks":["b","a"]}`,
			originHead + `,"serial":"S1","marks":["b","a"],"state":"up","urn:example:origin:1.0":{"plant":"P1"}}`, "",
		},
		"read-only is ignored": {
			machineHead + `,"state":"down","engine":{"value":"F","checked":"no"}}`,
			originHead + `,"serial":"S1","marks":["a","b"],"state":"up","engine":{"value":"F","batch":"B1","checked":"yes"},"urn:example:origin:1.0":{"plant":"P1"}}`, "",
		},
		"elements keep what cannot change, new ones are free": {
			machineHead + `,"wheels":[{"value":"w2","type":"SPARE","note":"y"},{"value":"w1","type":"spare","batch":"B9"}]}`,
			originHead + `,"serial":"S1","marks":["a","b"],"state":"up","wheels":[{"value":"w2","type":"SPARE","note":"y","batch":"B2"},{"value":"w1","type":"spare","batch":"B9"}],"urn:example:origin:1.0":{"plant":"P1"}}`, "",
		},
		"immutable":                  {machineHead + `,"serial":"S2"}`, "", "serial is immutable"},
		"immutable, many":            {machineHead + `,"marks":["a"]}`, "", "marks is immutable"},
		"immutable part":             {machineHead + `,"engine":{"batch":"B2"}}`, "", "engine.batch is immutable"},
		"immutable part of many":     {machineHead + `,"wheels":[{"value":"w1","batch":"B2"}]}`, "", "wheels.batch is immutable"},
		"immutable, in an extension": {originHead + `,"urn:example:origin:1.0":{"plant":"P2"}}`, "", "urn:example:origin:1.0:plant is immutable"},
	} {
		t.Run(name, func(t *testing.T) {
			rt := machine()
			before, body := decode(t, old), decode(t, tc.body)
			got, _, err := rt.Replace(before, body, schema.ModeStrict())
			if !scim.Equal(before, decode(t, old)) || !scim.Equal(body, decode(t, tc.body)) {
				t.Error("Replace changed its input")
			}
			if tc.refused != "" {
				var e *scim.Error
				if !errors.As(err, &e) || e.ScimType != scim.Mutability || e.Detail != "attribute "+tc.refused+" and has a value already" {
					t.Fatalf("got %v (%v), want mutability: … %s …", got, err, tc.refused)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got, want := string(rt.AppendResource(nil, got)), string(rt.AppendResource(nil, decode(t, tc.want))); got != want {
				t.Errorf("\n got %s\nwant %s", got, want)
			}
			if err := rt.Validate(got); err != nil {
				t.Errorf("the result must be valid: %v", err)
			}
		})
	}
}

func TestSecretsStandApart(t *testing.T) {
	rt := machine()
	out, secrets, err := rt.NormalizeSecrets(decode(t, machineHead+`,"key":"k1","note":"n"}`), schema.ModeEntra())
	key, _ := rt.Resolve("KEY")
	if err != nil || len(secrets) != 1 || secrets[key.Attr] != "k1" || out["key"] != nil {
		t.Errorf("got %v, secrets %v (%v), want the key among the secrets only", out, secrets, err)
	}
	if _, secrets, _ := rt.NormalizeSecrets(decode(t, machineHead+`}`), schema.ModeEntra()); secrets != nil {
		t.Errorf("without secrets: got %v", secrets)
	}
}

// PUT is idempotent (PUT-012), and what it makes is valid, whatever was there and whatever comes.
func TestReplaceTwiceIsReplaceOnce(t *testing.T) {
	rt, mode := machine(), schema.ModeEntra()
	text := rapid.SampledFrom([]any{"a", "b", "", nil})
	part := rapid.Custom(func(t *rapid.T) any {
		o := scim.Object{}
		for _, k := range []string{"value", "type", "batch", "note"} {
			if rapid.Bool().Draw(t, k) {
				o[k] = text.Draw(t, k+" value")
			}
		}
		return o
	})
	body := rapid.Custom(func(t *rapid.T) scim.Object {
		o := scim.Object{"serial": text.Draw(t, "serial"), "note": text.Draw(t, "note"), "engine": part.Draw(t, "engine")}
		o["wheels"] = rapid.SliceOfN(part, 0, 4).Draw(t, "wheels")
		if rapid.Bool().Draw(t, "extension") {
			o["urn:example:origin:1.0"] = scim.Object{"plant": text.Draw(t, "plant"), "line": text.Draw(t, "line")}
		}
		return o
	})
	rapid.Check(t, func(t *rapid.T) {
		first, err := rt.Normalize(body.Draw(t, "first"), mode)
		if err != nil {
			t.Fatal(err)
		}
		next := body.Draw(t, "next")
		once, _, err := rt.Replace(first, next, mode)
		if err != nil {
			return
		}
		if err := rt.Validate(once); err != nil {
			t.Fatalf("%v does not satisfy its schema: %v", once, err)
		}
		twice, _, err := rt.Replace(once, next, mode)
		if err != nil || !scim.Equal(once, twice) {
			t.Fatalf("replaced again with the same\n got %v (%v)\nwant %v", twice, err, once)
		}
	})
}
