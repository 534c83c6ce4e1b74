package patch_test

import (
	"errors"
	"testing"

	"github.com/entrasim/entrasim/server/internal/patch"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

func TestParseBody(t *testing.T) {
	const op = `{"op":"add","path":"title","value":"x"}`
	for name, tc := range map[string]struct {
		body string
		ok   bool
	}{
		"complete":           {body(op), true},
		"Q46 any order":      {`{"operations":[` + op + `],"Schemas":["URN:ietf:params:scim:api:messages:2.0:PatchOp","urn:x"],"more":1}`, true},
		"no schemas":         {`{"Operations":[` + op + `]}`, false},
		"other schemas":      {`{"schemas":["` + scim.SchemaUser + `"],"Operations":[` + op + `]}`, false},
		"no operations":      {`{"schemas":["` + scim.MessagePatchOp + `"]}`, false},
		"empty operations":   {body(""), false},
		"operations no list": {`{"schemas":["` + scim.MessagePatchOp + `"],"Operations":` + op + `}`, false},
	} {
		ops, err := patch.Parse(decode(t, tc.body), schema.Core().ResourceType("User"), schema.ModeEntra())
		var e *scim.Error
		if tc.ok && (err != nil || len(ops) != 1) {
			t.Errorf("%s: refused: %v", name, err)
		}
		if !tc.ok && (!errors.As(err, &e) || e.ScimType != scim.InvalidSyntax) {
			t.Errorf("%s: want invalidSyntax, got %v (%v)", name, ops, err)
		}
	}
}

// FuzzPatch: whatever is asked for, the result is valid, the input untouched, and a second run changes nothing more
// than the first explains.
func FuzzPatch(f *testing.F) {
	f.Add(`{"op":"Add","path":"emails[type eq \"work\"].value","value":"a@x"}`)
	f.Add(`{"op":"replace","value":{"name.givenName":"A","` + ent + `:manager":"U1","emails":[{"primary":true},{"primary":"True"}]}}`)
	f.Add(`{"op":"Remove","path":"emails","value":[{"type":"work"}]},{"op":"remove","path":"` + ent + `"}`)
	f.Add(`{"op":"replace","path":"emails[primary eq true]","value":null},{"op":"add","path":"roles","value":"{\"value\":1}"}`)
	// Entra's own: quirks Q03, Q05, Q09, Q21, Q30 and Q41.
	f.Add(`{"op":"Replace","path":"active","value":"False"},{"op":"Add","path":"title","value":""}`)
	f.Add(`{"op":"Add","path":"` + ent + `:manager","value":"26118915-6090-4610-87e4-49d8ca9f808d"},{"op":"Remove","path":"` + ent + `:manager"}`)
	f.Add(`{"op":"Add","path":"roles[primary eq \"True\"].value","value":"{\"id\":\"5a0b\",\"value\":\"x\"}"},{"op":"Add","path":"roles[primary eq \"True\"].type","value":"W"}`)
	f.Add(`{"op":"replace","value":{"displayName":"Ada L","name.givenName":"Ada","` + ent + `:department":"Optics","emails[type eq \"work\"].value":"a@x"}}`)
	f.Add(`{"op":"Replace","path":"addresses[type eq \"work\"].streetAddress","value":"1 Canal Row"},{"op":"Replace","path":"` + ent + `:employeeNumber","value":null}`)
	resource := entHead + `"userName":"ada","active":true,"name":{"givenName":"A"},"emails":[{"value":"w@x","type":"work","primary":true},{"value":"h@x"}],"` + ent + `":{"manager":{"value":"U1"}}}`
	rt := schema.Core().ResourceType("User")
	f.Fuzz(func(t *testing.T, ops string) {
		request, err := scim.Decode([]byte(body(ops)), scim.Limits{})
		if err != nil {
			return
		}
		for _, mode := range []schema.Mode{schema.ModeEntra(), schema.ModeStrict()} {
			before := scim.CloneObject(request)
			list, err := patch.Parse(request, rt, mode)
			if !scim.Equal(before, request) {
				t.Fatalf("Parse changed the request")
			}
			var e *scim.Error
			if err != nil {
				if !errors.As(err, &e) || e.Status != 400 {
					t.Fatalf("refused without a SCIM error: %#v", err)
				}
				continue
			}
			obj := decode(t, resource)
			out, changed, err := patch.Apply(obj, list, rt, mode)
			if !scim.Equal(obj, decode(t, resource)) {
				t.Fatalf("Apply changed its input")
			}
			if err != nil {
				if !errors.As(err, &e) {
					t.Fatalf("refused without a SCIM error: %#v", err)
				}
				continue
			}
			if err := rt.Validate(out); err != nil {
				t.Fatalf("the result is not valid: %v\n%s", err, scim.AppendJSON(nil, out))
			}
			if changed == scim.Equal(obj, out) {
				t.Fatalf("changed is %v, but the resource says otherwise", changed)
			}
			canonical := schema.ModeStrict()
			canonical.AnyCanonical = mode.AnyCanonical // a value of one's own is a form like any other where it is allowed
			strict, err := rt.Normalize(out, canonical)
			if err != nil || !scim.Equal(strict, out) && !hasRepeats(out) {
				t.Fatalf("the result is not canonical (%v):\n got %s\nwant %s", err, scim.AppendJSON(nil, out), scim.AppendJSON(nil, strict))
			}
		}
	})
}

// hasRepeats reports elements with the same type and value, which a PATCH of one element may leave (RFC 7643 §2.4
// only recommends against them) and Normalize merges.
func hasRepeats(obj scim.Object) bool {
	rt := schema.Core().ResourceType("User")
	for _, a := range rt.Schema.Attributes {
		list, ok := obj[a.Name].([]any)
		if ok && len(schema.Distinct(a, scim.Clone(list).([]any))) != len(list) {
			return true
		}
	}
	return false
}
