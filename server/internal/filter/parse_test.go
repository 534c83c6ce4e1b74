package filter_test

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/server/internal/filter"
	"github.com/entrasim/entrasim/server/internal/scim"
)

func TestParseCanonicalNotation(t *testing.T) {
	tests := map[string]string{
		`userName eq "x"`:                           `userName eq "x"`,
		`  userName   EQ  "x"  `:                    `userName eq "x"`,
		`userName Pr`:                               `userName pr`,
		`active eq true`:                            `active eq true`,
		`active ne null`:                            `active ne null`,
		`count ge -1.5e3`:                           `count ge -1.5e3`,
		`a eq "1" and b eq "2" or c eq "3"`:         `a eq "1" and b eq "2" or c eq "3"`,
		`a eq "1" or b eq "2" and c eq "3"`:         `a eq "1" or b eq "2" and c eq "3"`,
		`(a eq "1" or b eq "2") and c eq "3"`:       `(a eq "1" or b eq "2") and c eq "3"`,
		`((a pr))`:                                  `a pr`,
		`(a pr and b pr) and (c pr and d pr)`:       `a pr and b pr and c pr and d pr`,
		`not (a pr) AND Not(b pr OR c pr)`:          `not (a pr) and not (b pr or c pr)`,
		`emails[type eq "work" and value co "@x"]`:  `emails[type eq "work" and value co "@x"]`,
		`emails[type eq "work"].value eq "x"`:       `emails[type eq "work" and value eq "x"]`,
		`emails[a pr or b pr].value pr`:             `emails[(a pr or b pr) and value pr]`,
		`emails[not (type eq "work")] and title pr`: `emails[not (type eq "work")] and title pr`,
		`members[value eq"U7"]`:                     `members[value eq "U7"]`,
		`$ref eq "x"`:                               `$ref eq "x"`,
		`not eq "x"`:                                `not eq "x"`,
		`urn:ietf:params:scim:schemas:core:2.0:User:name.givenName sw "A"`: `urn:ietf:params:scim:schemas:core:2.0:User:name.givenName sw "A"`,
		`title eq "a\"b\\c\/d\u0041\ud83d\ude00\n"`:                        `title eq "a\"b\\c/dA😀\n"`,
		`title eq "o'brien #EXT# [x] (y) : + % é"`:                         `title eq "o'brien #EXT# [x] (y) : + % é"`,
	}
	for in, want := range tests {
		e, err := filter.Parse(in, filter.Limits{})
		if err != nil {
			t.Errorf("%s: refused: %v", in, err)
			continue
		}
		if got := e.String(); got != want {
			t.Errorf("%s:\n got %s\nwant %s", in, got, want)
		}
	}
}

func TestParseRefusesWithPosition(t *testing.T) {
	tests := map[string]struct{ in, want string }{
		"empty":               {"", "empty; an expression"},
		"blank":               {"  ", "at column 3"},
		"operator missing":    {`userName`, `operator missing after "userName" at column 9`},
		"unknown operator":    {`userName regex "x"`, `"regex" is not an operator (eq ne co sw ew gt ge lt le pr) at column 10`},
		"value missing":       {`userName eq`, `value missing after "eq" at column 12`},
		"value is a bracket":  {`userName eq )`, `value missing`},
		"unquoted":            {`userName eq ada`, `unexpected "ada"; a string in double quotes`},
		"single quotes":       {`userName eq 'ada'`, `unexpected '\'' at column 13`},
		"open string":         {`userName eq "ada`, `string without closing quote at column 13`},
		"open escape":         {`userName eq "ada\`, `string without closing quote`},
		"bad escape":          {`userName eq "\x"`, `invalid escape`},
		"lone surrogate":      {`userName eq "\ud800"`, `invalid escape or invalid UTF-8 at column 13`},
		"invalid UTF-8":       {"userName eq \"\xff\"", `invalid UTF-8`},
		"control character":   {"userName eq \"a\x01\"", `control character in a string; write it as an escape such as \u0001 at column 15`},
		"dangling and":        {`userName pr and`, `unexpected end; an attribute name is expected at column 16`},
		"leading or":          {`or a pr`, `"a" is not an operator`},
		"doubled and":         {`a pr and and b pr`, `"b" is not an operator`},
		"two expressions":     {`a pr b pr`, `unexpected "b"; and, or, or the end is expected at column 6`},
		"open group":          {`(a pr`, `a ")" for the "(" at column 1 is expected at column 6`},
		"closed too often":    {`(a pr))`, `unexpected ")"`},
		"open brackets":       {`emails[type eq "work"`, `a "]" for the "[" at column 7 is expected`},
		"empty brackets":      {`emails[]`, `unexpected "]"; an attribute name is expected at column 8`},
		"crossed brackets":    {`(emails[type pr)]`, `a "]" for the "[" at column 8`},
		"brackets, then junk": {`emails[type pr].`, `the name of a sub-attribute is expected`},
		"brackets and number": {`emails[type pr].5 eq "x"`, `the name of a sub-attribute`},
		"path alone":          {`emails[type pr].value`, `operator missing after "value"`},
		"not without group":   {`not a pr`, `"a" is not an operator`},
		"string first":        {`"x" eq userName`, `unexpected string; an attribute name is expected at column 1`},
		"path with two dots":  {`a.b.c eq "x"`, `"a.b.c" is not an attribute path at column 1`},
		"path ends in dot":    {`name. eq "x"`, `not an attribute path`},
		"path of digits":      {`5 eq "x"`, `not an attribute path`},
		"URN ends in colon":   {`urn:x: eq "x"`, `not an attribute path`},
		"number with zero":    {`count eq 007`, `unexpected "007"`},
		"number with point":   {`count eq 1.`, `unexpected "1."`},
		"foreign character":   {`userName eq "x" ; drop`, `unexpected ';' at column 17`},
		"too deep":            {strings.Repeat("(", 100) + "a pr" + strings.Repeat(")", 100), "nested deeper than 32 levels at column 33"},
		"too deep by not":     {strings.Repeat("not (", 40) + "a pr" + strings.Repeat(")", 40), "nested deeper"},
		"too long":            {`a eq "` + strings.Repeat("x", 9000) + `"`, "longer than 8192 bytes"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := filter.Parse(tc.in, filter.Limits{})
			var e *scim.Error
			if !errors.As(err, &e) {
				t.Fatalf("%.60s: want a *scim.Error, got %v (%v)", tc.in, got, err)
			}
			if e.Status != 400 || e.ScimType != scim.InvalidFilter || !strings.Contains(e.Detail, tc.want) {
				t.Errorf("%.60s:\n got %v\nwant 400 invalidFilter: … %s …", tc.in, e, tc.want)
			}
		})
	}
}

func TestParseUnquoted(t *testing.T) {
	lim := filter.Limits{Unquoted: true}
	for in, want := range map[string]string{
		`externalId eq jyoung`:                                              `externalId eq "jyoung"`,
		`userName eq ada@contoso.example and active pr`:                     `userName eq "ada@contoso.example" and active pr`,
		`name.FamilyName eq X and (emails.Value co a or emails.Value co b)`: `name.FamilyName eq "X" and (emails.Value co "a" or emails.Value co "b")`,
		`active eq True`: `active eq true`,
	} {
		e, err := filter.Parse(in, lim)
		if err != nil || e.String() != want {
			t.Errorf("%s: got %v (%v), want %s", in, e, err, want)
		}
	}
	for _, in := range []string{`userName eq and active pr`, `userName eq or`, `userName eq`} {
		if e, err := filter.Parse(in, lim); err == nil {
			t.Errorf("%s: a missing value must be refused, got %s", in, e)
		}
	}
}

func TestParsePath(t *testing.T) {
	for in, want := range map[string]filter.Path{
		`members`:         {Attr: "members"},
		`name.familyName`: {Attr: "name.familyName"},
		`urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value`: {Attr: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value"},
		`urn:ietf:params:scim:schemas:extension:enterprise:2.0:User`:               {Attr: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"},
		`http://schemas.example/2.0/User:x`:                                        {Attr: "http://schemas.example/2.0/User:x"},
	} {
		got, err := filter.ParsePath(in, filter.Limits{})
		if err != nil || got != want {
			t.Errorf("%s: got %+v (%v)", in, got, err)
		}
	}
	for in, want := range map[string]string{
		`addresses[type eq "work"]`:                     `addresses[type eq "work"]`,
		`emails[type eq "work" and value ew "x"].value`: `emails[type eq "work" and value ew "x"].value`,
		`roles[primary eq "True"].value`:                `roles[primary eq "True"].value`,
		`emails[primary eq true].value`:                 `emails[primary eq true].value`,
		`members[value eq "a]b"].$ref`:                  `members[value eq "a]b"].$ref`,
	} {
		got, err := filter.ParsePath(in, filter.Limits{})
		if err != nil || got.String() != want || got.Filter == nil {
			t.Errorf("%s: got %s (%v), want %s", in, got, err, want)
		}
	}
}

func TestParsePathRefuses(t *testing.T) {
	for in, want := range map[string]string{
		``:                              scim.InvalidPath,
		`/emails/0`:                     scim.InvalidPath,
		`emails[0]`:                     scim.InvalidFilter,
		`emails[type eq "work"`:         scim.InvalidFilter,
		`emails[type regex "x"]`:        scim.InvalidFilter,
		`emails[type eq "work"]value`:   scim.InvalidPath,
		`emails[type eq "work"]. value`: scim.InvalidPath,
		`emails[type eq "work"].a.b`:    scim.InvalidPath,
		`emails].value`:                 scim.InvalidPath,
		`name..givenName`:               scim.InvalidPath,
		`name.`:                         scim.InvalidPath,
		`.name`:                         scim.InvalidPath,
		`name givenName`:                scim.InvalidPath,
		`userName eq "x"`:               scim.InvalidPath,
		`"userName"`:                    scim.InvalidPath,
		`na me`:                         scim.InvalidPath,
		`é`:                             scim.InvalidPath,
	} {
		p, err := filter.ParsePath(in, filter.Limits{})
		var e *scim.Error
		if !errors.As(err, &e) || e.ScimType != want || !strings.Contains(e.Detail, "column") {
			t.Errorf("%s: got %v (%v), want %s with a column", in, p, err, want)
		}
	}
}

// exprGen draws expressions of limited depth in canonical form.
func exprGen(depth int) *rapid.Generator[string] {
	name := rapid.SampledFrom([]string{"userName", "name.givenName", "emails", "urn:x:2.0:User:a", "$ref", "not", "and1"})
	literal := rapid.OneOf(
		rapid.SampledFrom([]string{"true", "false", "null", "0", "-12", "3.25", "1e9"}),
		rapid.Map(rapid.String(), func(s string) string { return string(scim.AppendString(nil, s)) }),
	)
	compare := rapid.Custom(func(t *rapid.T) string {
		op := rapid.SampledFrom([]string{"eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le", "pr"}).Draw(t, "op")
		if op == "pr" {
			return name.Draw(t, "name") + " pr"
		}
		return name.Draw(t, "name") + " " + op + " " + literal.Draw(t, "literal")
	})
	if depth == 0 {
		return compare
	}
	return rapid.Custom(func(t *rapid.T) string {
		sub := exprGen(depth - 1)
		switch rapid.IntRange(0, 4).Draw(t, "form") {
		case 0:
			return "(" + sub.Draw(t, "x") + ") and " + sub.Draw(t, "y")
		case 1:
			return sub.Draw(t, "x") + " or (" + sub.Draw(t, "y") + ")"
		case 2:
			return "not (" + sub.Draw(t, "x") + ")"
		case 3:
			return "emails[" + sub.Draw(t, "x") + "]"
		default:
			return compare.Draw(t, "compare")
		}
	})
}

func TestStringRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := exprGen(4).Draw(t, "filter")
		checkRoundTrip(t, src)
	})
}

type fataler interface{ Fatalf(string, ...any) }

func checkRoundTrip(t fataler, src string) {
	lim := filter.Limits{Length: 1 << 20}
	e, err := filter.Parse(src, lim)
	if err != nil {
		t.Fatalf("a filter of the grammar is refused: %s: %v", src, err)
	}
	text := e.String()
	again, err := filter.Parse(text, lim)
	if err != nil {
		t.Fatalf("canonical notation %s of %s is refused: %v", text, src, err)
	}
	if again.String() != text {
		t.Fatalf("canonical notation is not stable: %s becomes %s", text, again)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		`userName eq "x"`, `emails[type eq "work"].value eq "x"`, `a pr and (b eq 1 or not (c ne null))`, `((((`, `a eq "\ud83d\ude00"`,
		`members[value eq"U7"]`, `urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J"`,
		// Entra's own.
		`userName eq "o'brien@contoso.example"`, `externalId eq "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef"`, `displayName eq "Optics \"EU\""`,
		`id eq "5171a35d82074e068ce2" and members eq "5171a35d"`, `id eq "2819c223" and manager eq "26118915"`, `emails[type eq "work"].value eq "a+b@x"`,
		`urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber eq "701984"`, `roles[primary eq "True"].value eq "x"`,
	} {
		f.Add(s, true)
		f.Add(s, false)
	}
	f.Fuzz(func(t *testing.T, src string, unquoted bool) {
		e, err := filter.Parse(src, filter.Limits{Unquoted: unquoted})
		if err == nil {
			if e.Pos() < 1 || e.Pos() > len(src) {
				t.Fatalf("position %d lies outside of %q", e.Pos(), src)
			}
			checkRoundTrip(t, e.String())
			return
		}
		var se *scim.Error
		if !errors.As(err, &se) || se.ScimType != scim.InvalidFilter {
			t.Fatalf("%q: want invalidFilter, got %#v", src, err)
		}
	})
}

func FuzzParsePath(f *testing.F) {
	for _, s := range []string{
		`members`, `emails[type eq "work"].value`, `urn:a:b`, `name.`, `a[`, `/a/0`,
		// Entra's own.
		`addresses[type eq "work"].streetAddress`, `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager`, `roles[primary eq "True"].display`,
		`urn:ietf:params:scim:schemas:extension:CustomExtensionName:2.0:User:CustomAttribute`, `members[value eq "2819c223-7f76-453a-919d-413861904646"]`,
		`phoneNumbers[type eq "mobile"].value`, `name.formatted`, `urn:ietf:params:scim:schemas:core:2.0:User:name.givenName`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		p, err := filter.ParsePath(src, filter.Limits{})
		if err != nil {
			var se *scim.Error
			if !errors.As(err, &se) || se.ScimType != scim.InvalidPath && se.ScimType != scim.InvalidFilter {
				t.Fatalf("%q: want invalidPath or invalidFilter, got %#v", src, err)
			}
			return
		}
		again, err := filter.ParsePath(p.String(), filter.Limits{Length: 1 << 20})
		if err != nil || again.String() != p.String() {
			t.Fatalf("%q: canonical notation %q becomes %q (%v)", src, p, again, err)
		}
	})
}
