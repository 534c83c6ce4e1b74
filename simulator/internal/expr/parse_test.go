package expr_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/expr"
)

func TestParsePrintsCanonicalForm(t *testing.T) {
	for text, want := range map[string]string{
		`[mail]`:      `[mail]`,
		`"a\\b\"c\d"`: `"a\\b\"c\\d"`,
		`Replace([preferredLanguage], "-", , , "_", ,  )`:             `Replace([preferredLanguage], "-", , , "_", , )`,
		"Join ( \" \" ,\n\t[givenName],[surname] )":                   `Join(" ", [givenName], [surname])`,
		`IIF([country]="USA",[a],[b])`:                                `IIF([country] = "USA", [a], [b])`,
		`Switch([IsSoftDeleted], , "False", "True", "True", "False")`: `Switch([IsSoftDeleted], , "False", "True", "True", "False")`,
		`BitAnd(&HF,-7)`: `BitAnd(&HF, -7)`,
		`Now( )`:         `Now()`,
	} {
		e, err := expr.Parse(text)
		if err != nil {
			t.Errorf("parse %s: %v", text, err)
			continue
		}
		if got := e.String(); got != want {
			t.Errorf("canonical form of %s: got %s, want %s", text, got, want)
		}
	}
}

func TestParseErrors(t *testing.T) {
	deep := strings.Repeat("ToLower(", 101) + `"x"` + strings.Repeat(")", 101)
	for name, c := range map[string]struct {
		text         string
		line, column int
		want         string // part of the message
	}{
		"unknown function":         {`ToLowr([mail])`, 1, 1, "did you mean ToLower?"},
		"wrong case":               {`tolower([mail])`, 1, 1, "case-sensitive"},
		"nested unknown":           {"Join(\" \",\n  Foo([a]))", 2, 3, `unknown function "Foo"`},
		"too few arguments":        {`Mid([a], 1)`, 1, 1, "Mid has 2 arguments; the form is Mid(source, start, length)"},
		"too many arguments":       {`Not([a], "b")`, 1, 1, "Not has 2 arguments"},
		"odd switch":               {`Switch([a], "d", "k")`, 1, 1, "even number"},
		"blank required":           {`Append(, "b")`, 1, 8, "the argument source of Append is blank"},
		"unclosed text":            {`Append([a], "b)`, 1, 13, "the text is not closed"},
		"unclosed attribute":       {`Append([a, "b")`, 1, 8, "the attribute is not closed"},
		"empty attribute":          {`ToLower([])`, 1, 9, "no name"},
		"unclosed call":            {`Append([a], "b"`, 1, 16, "Append is not closed"},
		"missing comma":            {`Append([a] "b")`, 1, 12, "separated by commas"},
		"trailing text":            {`ToLower([a]) [b]`, 1, 14, "after the end of the expression"},
		"empty":                    {``, 1, 1, "ends too early"},
		"bare word":                {`ToLower(mail)`, 1, 9, "attributes stand in brackets"},
		"function as word":         {`Append(ToLower, "x")`, 1, 8, "ToLower has no arguments"},
		"concatenation":            {`Append([a] & "b", "c")`, 1, 12, "use Append or Join"},
		"smart quotes":             {`Append([a], “b”)`, 1, 13, "straight double quotation marks"},
		"and":                      {`IIF([a]="1" AND [b]="2", "x", "y")`, 1, 13, "after an argument"},
		"comparison outside":       {`Append([a]="b", "c")`, 1, 11, "outside a condition"},
		"comparison at top":        {`[a] = "b"`, 1, 5, "outside a condition"},
		"comparison second":        {`IIF("a"="a", [b]="c", "d")`, 1, 17, "outside a condition"},
		"double comparison":        {`IIF("a"="a"="a", "b", "c")`, 1, 12, "one comparison"},
		"keyword elsewhere":        {`Append([a], vbTextCompare)`, 1, 13, "fourth argument of InStr"},
		"keyword alone":            {`IgnoreAttributeFlow`, 1, 1, "cannot stand alone"},
		"decimal number":           {`Left([a], 1.5)`, 1, 11, "whole numbers"},
		"lonely minus":             {`Left([a], -)`, 1, 11, "not followed by digits"},
		"one unique value":         {`SelectUniqueValue([a])`, 1, 1, "SelectUniqueValue has 1 argument"},
		"nested unique value":      {`ToLower(SelectUniqueValue([a], [b]))`, 1, 9, "it must be the outermost function"},
		"cloud sync function":      {`Trim([a])`, 1, 1, "cloud sync jobs only"},
		"too deep":                 {deep, 1, 801, "nested more than 100 deep"},
		"too long":                 {`ToLower("` + strings.Repeat("x", 10_000) + `")`, 1, 1, "the limit is 10000"},
		"column counts characters": {`Append("äöü", “b”)`, 1, 15, "unexpected character"},
		"not UTF-8":                {"ToLower(\"\xff\")", 1, 1, "not valid UTF-8"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := expr.Parse(c.text)
			var at *expr.SyntaxError
			if !errors.As(err, &at) {
				t.Fatalf("parse %.60q: got error %v, want a *SyntaxError", c.text, err)
			}
			if at.Pos.Line != c.line || at.Pos.Column != c.column {
				t.Errorf("parse %.60q: error at %s, want line %d, column %d", c.text, at.Pos, c.line, c.column)
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("parse %.60q: got %q, want it to contain %q", c.text, err, c.want)
			}
		})
	}
}

func TestAttributes(t *testing.T) {
	e, err := expr.Parse(`IIF([a] = [b], Join(" ", [c]), [a])`)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, a := range e.Attributes() {
		got = append(got, a.Name+"@"+a.At.String())
	}
	want := "a@line 1, column 5 b@line 1, column 11 c@line 1, column 26 a@line 1, column 32"
	if strings.Join(got, " ") != want {
		t.Errorf("attributes of %s: got %v, want %s", e, got, want)
	}
	if !e.Reads("c") || e.Reads("C") {
		t.Errorf("Reads is case-sensitive: c %t, C %t", e.Reads("c"), e.Reads("C"))
	}
}

func TestFunctionsAreListed(t *testing.T) {
	var names []string
	for _, s := range expr.Functions() {
		names = append(names, s.Name)
	}
	const want = "AppRoleAssignments AppRoleAssignmentsComplex Append AssertiveAppRoleAssignmentsComplex BitAnd CBool CDate CStr Coalesce " +
		"ConvertToBase64 ConvertToUTF8Hex Count DateAdd DateDiff DateFromNum DefaultDomain FormatDateTime Guid IIF " +
		"IgnoreFlowIfNullOrEmpty InStr IsNothing IsNull IsNullOrEmpty IsPresent IsString Item Join Left Mid NormalizeDiacritics " +
		"Not Now NumFromDate PCase Prepend RandomString Redact RemoveDuplicates Replace SelectUniqueValue SingleAppRoleAssignment Split StripSpaces " +
		"Switch ToLower ToUpper Word"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("functions: got %s, want %s", got, want)
	}
}
