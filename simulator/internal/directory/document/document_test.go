package document_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/directory/document"
)

// outline writes a tree with all positions on one line.
func outline(n *document.Node) string {
	at := fmt.Sprintf("@%d:%d", n.Line, n.Column)
	switch n.Kind {
	case document.Null:
		return "null" + at
	case document.List:
		var items []string
		for _, item := range n.Items {
			items = append(items, outline(item))
		}
		return "[" + strings.Join(items, " ") + "]" + at
	case document.Map:
		var entries []string
		for _, e := range n.Entries {
			entries = append(entries, outline(e.Key)+"="+outline(e.Value))
		}
		return "{" + strings.Join(entries, " ") + "}" + at
	case document.String:
		return fmt.Sprintf("%q", n.Text) + at
	default:
		return n.Text + at
	}
}

func TestParseKeepsTextAndPositions(t *testing.T) {
	tests := map[string]struct{ name, text, want string }{
		"YAML block": {
			"a.yaml", "tenant: ä\nusers:\n  - mail: x@y\n    zip: 01234\n  - ok: true\n",
			`{"tenant"@1:1="ä"@1:9 "users"@2:1=[{"mail"@3:5="x@y"@3:11 "zip"@4:5=01234@4:10}@3:5 {"ok"@5:5=true@5:9}@5:5]@3:3}@1:1`,
		},
		"YAML flow": {
			"a.yaml", "a: {b: [1, 'two', null]}\n",
			`{"a"@1:1={"b"@1:5=[1@1:9 "two"@1:12 null@1:19]@1:8}@1:4}@1:1`,
		},
		"YAML offset and phone": {"a.yaml", "- +1h30m\n- +4940123\n- +2d\n", `["+1h30m"@1:3 +4940123@2:3 "+2d"@3:3]@1:1`},
		"YAML date":             {"a.yaml", "2026-01-05T08:00:00Z", `"2026-01-05T08:00:00Z"@1:1`},
		"JSON": {
			"a.json", "{\n  \"a\": [1.50, \"é\", null],\n  \"é\": {\"b\": false}\n}\n",
			`{"a"@2:3=[1.50@2:9 "é"@2:15 null@2:20]@2:8 "é"@3:3={"b"@3:9=false@3:14}@3:8}@1:1`,
		},
		"JSON by its content": {"a.yaml", "  {\"a\":\t1}", `{"a"@1:4=1@1:9}@1:3`},
		"byte order mark":     {"a.yaml", "\ufeffa: b", `{"a"@1:1="b"@1:4}@1:1`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			root, err := document.Parse(test.name, []byte(test.text))
			if err != nil {
				t.Fatalf("Parse: %v", err)
			}
			if got := outline(root); got != test.want {
				t.Errorf("tree\n got %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestParseErrorsNameThePlace(t *testing.T) {
	tests := map[string]struct{ name, text, want string }{
		"YAML syntax":        {"f.yaml", "a: b\nc: [1\n", "f.yaml:2:4: this is not YAML"},
		"YAML duplicate key": {"f.yaml", "a: 1\nb: 2\na: 3\n", "f.yaml:3:1: "},
		"YAML anchor":        {"f.yaml", "a: &x 1\n", "f.yaml:1:4: anchors and aliases are not supported"},
		"YAML alias":         {"f.yaml", "a: *x\n", "f.yaml:1:4: anchors and aliases are not supported"},
		"YAML merge":         {"f.yaml", "a:\n  <<: {b: 1}\n", "f.yaml:2:3: merge keys are not supported"},
		"YAML tag":           {"f.yaml", "a: !!str b\n", "f.yaml:1:4: tags are not supported"},
		"YAML documents":     {"f.yaml", "a: 1\n---\nb: 1\n", "f.yaml:3:1: a second document"},
		"YAML infinity":      {"f.yaml", "a: .inf\n", "f.yaml:1:4: infinity"},
		"YAML empty":         {"f.yaml", "# nothing\n", "f.yaml:1:1: the file is empty"},
		"YAML number key":    {"f.yaml", "a:\n  1: b\n", "f.yaml:2:3: this is no key"},
		"YAML depth":         {"f.yaml", "a: " + strings.Repeat("[", 200) + strings.Repeat("]", 200), "f.yaml:1:103: nested too deeply"},
		"YAML great depth":   {"f.yaml", "a:\n  " + strings.Repeat("[", 1e6), "f.yaml:2:1: nested too deeply"},
		"YAML great dashes":  {"f.yaml", strings.Repeat("- ", 1e6) + "a", "f.yaml:1:1: nested too deeply"},
		"JSON syntax":        {"f.json", "{\n \"a\": nope}", "f.json:2:8: this is not JSON"},
		"JSON duplicate key": {"f.json", "{\"a\":1,\n\"a\":2}", "f.json:2:1: a key stands twice"},
		"JSON end":           {"f.json", "{\"a\":\n1", "f.json:2:2: the document ends too early"},
		"JSON rest":          {"f.json", "{}\n {}", "f.json:2:2: there is something after the end"},
		"JSON depth":         {"f.json", strings.Repeat("[", 200) + strings.Repeat("]", 200), "f.json:1:101: nested too deeply"},
		"JSON empty":         {"f.json", "", "f.json:1:1: the document ends too early"},
		"not UTF-8":          {"f.yaml", "a: b\nc: \xff", "f.yaml:2:4: the file is not UTF-8"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := document.Parse(test.name, []byte(test.text))
			var fault *document.Error
			if !errors.As(err, &fault) {
				t.Fatalf("got %v, want a *document.Error", err)
			}
			if !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("error\n got %s\nwant it to begin with %s", err, test.want)
			}
			if fault.Hint() == "" || strings.Contains(err.Error(), "\n") {
				t.Errorf("error %q wants a remedy and one line", err)
			}
		})
	}
}

func TestFind(t *testing.T) {
	root, err := document.Parse("f.yaml", []byte("a:\n  b: [x, y]\n  c: y\n"))
	if err != nil {
		t.Fatalf("Parse: %v", err)
	}
	if n, ok := root.Find("y"); !ok || n.Line != 2 || n.Column != 10 {
		t.Errorf("Find(y): got %+v, want the one at 2:10", n)
	}
	if n, ok := root.Find("a"); ok {
		t.Errorf("Find(a): got %+v, want nothing, because keys are not values", n)
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"a: [b, {c: d}]\n- e", "{\"a\": [1, null, true]}", "a: |\n  b\n c: >-\n d", "? a\n: b\n", "a: 'b''c'\n\"d\\n\": 1"} {
		f.Add("f.yaml", []byte(seed))
		f.Add("f.json", []byte(seed))
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		root, err := document.Parse(name, data)
		if (root == nil) == (err == nil) {
			t.Fatalf("Parse gave a tree %v and the error %v; want one of them", root, err)
		}
		if err != nil {
			var fault *document.Error
			if !errors.As(err, &fault) {
				t.Errorf("error %v is no *document.Error", err)
			}
		}
	})
}
