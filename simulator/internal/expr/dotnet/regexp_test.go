package dotnet_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/simulator/internal/expr/dotnet"
)

func TestReplace(t *testing.T) {
	for _, c := range []struct{ pattern, text, replacement, want string }{
		{`a+`, "baab", "x", "bxb"},
		{`.*`, "abc", "y", "yy"},
		{`b*`, "abc", "-", "-a--c-"},
		{`^a`, "aa", "", "a"},
		{`\bfoo`, "foofoo foo", "x", "xfoo x"},
		{`(?m)^`, "a\nb", "> ", "> a\n> b"},
		{`(?<first>\w+) (?<second>\w+)`, "ab cd", "${second} ${first}", "cd ab"},
		{`(?'first'\w)(?<second>\w)(\d)`, "ab1", "$1|$2|$3", "1|a|b"},
		{`(\w)(\w)`, "ab", "$2$1$$$&$0", "ba$abab"},
		{`b`, "abc", "[$`|$'|$_|$+]", "a[a|c|abc|b]c"},
		{`(\w)`, "a", "$9 ${none} $x $", "$9 ${none} $x $"},
		{`(\w)`, "a", "$10", "a0"},
		{`\d`, "٣", "n", "n"},
		{`[\d-]+`, "٣-4", "n", "n"},
		{`\s`, "a\u00a0b", "_", "a_b"},
		{`\D`, "a1", "", "1"},
		{`[^\w]`, "é-", "", "é"},
		{`[[a]`, "[a", "", ""},
		{`[]a]`, "]a", "", ""},
		{`\u0041\@\é`, "A@é", "", ""},
		{`a(?#comment)b`, "ab", "", ""},
		{`(?i)ab`, "AB", "", ""},
	} {
		re, err := dotnet.Compile(c.pattern)
		if err != nil {
			t.Errorf("compile %s: %v", c.pattern, err)
			continue
		}
		if got := re.Replace(c.text, c.replacement); got != c.want {
			t.Errorf("replace %s in %q with %q: got %q, want %q", c.pattern, c.text, c.replacement, got, c.want)
		}
	}
}

func TestReplaceGroup(t *testing.T) {
	re, err := dotnet.Compile(`(?<key>\w+)=(?<value>\w*)`)
	if err != nil {
		t.Fatal(err)
	}
	i, ok := re.Group("value")
	if !ok {
		t.Fatal("the group value is not found")
	}
	if got, want := re.ReplaceGroup("a=1, b=2", i, "x"), "a=x, b=x"; got != want {
		t.Errorf("replace group: got %q, want %q", got, want)
	}
}

func TestCompileRefuses(t *testing.T) {
	for pattern, want := range map[string]string{
		`(?=a)`: "look-ahead", `(?!a)`: "look-ahead", `(?<=a)`: "look-behind", `(?<!a)`: "look-behind", `(?>a)`: "atomic",
		`(?(a)b|c)`: "conditional", `(a)\1`: "back-reference", `\k<a>`: "back-reference", `(?<a-b>c)`: "balancing",
		`(?<1>c)`: "numbered group", `(?<a>b)(?<a>c)`: "repeated group name", `[a-z-[b]]`: "class subtraction", `(?x)a`: "option x",
		`\Z`: "anchor", `\Qa\E`: "unrecognized escape", `[\S]`: "inside a character class", `[a`: "not closed", `\`: "backslash",
		`(?<a`: "not closed", `a**`: "nested", `(`: "missing", `\u12`: "four hexadecimal digits", `(?#a`: "not closed", `\cA`: "escape",
	} {
		if _, err := dotnet.Compile(pattern); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("compile %s: got %v, want an error about %q", pattern, err, want)
		}
	}
}

// Matches of plain patterns must be those of a search by hand, including the empty match behind a match.
func TestMatchesOfStarLikeDotNet(t *testing.T) {
	re, err := dotnet.Compile(`a*`)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[aé]{0,8}`).Draw(t, "text")
		var want []string
		for rest := s; ; {
			n := len(rest) - len(strings.TrimLeft(rest, "a"))
			want = append(want, rest[:n])
			switch {
			case n > 0:
				rest = rest[n:]
				continue
			case rest != "":
				_, rest, _ = strings.Cut(rest, "é")
				continue
			}
			break
		}
		var got []string
		for _, m := range re.Matches(s) {
			text, _ := m.Group(0)
			got = append(got, text)
		}
		if strings.Join(got, "|") != strings.Join(want, "|") || len(got) != len(want) {
			t.Fatalf("matches of a* in %q: got %q, want %q", s, got, want)
		}
	})
}

func FuzzCompile(f *testing.F) {
	for _, p := range []string{`\\+(?<isd>\d* )`, `[()\s-]+`, `(?'a'b)`, `[^]]`, `(?i:a)`, `\x41\u0041`, `a{2}+`} {
		f.Add(p, "a1 +49")
	}
	f.Fuzz(func(t *testing.T, pattern, text string) {
		re, err := dotnet.Compile(pattern)
		if err != nil || len(text) > 200 {
			return
		}
		last := -1
		for _, m := range re.Matches(text) {
			start, end := m.Span(0)
			if start < last || end < start || end > len(text) {
				t.Fatalf("matches of %q in %q are out of order: %d-%d after %d", pattern, text, start, end, last)
			}
			last = end
		}
		_ = re.Replace(text, "<$0>")
	})
}
