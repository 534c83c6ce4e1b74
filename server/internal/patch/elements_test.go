package patch_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/server/internal/patch"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// No change leaves two elements with the same type and value (RFC 7643 §2.4), whatever path it took.
func TestNoElementTwice(t *testing.T) {
	const twins = userHead + `"userName":"ada","emails":[{"value":"a@x","type":"work","display":"A"},{"value":"a@x","type":"home","primary":true},{"value":"b@x","type":"work"}]}`
	const one = userHead + `"userName":"ada","emails":[{"value":"a@x","display":"A","type":"work","primary":true},{"value":"b@x","type":"work"}]}`
	check(t, schema.ModeStrict(), map[string]success{
		"by the type":   {"", twins, `{"op":"replace","path":"emails[type eq \"home\"].type","value":"work"}`, one},
		"by the value":  {"", twins, `{"op":"replace","path":"emails[type eq \"work\"].value","value":"c@x"}`, userHead + `"userName":"ada","emails":[{"value":"c@x","type":"work","display":"A"},{"value":"a@x","type":"home","primary":true}]}`},
		"in the middle": {"", twins, `{"op":"replace","path":"emails[type eq \"home\"].type","value":"work"},{"op":"remove","path":"emails[value eq \"b@x\"]"}`, userHead + `"userName":"ada","emails":[{"value":"a@x","display":"A","type":"work","primary":true}]}`},
		"all of them":   {"", twins, `{"op":"replace","path":"emails.type","value":"other"}`, userHead + `"userName":"ada","emails":[{"value":"a@x","display":"A","type":"other","primary":true},{"value":"b@x","type":"other"}]}`},
		"by removal":    {"", twins, `{"op":"remove","path":"emails[value eq \"a@x\"].type"}`, userHead + `"userName":"ada","emails":[{"value":"a@x","display":"A","primary":true},{"value":"b@x","type":"work"}]}`},
		"as a whole":    {"", twins, `{"op":"replace","path":"emails[type eq \"home\"]","value":{"value":"b@x","type":"work","display":"B"}}`, userHead + `"userName":"ada","emails":[{"value":"a@x","type":"work","display":"A"},{"value":"b@x","type":"work","display":"B"}]}`},
		"created":       {"", twins, `{"op":"add","path":"emails[type eq \"work\" and display eq \"new\"].value","value":"b@x"}`, userHead + `"userName":"ada","emails":[{"value":"a@x","type":"work","display":"A"},{"value":"a@x","type":"home","primary":true},{"value":"b@x","type":"work","display":"new"}]}`},
	})
}

// tool has a list inside a complex value and immutable parts.
func tool() *schema.ResourceType {
	base := schema.NewSchema("urn:example:tool:1.0", "Tool", "A tool",
		&schema.Attribute{Name: "pin", Description: "p", Mutability: schema.WriteOnly, Returned: schema.Never},
		&schema.Attribute{Name: "site", Description: "s", Type: schema.Complex, SubAttributes: []*schema.Attribute{
			{Name: "codes", Description: "c", MultiValued: true},
			{Name: "plot", Description: "p", Mutability: schema.Immutable},
			{Name: "room", Description: "r"},
		}},
		&schema.Attribute{Name: "parts", Description: "p", Type: schema.Complex, MultiValued: true, SubAttributes: []*schema.Attribute{
			{Name: "value", Description: "v"}, {Name: "batch", Description: "b", Mutability: schema.Immutable}, {Name: "note", Description: "n"},
		}},
	)
	return schema.NewResourceType("Tool", "A tool", "/Tools", base)
}

const toolHead = `{"schemas":["urn:example:tool:1.0"],`

func TestListsInsideComplexValues(t *testing.T) {
	const site = toolHead + `"site":{"codes":["a","b"],"plot":"P","room":"R"}}`
	for name, tc := range map[string]struct{ ops, want string }{
		"add":             {`{"op":"add","path":"site.codes","value":["c","A"]}`, toolHead + `"site":{"codes":["a","b","c","A"],"plot":"P","room":"R"}}`},
		"add again":       {`{"op":"add","path":"site.codes","value":["b"]}`, site},
		"replace":         {`{"op":"replace","path":"site.codes","value":["c"]}`, toolHead + `"site":{"codes":["c"],"plot":"P","room":"R"}}`},
		"Q01 remove":      {`{"op":"Remove","path":"site.codes","value":["B"]}`, toolHead + `"site":{"codes":["a"],"plot":"P","room":"R"}}`},
		"Q01 remove last": {`{"op":"Remove","path":"site.codes","value":["B","a"]}`, toolHead + `"site":{"plot":"P","room":"R"}}`},
		"remove":          {`{"op":"remove","path":"site.codes"}`, toolHead + `"site":{"plot":"P","room":"R"}}`},
		"same part":       {`{"op":"replace","path":"site","value":{"plot":"P","room":"S"}}`, toolHead + `"site":{"codes":["a","b"],"plot":"P","room":"S"}}`},
		"part of a copy":  {`{"op":"add","path":"parts","value":[{"value":"x","batch":"B1"}]},{"op":"add","path":"parts","value":[{"value":"x","batch":"B2","note":"n"}]}`, toolHead + `"site":{"codes":["a","b"],"plot":"P","room":"R"},"parts":[{"value":"x","batch":"B1","note":"n"}]}`},
	} {
		got, err := applyTool(t, site, tc.ops)
		if want := string(tool().AppendResource(nil, decode(t, tc.want))); err != nil || got != want {
			t.Errorf("%s: %s\n got %s (%v)\nwant %s", name, tc.ops, got, err, want)
		}
	}
	for _, ops := range []string{
		`{"op":"replace","path":"site","value":{"plot":"Q"}}`, `{"op":"add","value":{"site":{"plot":"Q"}}}`, `{"op":"replace","path":"site.plot","value":"Q"}`,
		`{"op":"replace","path":"site","value":{"plot":null}}`, `{"op":"remove","path":"site.plot"}`,
	} {
		if got, err := applyTool(t, site, ops); err == nil || err.(*scim.Error).ScimType != scim.Mutability {
			t.Errorf("%s: the plot is immutable, got %s (%v)", ops, got, err)
		}
	}
}

func applyTool(t *testing.T, resource, ops string) (string, error) {
	t.Helper()
	list, err := patch.Parse(decode(t, body(ops)), tool(), schema.ModeEntra())
	if err != nil {
		return "", err
	}
	out, _, err := patch.Apply(decode(t, resource), list, tool(), schema.ModeEntra())
	if err != nil {
		return "", err
	}
	return string(tool().AppendResource(nil, out)), nil
}

func TestSecrets(t *testing.T) {
	rt := schema.Core().ResourceType("User")
	password, _ := rt.Resolve("password")
	for ops, want := range map[string]any{
		`{"op":"replace","path":"password","value":"p1"},{"op":"add","path":"title","value":"T"}`:                                   "p1",
		`{"op":"replace","value":{"password":"p1","title":"T"}},{"op":"add","path":"password","value":"p2"}`:                        "p2",
		`{"op":"replace","path":"password","value":"p1"},{"op":"remove","path":"password"},{"op":"add","path":"title","value":"T"}`: nil,
	} {
		list, err := patch.Parse(decode(t, body(ops)), rt, schema.ModeStrict())
		if err != nil {
			t.Fatal(err)
		}
		secrets := patch.Secrets(list)
		if got, touched := secrets[password.Attr]; !touched || len(secrets) != 1 || got != want {
			t.Errorf("%s: got %v, want the password to become %v", ops, secrets, want)
		}
		out, changed, err := patch.Apply(decode(t, userHead+`"userName":"ada"}`), list, rt, schema.ModeStrict())
		if err != nil || !changed || !scim.Equal(out, decode(t, userHead+`"userName":"ada","title":"T"}`)) {
			t.Errorf("%s: a secret is never part of the resource, got %v (%v)", ops, out, err)
		}
	}
	list, err := patch.Parse(decode(t, body(`{"op":"add","path":"title","value":"T"}`)), rt, schema.ModeStrict())
	if err != nil || patch.Secrets(list) != nil {
		t.Errorf("no secret is touched: got %v (%v)", patch.Secrets(list), err)
	}
}

// Whatever is asked for, in whatever order, no two elements of a list come to mean the same.
func TestElementsStayDistinct(t *testing.T) {
	rt := schema.Core().ResourceType("User")
	for _, mode := range []schema.Mode{schema.ModeEntra(), schema.ModeStrict()} {
		rapid.Check(t, func(t *rapid.T) {
			obj, err := scim.Decode([]byte(mails), scim.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			for _, op := range rapid.SliceOfN(opGen(), 1, 8).Draw(t, "operations") {
				if mode.Name == schema.MoodStrict {
					op.(scim.Object)["op"] = strings.ToLower(op.(scim.Object)["op"].(string))
				}
				list, err := patch.Parse(scim.Object{"schemas": []any{scim.MessagePatchOp}, "Operations": []any{op}}, rt, mode)
				if err != nil {
					continue
				}
				next, _, err := patch.Apply(obj, list, rt, mode)
				if err != nil {
					continue
				}
				obj = next
				for _, a := range rt.Schema.Attributes {
					have, _ := obj[a.Name].([]any)
					if distinct := schema.Distinct(a, slices.Clone(have)); len(distinct) < len(have) {
						t.Fatalf("after %v: %s has the same element twice: %v", op, a.Name, have)
					}
				}
			}
		})
	}
}
