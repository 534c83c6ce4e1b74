package mapping_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
)

const enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"

func TestParseTargetPath(t *testing.T) {
	work := mapping.PathFilter{Sub: "type", Value: "work"}
	for text, want := range map[string]mapping.TargetPath{
		`userName`:                                  {Attr: "userName"},
		`name.givenName`:                            {Attr: "name", Sub: "givenName"},
		`emails[type eq "work"].value`:              {Attr: "emails", Filter: work, Sub: "value"},
		`addresses[type eq "work"].Formatted`:       {Attr: "addresses", Filter: work, Sub: "Formatted"},
		`roles[primary eq "True"].value`:            {Attr: "roles", Filter: mapping.PathFilter{Sub: "primary", Value: "True"}, Sub: "value"},
		`roles[primary eq true].value`:              {Attr: "roles", Filter: mapping.PathFilter{Sub: "primary", Value: "true", Bare: true}, Sub: "value"},
		`ims[type eq "a\"b\\c"]`:                    {Attr: "ims", Filter: mapping.PathFilter{Sub: "type", Value: `a"b\c`}},
		enterprise + `:department`:                  {URN: enterprise, Attr: "department"},
		enterprise + `:manager.value`:               {URN: enterprise, Attr: "manager", Sub: "value"},
		enterprise + `:things[type eq "a:b"].value`: {URN: enterprise, Attr: "things", Filter: mapping.PathFilter{Sub: "type", Value: "a:b"}, Sub: "value"},
		`members.$ref`:                              {Attr: "members", Sub: "$ref"},
	} {
		got, err := mapping.ParseTargetPath(text)
		if err != nil || got != want {
			t.Errorf("ParseTargetPath(%s): got %+v (%v), want %+v", text, got, err, want)
		}
		if got.String() != text {
			t.Errorf("ParseTargetPath(%s).String(): got %s, want the name as it was written", text, got)
		}
	}
}

func TestParseTargetPathErrors(t *testing.T) {
	for text, want := range map[string]string{
		``:                               "empty",
		`emails[type eq "work"].value.x`: "at most one filter and one sub-attribute",
		`emails[type ne "work"].value`:   "only the operator eq",
		`emails[type eq work].value`:     "true, false or an integer",
		`emails[type eq "work".value`:    "closing bracket",
		`emails[type eq "work`:           "not closed",
		`emails[type  eq "work"].value`:  "only the operator eq",
		`emails[].value`:                 "no sub-attribute",
		`emails["work"]`:                 "no sub-attribute",
		`name.`:                          "sub-attribute name is missing",
		`.name`:                          "does not begin with a name",
		`1name`:                          "does not begin with a name",
		`my name`:                        "unexpected",
		`foo:bar`:                        "is not a URN",
		`urn:a::b`:                       "empty part",
		`urn:a b:c`:                      "no URN may have",
		`urn:a:`:                         "attribute name is missing",
		`$`:                              "does not begin with a name",
		strings.Repeat("a", 2000):        "limit is 1024",
	} {
		if _, err := mapping.ParseTargetPath(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ParseTargetPath(%.40q): got error %v, want one about %q", text, err, want)
		}
	}
}

func TestPathIsIgnoresLetterCase(t *testing.T) {
	a, b := mapping.MustParseTargetPath(`Emails[Type eq "work"].Value`), mapping.MustParseTargetPath(`emails[type eq "work"].value`)
	if !a.Is(b) || a == b {
		t.Errorf("%s and %s name the same attribute, written differently", a, b)
	}
	if c := mapping.MustParseTargetPath(`emails[type eq "Work"].value`); b.Is(c) {
		t.Errorf("%s and %s differ in their literal", b, c)
	}
}

func TestTargetPathRoundTrip(t *testing.T) {
	name := rapid.StringMatching(`[A-Za-z][A-Za-z0-9_-]{0,6}`)
	rapid.Check(t, func(t *rapid.T) {
		p := mapping.TargetPath{Attr: name.Draw(t, "attribute")}
		if rapid.Bool().Draw(t, "with URN") {
			p.URN = "urn:" + rapid.StringMatching(`[a-z0-9.]{1,5}(:[A-Za-z0-9.]{1,5}){0,3}`).Draw(t, "urn")
		}
		if rapid.Bool().Draw(t, "with filter") {
			p.Filter = mapping.PathFilter{Sub: name.Draw(t, "filter"), Value: rapid.String().Draw(t, "value")}
		}
		if rapid.Bool().Draw(t, "with sub-attribute") {
			p.Sub = name.Draw(t, "sub")
		}
		if len(p.String()) > 1024 {
			t.Skip("longer than a name may be")
		}
		if got, err := mapping.ParseTargetPath(p.String()); err != nil || got != p {
			t.Fatalf("%s: got %+v (%v), want %+v", p, got, err, p)
		}
	})
}

func FuzzParseTargetPath(f *testing.F) {
	for _, s := range []string{`emails[type eq "work"].value`, enterprise + ":department", `a[b eq true]`, `a[b eq "\"]`, `urn:x:y.z`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := mapping.ParseTargetPath(text)
		if err == nil && p.String() != text {
			t.Fatalf("ParseTargetPath(%q).String() = %q, want the input", text, p)
		}
	})
}
