package resource_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/validator/resource"
)

// values draws trees.
func values(depth int) *rapid.Generator[any] {
	return rapid.Custom(func(t *rapid.T) any {
		kinds := 4
		if depth > 0 {
			kinds = 6
		}
		switch rapid.IntRange(0, kinds-1).Draw(t, "kind") {
		case 0:
			return nil
		case 1:
			return rapid.Bool().Draw(t, "bool")
		case 2:
			return rapid.String().Draw(t, "text")
		case 3:
			return resource.Number(rapid.StringMatching(`-?[1-9][0-9]{0,5}(\.[0-9]{1,3})?`).Draw(t, "number"))
		case 4:
			list := []any{}
			for range rapid.IntRange(0, 3).Draw(t, "length") {
				list = append(list, values(depth-1).Draw(t, "element"))
			}
			return list
		default:
			o := resource.Object{}
			for range rapid.IntRange(0, 3).Draw(t, "members") {
				o.Set(rapid.String().Draw(t, "name"), values(depth-1).Draw(t, "value"))
			}
			return o
		}
	})
}

// TestRoundTrip: what is written reads back as the same text.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := values(3).Draw(t, "tree")
		text := resource.Encode(v)
		back, err := resource.Decode(text)
		if err != nil {
			t.Fatalf("decode %s: %v", text, err)
		}
		if again := resource.Encode(back); string(again) != string(text) {
			t.Fatalf("round trip: got %s, want %s", again, text)
		}
		if clone := resource.Clone(v); string(resource.Encode(clone)) != string(text) {
			t.Fatalf("clone: got %s, want %s", resource.Encode(clone), text)
		}
	})
}

// TestPutLookup: what is put is found, and nothing else is disturbed.
func TestPutLookup(t *testing.T) {
	paths := []string{
		"title", "name.givenName", `emails[type eq "work"].value`, `emails[type eq "home"].value`, "roles[primary eq true].value",
		`roles[primary eq "False"].value`, resource.URNEnterprise + ":department", resource.URNEnterprise + ":manager.value",
		resource.URNUser + ":nickName",
	}
	rapid.Check(t, func(t *rapid.T) {
		var o resource.Object
		want := map[string]string{}
		for _, p := range rapid.SliceOf(rapid.SampledFrom(paths)).Draw(t, "paths") {
			v := rapid.StringN(1, 5, -1).Draw(t, "value")
			resource.Put(&o, mapping.MustParseTargetPath(p), v)
			want[p] = v
		}
		for p, v := range want {
			if got, ok := resource.Lookup(o, mapping.MustParseTargetPath(p)); !ok || got != any(v) {
				t.Fatalf("%s: got %v, want %q in %s", p, got, v, resource.Encode(o))
			}
		}
	})
}

func TestLookup(t *testing.T) {
	o, err := resource.DecodeObject([]byte(`{"title":null,"active":true,"roles":[{"primary":true,"value":"a"}],"emails":[{"type":"Work","value":"x"}],"name":"text"}`))
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"title":                          "nothing", // null is absent
		"active":                         "true",
		`roles[primary eq "True"].value`: `"a"`, // a string literal selects a boolean
		"roles[primary eq true].value":   `"a"`,
		`emails[type eq "work"].value`:   `"x"`, // in any letter case
		`emails[type eq "home"].value`:   "nothing",
		"name.givenName":                 "nothing", // of a text there are no parts
		"nickName":                       "nothing",
	} {
		got, ok := resource.Lookup(o, mapping.MustParseTargetPath(path))
		if s := resource.Show(got, ok); s != want {
			t.Errorf("%s: got %s, want %s", path, s, want)
		}
	}
}

// TestPutSpelling: a new element begins with what its filter compares, as a string.
func TestPutSpelling(t *testing.T) {
	var o resource.Object
	resource.Put(&o, mapping.MustParseTargetPath(`roles[primary eq "True"].value`), "a")
	resource.Put(&o, mapping.MustParseTargetPath(`roles[primary eq "True"].display`), "b")
	if got, want := string(resource.Encode(o)), `{"roles":[{"primary":"True","value":"a","display":"b"}]}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestDecodeRefuses(t *testing.T) {
	for _, text := range []string{"", "{", `{"a":1}x`, `{"a"}`, "nul", strings.Repeat("[", 100)} {
		if v, err := resource.Decode([]byte(text)); err == nil {
			t.Errorf("%q: got %v, want an error", text, v)
		}
	}
	if _, err := resource.DecodeObject([]byte("[]")); err == nil {
		t.Error("an array passes for an object")
	}
}

// FuzzDecode: no input crashes the reader, and what it accepts it can write.
func FuzzDecode(f *testing.F) {
	for _, s := range []string{`{"a":[1,true,null,"x"]}`, "\xef\xbb\xbf{}", `{"a":1,"a":2}`, "\"\xff\"", "[[[[", "-0.5e7"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		v, err := resource.Decode(data)
		if err != nil {
			return
		}
		text := resource.Encode(v)
		if _, err := resource.Decode(text); err != nil {
			t.Errorf("wrote %s of %q, which cannot be read: %v", text, data, err)
		}
	})
}
