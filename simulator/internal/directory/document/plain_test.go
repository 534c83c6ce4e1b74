package document

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// agree holds the reader of plain files against the library: what it accepts is the same tree, places included.
func agree(t interface{ Fatalf(string, ...any) }, text string) (accepted bool) {
	got, ok := parsePlain([]byte(text))
	if !ok {
		return false
	}
	want, err := parseAnyYAML("x.yaml", []byte(text))
	if err != nil {
		t.Fatalf("accepted, and the library says %v:\n%s", err, text)
	}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("got\n%s\nwant\n%s\nof\n%s", dump(got, 0), dump(want, 0), text)
	}
	return true
}

func dump(n *Node, depth int) string {
	s := fmt.Sprintf("%s%d:%d %s %q\n", strings.Repeat("  ", depth), n.Line, n.Column, n.Kind, n.Text)
	for _, i := range n.Items {
		s += dump(i, depth+1)
	}
	for _, e := range n.Entries {
		s += dump(e.Key, depth+1) + dump(e.Value, depth+2)
	}
	return s
}

// TestPlainFixtures: the directories that travel with the program are plain, and read as the library reads them.
func TestPlainFixtures(t *testing.T) {
	files, err := filepath.Glob("../../../../fixtures/directories/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("fixtures: got %v, %v; want directories", files, err)
	}
	plain := 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if agree(t, string(data)) {
			plain++
		} else {
			t.Logf("%s is read by the library", file)
		}
	}
	if plain != len(files) {
		t.Errorf("of %d directories %d are read by the fast reader, want all", len(files), plain)
	}
}

// pieces of lines: plain, odd and broken.
var pieces = []string{
	"a", "b.c", "key", "users", ": ", ":", "- ", "-", " ", "  ", "\n", "\n  ", "\n    ", "\n- ", "\n  - ", "[", "]", "{", "}", ", ", ",",
	"'", "''", `"`, `\`, "#", " # x", "true", "False", "null", "~", "0", "7", "007", "1.5", "1e3", "0x1f", "12-3", "1_000", "+1", "-1", ".5", ".inf",
	"2026-01-05T08:00:00Z", "47547368-c192-5f49-ab95-e8bf44c4fbc9", "12345678-1234-4234-8234-123456789012", "x y", "é", "日本", "&a", "*a",
	"!t", "|", ">", "?", "? ", "%", "@", "`", "---", "...", "<<", "=", "yes", "on", "10 Quay", "a: b", "x: 1\n", "y: 'z'\n", "- k: v\n", "a#b", "a:b",
}

// TestPlainAgrees puts lines together at random.
func TestPlainAgrees(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		agree(t, strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 14).Draw(t, "pieces"), ""))
	})
}

// TestPlainBlocks puts blocks together that the reader is for. How many it takes is chance; that it takes the directories that travel
// with the program is a test above.
func TestPlainBlocks(t *testing.T) {
	value := rapid.OneOf(
		rapid.SampledFrom([]string{
			"ada@harbour.example", "10 Quay Street", `"+36 555 0001"`, "'it is'", "[a, b]", "{x: 1, y: [z]}", "7", "true", "null", "Åsa Öberg", "CC-4100",
			"[ 'a b' , \"c\" ]", "x # why", "a#b", "http://x.example/a:b", "'#'", "{a: {b: c}} # d", "[47547368-c192-5f49-ab95-e8bf44c4fbc9]",
			"0b332c58-816b-50ab-8dff-4101384f38ff", "0x1-2", "0b12", "0o7_1",
		}),
		rapid.StringMatching(`[A-Za-z0-9.+-]{1,6}`),
		rapid.StringMatching(`[0-9]{1,3}[-:.eEx_]?[0-9a-f]{0,3}`),
	)
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		for n := range rapid.IntRange(1, 4).Draw(t, "keys") {
			switch rapid.IntRange(0, 4).Draw(t, "form") {
			case 0:
				fmt.Fprintf(&b, "k%d: %s\n", n, value.Draw(t, "value"))
			case 1:
				fmt.Fprintf(&b, "k%d:\n  - a: %s\n    b.c: %s\n\n  - {a: %s}\n", n, value.Draw(t, "value"), value.Draw(t, "value"), rapid.StringMatching("[a-z]{1,4}").Draw(t, "word"))
			case 2:
				fmt.Fprintf(&b, "k%d:\n- %s\n# note\n- %s\n", n, value.Draw(t, "value"), value.Draw(t, "value"))
			case 3:
				fmt.Fprintf(&b, "k%d: # note\n    in: %s\n    out:\n      x: %s\n", n, value.Draw(t, "value"), value.Draw(t, "value"))
			default:
				fmt.Fprintf(&b, "k%d:\n  - - %s\n    - %s\n  -   a: %s\n      b: c\n", n, value.Draw(t, "value"), value.Draw(t, "value"), value.Draw(t, "value"))
			}
		}
		agree(t, b.String())
	})
}

// FuzzPlain looks for a text that the two readers see differently.
func FuzzPlain(f *testing.F) {
	f.Add("users:\n  - a: b\n    c: [d, 'e']\nx: {y: 1}\n")
	f.Add("- 1\n- \"two\" # three\n")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 1<<12 && utf8.ValidString(text) {
			agree(t, text)
		}
	})
}
