package scenario

import (
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
)

func TestSplit(t *testing.T) {
	for text, want := range map[string][]string{
		"":                              nil,
		"# all comment":                 nil,
		"a  b\tc":                       {"a", "b", "c"},
		`a 'b c' "d 'e'" # f`:           {"a", "b c", "d 'e'"},
		`o'hara@x.example a#b`:          {"o'hara@x.example", "a#b"},
		`title='Local administrator' x`: {"title=Local administrator", "x"},
		`'emails[type eq "work"]' ''`:   {`emails[type eq "work"]`, ""},
		`map user title 'Join("", [a])'`: {
			"map", "user", "title", `Join("", [a])`,
		},
	} {
		if got, err := split(text); err != nil || !slices.Equal(got, want) {
			t.Errorf("split %s: got %q, %v, want %q", text, got, err, want)
		}
	}
}

// TestSplitQuoted: whatever stands in quotes comes out as it went in.
func TestSplitQuoted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOf(rapid.StringMatching(`[a-z "#=\[\]]*`)).Draw(t, "words")
		var quoted []string
		for _, w := range words {
			quoted = append(quoted, "'"+w+"'")
		}
		if got, err := split(strings.Join(quoted, " ")); err != nil || !slices.Equal(got, words) {
			t.Fatalf("got %q, %v, want %q", got, err, words)
		}
	})
}

// TestDifference: what is marked - or unmarked is what was wanted, what is marked + or unmarked is what there was.
func TestDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := rapid.SliceOf(rapid.StringMatching(`[ab]`))
		want, got := draw.Draw(t, "want"), draw.Draw(t, "got")
		var old, new []string
		for _, l := range lines(difference(strings.Join(want, "\n"), strings.Join(got, "\n"))) {
			mark, text := l[:2], l[2:]
			if mark != "+ " {
				old = append(old, text)
			}
			if mark != "- " {
				new = append(new, text)
			}
		}
		if !slices.Equal(old, want) || !slices.Equal(new, got) {
			t.Fatalf("of %q and %q came %q and %q", want, got, old, new)
		}
	})
}

func TestValueAt(t *testing.T) {
	const text = `{"userName":"ada","active":true,"name":{"givenName":"Ada"},"x":{"b":1,"a":[2]},
		"emails":[{"type":"work","value":"w@x.example"},{"type":"home","value":"h@x.example"},{"type":"Home","value":"i@x.example"}],
		"roles":[{"primary":true,"value":"r"}],
		"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Quay"}}`
	var doc map[string]any
	if err := json.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"userName": "ada", "USERNAME": "ada", "active": "true", "title": "", "name.givenName": "Ada", "name.familyName": "",
		"x":                            `{"a":[2],"b":1}`,
		`emails[type eq "work"].value`: "w@x.example", `emails[type eq "home"].value`: `["h@x.example","i@x.example"]`, `emails[type eq "other"].value`: "",
		`roles[primary eq "True"].value`:                                        "r",
		"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department": "Quay",
		"urn:ietf:params:scim:schemas:core:2.0:User:userName":                   "ada",
	} {
		p, err := mapping.ParseTargetPath(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := valueAt(doc, p); got != want {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}
	}
}

func TestNames(t *testing.T) {
	n := names{}
	n.learn("0123456789", "ada")
	n.learn("0123456789-b", "ben")
	n.learn("0123456789", "somebody else")
	n.learn("7", "short ids turn up by chance")
	n.learn("abcdefghij", "")
	if got, want := n.in("/Users/0123456789-b?x=0123456789 7 abcdefghij"), "/Users/{ben}?x={ada} 7 abcdefghij"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestBodyLines(t *testing.T) {
	for body, want := range map[string][]string{
		"":                              nil,
		"<html>":                        {"<html>"},
		"[1]":                           {"[1]"},
		`{"a": 1.0,"b":"\u00e9"}`:       {`"a": 1.0`, `"b": "\u00e9"`},
		`{"x":1,"Operations":[{},[2]]}`: {"{}", "[2]"},
		`{"Operations":7}`:              {`{"Operations":7}`},
	} {
		if got := bodyLines(body); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", body, got, want)
		}
	}
}
