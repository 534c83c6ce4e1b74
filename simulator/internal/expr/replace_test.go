package expr_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/expr"
)

func TestReplace(t *testing.T) {
	runVectors(t, []vector{
		{`Replace([BusinessTitle],"Product Developer", , , "Software Engineer", , )`, attrs("BusinessTitle", "Product Developer"), `"Software Engineer"`},
		{`Replace([UserID],"<username>", , , , , "<username>@contoso.com")`, attrs("UserID", "jsmith"), `"jsmith@contoso.com"`},
		{`Replace([telephoneNumber], , "\\+(?<isdCode>\\d* )(?<phoneNumber>\\d{10})", , "${phoneNumber}", , )`, attrs("telephoneNumber", "+91 9998887777"), `"9998887777"`},
		// The page prints 19998887777, but + is not in the class.
		{`Replace([mobile], , "[()\\s-]+", , "", , )`, attrs("mobile", "+1 (999) 888-7777"), `"+19998887777"`},
		{`Replace([AddressLineData], ,"(?<streetNumber>^\\d*)","streetNumber", "888", , )`, attrs("AddressLineData", "545 Tremont Street"), `"888 Tremont Street"`},
		{`Replace([userPrincipalName], , "(?<Suffix>@(.)*)", "Suffix", "", , )`, attrs("userPrincipalName", "jsmith@contoso.com"), `"jsmith"`},
		{`Replace([telephoneNumber], , "\\+(?<isdCode>\\d* )(?<phoneNumber>\\d{10})", "phoneNumber" , , [mobile], )`, attrs("telephoneNumber", "", "mobile", "+91 8887779999"), `"8887779999"`},
		{`Replace([telephoneNumber], , "\\+(?<isdCode>\\d* )(?<phoneNumber>\\d{10})", "phoneNumber" , , [mobile], )`, attrs("telephoneNumber", "1", "mobile", "+91 8887779999"), `"1"`},
		{`Replace([telephoneNumber], , "(?<p>\\d{10})", "p" , , [mobile], )`, nil, `∅`},
		{`Replace([mailNickname], , "[a-zA-Z_]*", , "", , )`, attrs("mailNickname", "john_doe72"), `"72"`},
		{`Replace([mail], "@contoso.com", , ,"", ,)`, attrs("mail", "john.doe@contoso.com"), `"john.doe"`},
		{`Replace([preferredLanguage], "-", , , "_", ,  )`, attrs("preferredLanguage", "EN-US"), `"EN_US"`},
		// A single backslash in front of another character stands for itself (WDG).
		{`Replace([x], , "\+", , "00", , )`, attrs("x", "+49"), `"0049"`},
		{`Replace([x], , "^.*$", , "<$0>", , )`, attrs("x", "abc"), `"<abc>"`},
		{`Replace([x], , ".*", , "y", , )`, attrs("x", "abc"), `"yy"`},
		{`Replace([x], "-", , , "_", , )`, nil, `∅`},
		{`Replace("abc", "", , , "_", , )`, nil, ``},
		{`Replace("abc", "b", , , , , )`, nil, ``},
		{`Replace("abc", , [p], , "x", , )`, attrs("p", "("), ``},
		{`Replace("abc", , [p], , "x", , )`, attrs("p", "b+"), `"axc"`},
		{`Replace("abc", , "(?<a>b)", "c", "x", , )`, nil, ``},
	})
}

func TestReplaceRefusesWhatRE2CannotRun(t *testing.T) {
	for pattern, construct := range map[string]string{
		`a(?=b)`: "look-ahead", `(?<!a)b`: "look-behind", `(a)\\1`: "back-reference", `(?>a)`: "atomic group",
		`[a-z-[aeiou]]`: "class subtraction",
	} {
		text := `Replace("x", , "` + pattern + `", , "y", , )`
		var at *expr.SyntaxError
		if _, err := expr.Parse(text); !errors.As(err, &at) || !strings.Contains(err.Error(), construct) || at.Pos.Column != 16 {
			t.Errorf("parse %s: got %v, want an error at column 16 that names the %s", text, err, construct)
		}
		_, err := evaluate(t, `Replace("x", , [p], , "y", , )`, context(attrs("p", strings.ReplaceAll(pattern, `\\`, `\`))))
		if err == nil || !strings.Contains(err.Error(), construct) {
			t.Errorf("evaluate with the pattern %s: got %v, want an error that names the %s", pattern, err, construct)
		}
	}
}
