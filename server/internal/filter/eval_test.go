package filter_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/server/internal/filter"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

const ent = scim.SchemaEnterpriseUser

var ada = scim.Object{
	"schemas":    []any{scim.SchemaUser, ent},
	"id":         "aB-1",
	"externalId": "Ada",
	"userName":   "Ada@Contoso.example",
	"name":       scim.Object{"familyName": "O'Malley", "givenName": "Ada"},
	"active":     true,
	"title":      "",
	"emails": []any{
		scim.Object{"value": "ada@contoso.example", "type": "work", "primary": true},
		scim.Object{"value": "ada@home.example", "type": "home"},
	},
	"profileUrl": "https://x.example/Ada",
	ent:          scim.Object{"department": "Optics", "manager": scim.Object{"value": "U42"}},
	"meta": scim.Object{
		"resourceType": "User", "created": "2026-03-01T10:00:00Z", "lastModified": "2026-03-02T12:00:00.5+02:00",
	},
}

var optics = scim.Object{
	"schemas": []any{scim.SchemaGroup}, "id": "G1", "displayName": "Optics EU",
	"members": []any{scim.Object{"value": "U7"}, scim.Object{"value": "U8", "type": "Group"}},
}

func compile(t *testing.T, src, typ string, mode schema.Mode) (*filter.Program, error) {
	t.Helper()
	e, err := filter.Parse(src, filter.Limits{Unquoted: mode.UnquotedLiterals})
	if err != nil {
		return nil, err
	}
	return filter.Compile(e, schema.Core().ResourceType(typ), mode)
}

func TestMatchUser(t *testing.T) {
	tests := map[string]bool{
		`userName eq "ada@contoso.EXAMPLE"`:                 true, // Q36
		`userName eq "ada"`:                                 false,
		`userName ne "ada@contoso.example"`:                 false,
		`userName ne "bob"`:                                 true,
		`userName co "CONTOSO"`:                             true,
		`userName sw "ada"`:                                 true,
		`userName sw "ada@contoso.example"`:                 true,
		`userName ew ".EXAMPLE"`:                            true,
		`userName sw "b"`:                                   false,
		`userName gt "ABC"`:                                 true, // "ada…" after "abc", letter case aside
		`userName lt "ADB"`:                                 true,
		`userName ge "ada@contoso.example"`:                 true,
		`userName le "ada@contoso.example"`:                 true,
		`externalId eq "Ada"`:                               true, // Q07: case-exact
		`externalId eq "ada"`:                               false,
		`id eq "aB-1"`:                                      true,
		`id eq "ab-1"`:                                      false,
		`profileUrl eq "https://x.example/ada"`:             false, // a reference is case-exact
		`profileUrl sw "https://x"`:                         true,
		`name.familyName co "o'malley"`:                     true,
		`NAME.GIVENNAME eq "ADA"`:                           true, // Q37
		`active eq true`:                                    true,
		`active ne true`:                                    false,
		`active eq "True"`:                                  true, // Q03
		`active eq "FALSE"`:                                 false,
		`title pr`:                                          false, // the empty string is no value
		`nickName pr`:                                       false,
		`name pr`:                                           true,
		`emails pr`:                                         true,
		`phoneNumbers pr`:                                   false,
		`nickName eq null`:                                  true,
		`userName eq null`:                                  false,
		`userName ne null`:                                  true,
		`nickName ne "x"`:                                   true,
		`nickName eq "x"`:                                   false,
		`nickName gt "x"`:                                   false,
		`nickName co ""`:                                    false,
		`emails.value eq "ADA@home.example"`:                true,
		`emails co "home.example"`:                          true, // FLT-022
		`emails eq "nobody"`:                                false,
		`emails.type eq "work"`:                             true,
		`emails[type eq "work" and value co "@contoso"]`:    true,
		`emails[type eq "work" and value co "@home"]`:       false, // FLT-024
		`emails.type eq "work" and emails.value co "@home"`: true,
		`emails[type eq "work"].value eq "ada@contoso.example"`:    true, // Q16
		`emails[type eq "home"].value eq "ada@contoso.example"`:    false,
		`emails[type eq "fax"]`:                                    false,
		`emails[not (type eq "work")]`:                             true,
		`emails[primary eq true]`:                                  true,
		`emails[primary eq "True"].value eq "ada@contoso.example"`: true, // Q30, Q43
		`emails[primary eq false].type eq "home"`:                  true, // unset is false
		`emails[type eq "work" or type eq "x"].primary eq true`:    true,
		`phoneNumbers[type eq "work"]`:                             false,
		`name[givenName eq "Ada"]`:                                 true, // a single value is a list of one
		ent + `:department eq "optics"`:                            true,
		ent + `:manager.value eq "U42"`:                            true,
		ent + `:manager eq "U42"`:                                  true,
		`manager eq "U42"`:                                         true, // Q44
		`manager eq "u42"`:                                         false,
		ent + `:manager[value eq "U42"]`:                           true,
		ent + `:division pr`:                                       false,
		scim.SchemaUser + `:userName sw "A"`:                       true, // Q42
		strings.ToUpper(scim.SchemaUser) + `:username sw "A"`:      true,
		`schemas eq "` + ent + `"`:                                 true,
		`schemas eq "urn:x"`:                                       false,
		`meta.resourceType eq "User"`:                              true,
		`meta.created gt "2026-03-01T09:59:59Z"`:                   true,
		`meta.created ge "2026-03-01T12:00:00+02:00"`:              true,
		`meta.created eq "2026-03-01T11:00:00+01:00"`:              true,
		`meta.created lt "2026-03-01T10:00:00Z"`:                   false,
		`meta.created ge "2026-03-01"`:                             true,
		`meta.created sw "2026-03"`:                                true,
		`meta.lastModified le "2026-03-02T10:00:00.500Z"`:          true,
		`meta.lastModified lt "2026-03-02T10:00:00.500Z"`:          false,
		`title pr or userName pr and nickName pr`:                  false,
		`(userName pr or title pr) and active eq true`:             true,
		`userName pr or title pr and nickName pr`:                  true,
		`not (userName eq "bob") and active eq true`:               true,
		`not (title pr)`:                                           true,
	}
	for src, want := range tests {
		p, err := compile(t, src, "User", schema.ModeEntra())
		if err != nil {
			t.Errorf("%s: refused: %v", src, err)
			continue
		}
		if got := p.Match(ada); got != want {
			t.Errorf("%s: got %v, want %v", src, got, want)
		}
	}
}

func TestMatchGroup(t *testing.T) {
	for src, want := range map[string]bool{
		`id eq "G1" and members eq "U7"`:             true, // Q44
		`id eq "G1" and members eq "u7"`:             false,
		`members.value eq "U8"`:                      true,
		`members[value eq "U7"]`:                     true,
		`members[value eq "U7" and type eq "Group"]`: false,
		`displayName eq "optics eu"`:                 true,
		`displayName eq "Optics"`:                    false,
		`members pr`:                                 true,
	} {
		p, err := compile(t, src, "Group", schema.ModeEntra())
		if err != nil || p.Match(optics) != want {
			t.Errorf("%s: want %v (%v)", src, want, err)
		}
	}
}

func TestCompileRefuses(t *testing.T) {
	entra, strict := schema.ModeEntra(), schema.ModeStrict()
	tests := map[string]struct {
		src  string
		mode schema.Mode
		want string
	}{
		"unknown attribute":   {`active pr and shoeSize gt 5`, entra, `"shoeSize" is not an attribute of resource type User at column 15`},
		"negated unknown":     {`not (shoeSize eq 1)`, entra, "shoeSize"},
		"unknown part":        {`emails[shoe eq "x"]`, entra, `"shoe" is not a sub-attribute of emails at column 8`},
		"password":            {`password sw "a"`, entra, "never returned"},
		"password presence":   {`password pr`, entra, "never returned"},
		"order of booleans":   {`active gt false`, entra, "operator gt does not apply"},
		"part of a boolean":   {`active co "t"`, entra, "operator co does not apply"},
		"order of binaries":   {`x509Certificates.value lt "a"`, entra, "operator lt does not apply"},
		"string for boolean":  {`active eq "perhaps"`, entra, "must be true or false"},
		"no date":             {`meta.created gt "yesterday"`, entra, "must be a dateTime"},
		"number for a date":   {`meta.created gt 5`, entra, "must be a dateTime"},
		"complex":             {`name eq "Ada"`, entra, "name one of its sub-attributes, as in name.formatted"},
		"order of null":       {`title gt null`, entra, "eq and ne"},
		"filter on simple":    {`userName[value eq "x"]`, entra, "cannot have a value filter"},
		"filter on part":      {`name.givenName[value eq "x"]`, entra, "sub-attribute"},
		"nested brackets":     {`emails[type[value eq "x"]]`, entra, "brackets inside brackets"},
		"schema alone":        {ent + ` pr`, entra, "not an attribute"},
		"strict: string bool": {`active eq "true"`, strict, "must be true or false"},
		"strict: bool string": {`userName eq true`, strict, "must be a string in double quotes"},
		"strict: number":      {`userName eq 5`, strict, "must be a string in double quotes"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			p, err := compile(t, tc.src, "User", tc.mode)
			var e *scim.Error
			if !errors.As(err, &e) || e.ScimType != scim.InvalidFilter || !strings.Contains(e.Detail, tc.want) {
				t.Errorf("%s: got %v (%v), want invalidFilter: … %s …", tc.src, p, err, tc.want)
			}
		})
	}
}

func TestUnquotedNumberComparesWithStrings(t *testing.T) {
	obj := scim.Object{ent: scim.Object{"employeeNumber": "701984"}}
	p, err := compile(t, ent+`:employeeNumber eq 701984`, "User", schema.ModeEntra())
	if err != nil || !p.Match(obj) {
		t.Errorf("Q78: an unquoted value that looks like a number is still a string (%v)", err)
	}
}

func TestEqualities(t *testing.T) {
	tests := map[string]struct {
		typ, want string
		only      bool
	}{
		`userName eq "A"`:                             {"User", `userName=A`, true},
		`id eq "G1" and members eq "U7"`:              {"Group", `id=G1 members.value=U7`, true},
		`externalId eq "e" and active eq true`:        {"User", `externalId=e`, false},
		`userName eq "a" or id eq "b"`:                {"User", ``, false},
		`not (userName eq "a")`:                       {"User", ``, false},
		`userName eq "a" and (title pr or id eq "b")`: {"User", `userName=a`, false},
		`emails[type eq "work"].value eq "x"`:         {"User", `emails.type=work emails.value=x`, false},
		`members[value eq "U7"]`:                      {"Group", `members.value=U7`, false},
		`userName co "a"`:                             {"User", ``, false},
		`manager eq "U1"`:                             {"User", ent + `:manager.value=U1`, true},
		`userName eq null`:                            {"User", ``, false},
	}
	for src, tc := range tests {
		p, err := compile(t, src, tc.typ, schema.ModeEntra())
		if err != nil {
			t.Errorf("%s: %v", src, err)
			continue
		}
		var got []string
		for _, e := range p.Equalities() {
			got = append(got, e.Path.String()+"="+e.Value)
		}
		if s := strings.Join(got, " "); s != tc.want || p.IsEqualitiesOnly() != tc.only {
			t.Errorf("%s: got %q (nothing else: %v), want %q (%v)", src, s, p.IsEqualitiesOnly(), tc.want, tc.only)
		}
	}
}

func TestSelector(t *testing.T) {
	rt, mode := schema.Core().ResourceType("User"), schema.ModeEntra()
	sel := func(path string) (*filter.Selector, error) {
		p, err := filter.ParsePath(path, filter.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		at, _ := rt.Resolve(p.Attr)
		return filter.CompileSelector(p.Filter, at, rt, mode)
	}
	s, err := sel(`roles[primary eq "True" and type eq "x"].value`)
	if err != nil {
		t.Fatal(err)
	}
	if !s.Match(scim.Object{"primary": true, "type": "X"}) || s.Match(scim.Object{"primary": true}) {
		t.Error("a selector matches elements as the filter says")
	}
	pairs, plain := s.Pairs()
	if !plain || len(pairs) != 2 || pairs[0].Sub.Name != "primary" || pairs[0].Value != true || pairs[1].Value != "x" {
		t.Errorf("pairs must come in the type of the schema, got %v (%v)", pairs, plain)
	}
	for _, path := range []string{`emails[type ne "work"]`, `emails[type eq "a" or type eq "b"]`, `emails[type pr]`} {
		s, err := sel(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, plain := s.Pairs(); plain {
			t.Errorf("%s does not describe an element", path)
		}
	}
	if _, err := sel(`userName[value eq "x"]`); err == nil {
		t.Error("a simple single value cannot have a value filter")
	}
}

func FuzzMatch(f *testing.F) {
	f.Add(`emails[type eq "work"].value eq "x"`)
	f.Add(`meta.created gt "2026-03-01T09:59:59Z" or not (active eq "True")`)
	f.Fuzz(func(t *testing.T, src string) {
		p, err := compile(t, src, "User", schema.ModeEntra())
		if err != nil {
			return
		}
		n, err := compile(t, "not ("+src+")", "User", schema.ModeEntra())
		if err == nil && p.Match(ada) == n.Match(ada) {
			t.Fatalf("%q and its negation agree", src)
		}
		p.Match(scim.Object{})
	})
}
