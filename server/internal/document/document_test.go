package document_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/server/internal/document"
)

// read goes through a document in the way a real reader does.
func read(data string) error {
	root, err := document.Parse("f.json", []byte(data), document.Limits{Size: 500, Depth: 3, Problems: 3})
	if err != nil {
		return err
	}
	f := root.Fields("name", "kind", "on", "size", "share", "list", "map")
	f.Need("name").Text()
	f.Get("kind").Word("small", "large")
	f.Get("on").Bool()
	f.Get("size").Int(1, 9)
	f.Get("share").Float(0, 1)
	f.Get("list").Texts()
	for _, m := range f.Get("map").Entries() {
		if m.Name == "bad" {
			m.Refuse("call it good", "is a bad name")
		}
		m.Value.Int(0, 100)
	}
	return root.Err()
}

func TestRead(t *testing.T) {
	for name, tc := range map[string]struct{ in, want string }{
		"right":         {`{"name":"a","kind":"small","on":true,"size":9,"share":0.5,"list":["a","b"],"map":{"x":1,"y z":2}}`, ""},
		"least":         {`{"name":""}`, ""},
		"null is none":  {`{"name":"a","kind":null,"on":null,"size":null,"list":null,"map":null}`, ""},
		"empty":         {"", `f.json:1:1: is empty; write a JSON value`},
		"not an object": {`[1]`, `f.json:1:1: must be an object, not an array`},
		"missing":       {`{}`, `f.json:1:1: has no name; add "name"`},
		"unknown":       {"{\"name\":\"a\",\n  \"sise\":3}", `f.json:2:3: sise is not known here; did you mean size?`},
		"swapped":       {`{"name":"a","knid":"small"}`, `f.json:1:13: knid is not known here; did you mean kind?`},
		"far off":       {`{"name":"a","colour":1}`, `f.json:1:13: colour is not known here; choose one of name, kind, on, size, share, list, map`},
		"word":          {`{"name":"a","kind":"Smal"}`, `f.json:1:20: kind is "Smal", which is unknown; did you mean small?`},
		"types":         {`{"name":1,"on":"x","size":"y"}`, "f.json:1:9: name must be a string, not a number\nf.json:1:16: on must be true or false, not a string\nf.json:1:27: size must be a whole number, not a string"},
		"ranges":        {`{"name":"a","size":10,"share":1.5}`, "f.json:1:20: size must be a whole number from 1 to 9\nf.json:1:31: share must be a number from 0 to 1"},
		"fraction":      {`{"name":"a","size":2.5}`, "f.json:1:20: size must be a whole number from 1 to 9"},
		"item":          {`{"name":"a","list":["a",2,"a"]}`, "f.json:1:25: list[1] must be a string, not a number\nf.json:1:27: list[2] is there twice: \"a\""},
		"key":           {`{"name":"a","map":{"bad":1,"y z":"q"}}`, "f.json:1:20: map.bad is a bad name; call it good\nf.json:1:34: map[\"y z\"] must be a whole number, not a string"},
		"in order":      {`{"map":{"a":"x"},"size":0}`, "f.json:1:1: has no name; add \"name\"\nf.json:1:13: map.a must be a whole number, not a string\nf.json:1:25: size must be a whole number from 1 to 9"},
		"not too many":  {`{"name":"a","list":[1,2,3,4,5,6]}`, "f.json:1:21: list[0] must be a string, not a number\nf.json:1:23: list[1] must be a string, not a number\nf.json:1:25: list[2] must be a string, not a number"},
		"characters":    {`{"name":"äöü\"","kind":1}`, `f.json:1:24: kind must be a string, not a number`},
		"duplicate":     {`{"name":"a","name":"b"}`, `f.json:1:13: name is not valid JSON: duplicate object member name`},
		"two values":    {`{"name":"a"} {}`, `f.json:1:14: has data behind its value; a document is one JSON value`},
		"cut off":       {`{"name":"a"`, `f.json:1:12: is not valid JSON: unexpected EOF`},
		"comment":       {`{"name":"a" /* x */}`, `f.json:1:13: is not valid JSON: invalid character`},
		"too deep":      {`{"name":[[[1]]]}`, `f.json:1:11: name[0][0] is nested deeper than 3 levels`},
		"too large":     {`{"name":"` + strings.Repeat("a", 500) + `"}`, `f.json:1:501: is larger than 500 bytes`},
		"bad UTF-8":     {"{\"name\":\"\xff\"}", `name is not valid JSON: invalid UTF-8`},
	} {
		t.Run(name, func(t *testing.T) {
			err := read(tc.in)
			if tc.want == "" {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), tc.want) || strings.Count(err.Error(), "\n") != strings.Count(tc.want, "\n") {
				t.Fatalf("\n got %v\nwant %s", err, tc.want)
			}
			var one *document.Problem
			if !errors.As(err, &one) || one.Line < 1 || one.Column < 1 {
				t.Errorf("%v gives no access to its problems", err)
			}
		})
	}
}

func TestRaw(t *testing.T) {
	root, err := document.Parse("", []byte(`{"a": {"b": [1, "x\"y"]} , "c": -1.5e3, "d":"\u00e9"}`), document.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	f := root.Fields("a", "c", "d", "e")
	for name, want := range map[string]string{"a": `{"b": [1, "x\"y"]}`, "c": `-1.5e3`, "d": `"\u00e9"`, "e": ""} {
		if got := string(f.Get(name).Raw()); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}

func TestNearest(t *testing.T) {
	names := []string{"string-booleans", "string-numbers", "op-case"}
	for word, want := range map[string]string{
		"string_booleans": "string-booleans", "String-Booleans": "string-booleans", "opcase": "op-case", "string": "string-booleans", "gravity": "", "": "", "xy": "",
	} {
		if got := document.Nearest(word, names); got != want {
			t.Errorf("Nearest(%q): got %q, want %q", word, got, want)
		}
	}
}

// FuzzParse: what parses is JSON, every node is where it says, and no input does harm.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{`{"name":"a","map":{"x":[1,true,null,"\\\""]}}`, `[[[[]]]]`, `"x`, `{"a":1}{`, "\xef\xbb\xbf{}", `{"":{"\u0000":-0e1}}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		_ = read(string(data))
		root, err := document.Parse("", data, document.Limits{})
		if err != nil {
			var ps document.Problems
			if !errors.As(err, &ps) || len(ps) == 0 || strings.ContainsRune(ps[0].Error(), '\n') {
				t.Fatalf("an error must be problems of one line each, got %v", err)
			}
			return
		}
		if !json.Valid(data) {
			t.Fatalf("%q is not JSON", data)
		}
		visit(t, root)
	})
}

func visit(t *testing.T, n *document.Node) {
	raw := n.Raw()
	if !json.Valid(raw) {
		t.Fatalf("%s is %q, which is not a JSON value", n.Path(), raw)
	}
	switch raw[0] {
	case '{':
		for _, m := range n.Entries() {
			visit(t, m.Value)
		}
	case '[':
		for _, e := range n.Items() {
			visit(t, e)
		}
	case '"':
		var want string
		if err := json.Unmarshal(raw, &want); err != nil || n.Text() != want {
			t.Fatalf("%s is %s, Text says %q", n.Path(), raw, n.Text())
		}
	}
}
