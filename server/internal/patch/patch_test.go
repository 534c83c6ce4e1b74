package patch_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/server/internal/patch"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

const (
	ent       = scim.SchemaEnterpriseUser
	userHead  = `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],`
	entHead   = `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","` + ent + `"],`
	groupHead = `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],`
)

func decode(t testing.TB, s string) scim.Object {
	t.Helper()
	obj, err := scim.Decode([]byte(s), scim.Limits{})
	if err != nil {
		t.Fatalf("test data %s: %v", s, err)
	}
	return obj
}

func body(ops string) string {
	return `{"schemas":["` + scim.MessagePatchOp + `"],"Operations":[` + ops + `]}`
}

// run patches a resource given as JSON and returns the result as JSON in schema order.
func run(t testing.TB, typ, resource, ops string, mode schema.Mode) (string, bool, error) {
	t.Helper()
	rt := schema.Core().ResourceType(typ)
	obj := decode(t, resource)
	before := scim.CloneObject(obj)
	list, err := patch.Parse(decode(t, body(ops)), rt, mode)
	if err != nil {
		return "", false, err
	}
	out, changed, err := patch.Apply(obj, list, rt, mode)
	if !scim.Equal(obj, before) {
		t.Errorf("Apply changed its input:\n got %s\nwant %s", scim.AppendJSON(nil, obj), scim.AppendJSON(nil, before))
	}
	if err != nil {
		return "", false, err
	}
	return string(rt.AppendResource(nil, out)), changed, nil
}

type success struct{ typ, resource, ops, want string }

func check(t *testing.T, mode schema.Mode, tests map[string]success) {
	t.Helper()
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			if tc.typ == "" {
				tc.typ = "User"
			}
			got, changed, err := run(t, tc.typ, tc.resource, tc.ops, mode)
			if err != nil {
				t.Fatalf("%s\nrefused: %v", tc.ops, err)
			}
			want := string(schema.Core().ResourceType(tc.typ).AppendResource(nil, decode(t, tc.want)))
			if got != want {
				t.Errorf("%s\n got %s\nwant %s", tc.ops, got, want)
			}
			if was := string(schema.Core().ResourceType(tc.typ).AppendResource(nil, decode(t, tc.resource))); changed != (was != want) {
				t.Errorf("%s\nchanged: got %v, want %v", tc.ops, changed, !changed)
			}
		})
	}
}

type failure struct{ typ, resource, ops, scimType, want string }

func checkRefused(t *testing.T, mode schema.Mode, tests map[string]failure) {
	t.Helper()
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			if tc.typ == "" {
				tc.typ = "User"
			}
			if tc.resource == "" {
				tc.resource = userHead + `"userName":"ada"}`
			}
			got, _, err := run(t, tc.typ, tc.resource, tc.ops, mode)
			var e *scim.Error
			if !errors.As(err, &e) {
				t.Fatalf("%s\nwant a *scim.Error, got %s (%v)", tc.ops, got, err)
			}
			if e.Status != 400 || e.ScimType != tc.scimType || !strings.Contains(e.Detail, tc.want) {
				t.Errorf("%s\n got %v\nwant 400 %s: … %s …", tc.ops, e, tc.scimType, tc.want)
			}
		})
	}
}
