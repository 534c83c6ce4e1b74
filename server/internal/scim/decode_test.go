package scim_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/server/internal/scim"
)

func TestDecodeAcceptsEveryKindOfValue(t *testing.T) {
	got, err := scim.Decode([]byte(" {\"s\":\"a\\u00e9\\n\",\"b\":true,\"f\":false,\"n\":null,\"i\":-7,\"d\":1.5,\"e\":1e2,\"a\":[1,[],{}],\"o\":{\"x\":\"y\"}} \n"), scim.Limits{})
	if err != nil {
		t.Fatalf("valid JSON refused: %v", err)
	}
	want := scim.Object{
		"s": "aé\n", "b": true, "f": false, "n": nil, "i": int64(-7), "d": 1.5, "e": 100.0,
		"a": []any{int64(1), []any{}, scim.Object{}}, "o": scim.Object{"x": "y"},
	}
	if !scim.Equal(got, want) {
		t.Errorf("decoded object:\n got %v\nwant %v", got, want)
	}
	if _, ok := got["i"].(int64); !ok {
		t.Errorf("an integer must decode as int64, got %T", got["i"])
	}
	if _, ok := got["e"].(float64); !ok {
		t.Errorf("a number with exponent must decode as float64, got %T", got["e"])
	}
}

func TestDecodeRefuses(t *testing.T) {
	many := func(n int, name func(i int) string) string {
		var b strings.Builder
		b.WriteByte('{')
		for i := range n {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(`"` + name(i) + `":1`)
		}
		return b.String() + "}"
	}
	tests := map[string]struct{ body, want string }{
		"empty body":            {"", "is empty"},
		"blank body":            {" \n\t", "is empty"},
		"array":                 {"[]", "must be a JSON object, not an array"},
		"string":                {`"x"`, "not a string"},
		"null":                  {"null", "not null"},
		"cut off":               {`{"userName":"ada`, "byte 17"},
		"trailing comma":        {`{"a":1,}`, "byte 8"},
		"single quotes":         {`{'a':1}`, "byte 2"},
		"trailing data":         {`{"a":1} {}`, "after its JSON value"},
		"trailing garbage":      {`{"a":1}x`, "after its JSON value"},
		"byte order mark":       {"\xef\xbb\xbf{}", "byte 1"},
		"invalid UTF-8":         {"{\"a\":\"\xff\"}", "invalid UTF-8"},
		"lone surrogate":        {`{"a":"\ud800"}`, "surrogate"},
		"raw control character": {"{\"a\":\"\x01\"}", "byte 7"},
		"duplicate name":        {`{"a":1,"b":{"x":1,"x":2}}`, `duplicate name "x" at byte 19 (within "/b")`},
		"duplicate common name": {`{"id":1,"userName":"a","x":{"id":2},"userName":"b"}`, `duplicate name "userName" at byte 37`},
		"duplicate by case":     {`{"userName":"a","UserName":"b"}`, `the same as "userName"`},
		"common after its case": {`{"title":1,"USERNAME":"a","id":2,"userName":"b"}`, `the same as "USERNAME"`},
		"duplicate by folding":  {`{"key":1,"` + "\u212a" + `ey":2}`, "duplicate name"},
		"duplicate by escape":   {`{"key":1,"\u006bey":2}`, "duplicate name"},
		"duplicate among many":  {many(400, func(i int) string { return strings.Repeat("x", i%399) }), "duplicate name"},
		"duplicate beyond 24":   {many(30, func(i int) string { return string(rune('a' + i%26)) }), "duplicate name"},
		"too deep":              {strings.Repeat(`{"a":`, 40) + "1" + strings.Repeat("}", 40), "deeper than 32"},
		"absurdly deep":         {strings.Repeat(`[`, 200_000), "byte"},
		"number out of range":   {`{"a":{"b~/":[1,1e999]}}`, `number out of range at byte 16 (within "/a/b~0~1/1")`},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := scim.Decode([]byte(tc.body), scim.Limits{})
			var e *scim.Error
			if !errors.As(err, &e) {
				t.Fatalf("body %.60q: want a *scim.Error, got object %v and error %v", tc.body, got, err)
			}
			if e.Status != 400 || e.ScimType != scim.InvalidSyntax {
				t.Errorf("want 400 invalidSyntax, got %d %q", e.Status, e.ScimType)
			}
			if !strings.Contains(e.Detail, tc.want) {
				t.Errorf("detail must say where and what:\n got %q\nwant … %q …", e.Detail, tc.want)
			}
		})
	}
}

// Decode relies on it: an object that has only common names is looked through for the name itself.
func TestNoTwoCommonNamesDifferInCaseOnly(t *testing.T) {
	seen := map[string]string{}
	for _, name := range scim.CommonNames() {
		key := scim.FoldKey(name)
		if other, ok := seen[key]; ok {
			t.Errorf("%q and %q are both common names", other, name)
		}
		seen[key] = name
	}
	if len(seen) < 40 {
		t.Errorf("there are only %d common names", len(seen))
	}
}

func TestDecodeKeepsObjectsInObjectsApart(t *testing.T) {
	body := `{"a":[{"id":1,"emails":[{"value":"x"},[],{"value":"y","type":"z"}]},[2,[3,{"id":4}],5]],"emails":{"a":{}},"id":6}`
	got, err := scim.Decode([]byte(body), scim.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	want := `{"a":[{"emails":[{"value":"x"},[],{"type":"z","value":"y"}],"id":1},[2,[3,{"id":4}],5]],"emails":{"a":{}},"id":6}`
	if text := string(scim.AppendJSON(nil, got)); text != want {
		t.Errorf("decoded and written again:\n got %s\nwant %s", text, want)
	}
}

func TestDecodeHonoursDepthLimit(t *testing.T) {
	body := []byte(`{"a":{"b":{}}}`)
	if _, err := scim.Decode(body, scim.Limits{Depth: 3}); err != nil {
		t.Errorf("three levels within a limit of three: %v", err)
	}
	if _, err := scim.Decode(body, scim.Limits{Depth: 2}); err == nil {
		t.Error("three levels passed a limit of two")
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{`{}`, `{"a":[1,2.5,"x\n",null,true]}`, `{"a":1,"A":2}`, `{"\u0041":{"b":[[]]}}`, `[`, `{"a":1e400}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		obj, err := scim.Decode(data, scim.Limits{})
		if err != nil {
			var e *scim.Error
			if !errors.As(err, &e) || e.Detail == "" {
				t.Fatalf("refused without a usable error: %#v", err)
			}
			return
		}
		again, err := scim.Decode(scim.AppendJSON(nil, obj), scim.Limits{})
		if err != nil {
			t.Fatalf("what was written cannot be read: %v", err)
		}
		if !scim.Equal(obj, again) {
			t.Fatalf("round trip changed the object:\n got %v\nwant %v", again, obj)
		}
	})
}
