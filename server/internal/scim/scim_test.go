package scim_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/server/internal/scim"
)

func TestFoldKeyAgreesWithEqualFold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		alphabet := []rune("aAkKsSſKéÉßẞΣσςİiıIǅǆǄ1-$.ﬀ")
		a := rapid.StringOfN(rapid.SampledFrom(alphabet), 0, 6, -1).Draw(t, "a")
		b := rapid.StringOfN(rapid.SampledFrom(alphabet), 0, 6, -1).Draw(t, "b")
		if got, want := scim.FoldKey(a) == scim.FoldKey(b), strings.EqualFold(a, b); got != want {
			t.Fatalf("keys of %q and %q equal: %v, strings.EqualFold: %v", a, b, got, want)
		}
		if folded := scim.FoldKey(a); scim.FoldKey(folded) != folded {
			t.Fatalf("folding %q twice changes it again", a)
		}
	})
}

func TestFoldKeyGivesLowerCaseASCII(t *testing.T) {
	for in, want := range map[string]string{"UserName": "username", "userName": "username", "\u212aelvin": "kelvin", "Mi\u017f": "mis"} {
		if got := scim.FoldKey(in); got != want {
			t.Errorf("FoldKey(%q): got %q, want %q", in, got, want)
		}
	}
}

func TestAppendJSON(t *testing.T) {
	tests := map[string]struct {
		in   any
		want string
	}{
		"keys sorted":       {scim.Object{"b": int64(1), "a": nil, "$ref": true}, `{"$ref":true,"a":null,"b":1}`},
		"array":             {[]any{"x", int64(-2), []any{}}, `["x",-2,[]]`},
		"decimal":           {2.0, "2.0"},
		"decimal part":      {-0.25, "-0.25"},
		"huge decimal":      {1e300, "1e+300"},
		"escapes":           {"a\"\\\n\x01é<", `"a\"\\\n\u0001é<"`},
		"invalid UTF-8":     {"a\xffb", "\"a\ufffdb\""},
		"value not of ours": {struct{}{}, "null"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			if got := string(scim.AppendJSON(nil, tc.in)); got != tc.want {
				t.Errorf("got %s, want %s", got, tc.want)
			}
		})
	}
}

func TestEqualAndCloneAreIndependentOfTheOriginal(t *testing.T) {
	orig := scim.Object{"a": []any{scim.Object{"b": "c"}}, "n": int64(3)}
	copied := scim.CloneObject(orig)
	if !scim.Equal(orig, copied) {
		t.Fatalf("a clone must be equal: got %v, want %v", copied, orig)
	}
	copied["a"].([]any)[0].(scim.Object)["b"] = "changed"
	if orig["a"].([]any)[0].(scim.Object)["b"] != "c" {
		t.Error("changing a clone changed the original")
	}
	if scim.Equal(orig, copied) {
		t.Error("objects that differ deep down are called equal")
	}
	if !scim.Equal(int64(3), 3.0) || scim.Equal("3", int64(3)) || scim.Equal(nil, scim.Object{}) {
		t.Error("numbers are equal by value, other kinds never")
	}
}

func TestErrorBody(t *testing.T) {
	body := scim.Conflict("userName %q is taken", "ada").AppendJSON(nil)
	var got struct {
		Schemas  []string `json:"schemas"`
		Status   string   `json:"status"`
		ScimType string   `json:"scimType"`
		Detail   string   `json:"detail"`
	}
	if err := json.Unmarshal(body, &got); err != nil {
		t.Fatalf("error body %s: %v (status must be a string, RFC 7644 §3.12)", body, err)
	}
	if got.Status != "409" || got.ScimType != "uniqueness" || got.Detail != `userName "ada" is taken` ||
		len(got.Schemas) != 1 || got.Schemas[0] != scim.MessageError {
		t.Errorf("error body: got %+v", got)
	}
	if s := string(scim.NotFound("gone").AppendJSON(nil)); strings.Contains(s, "scimType") {
		t.Errorf("404 has no scimType (RFC 7644 table 9), got %s", s)
	}
	var e *scim.Error
	if err := fmt.Errorf("patch user: %w", scim.TooLarge("big")); !errors.As(err, &e) || e.Status != 413 {
		t.Errorf("a wrapped error must be found by errors.As, got %v", err)
	}
}
