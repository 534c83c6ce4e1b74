package expr_test

import (
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/expr"
)

func TestTextFunctions(t *testing.T) {
	runVectors(t, []vector{
		{`Append([userPrincipalName], ".test")`, attrs("userPrincipalName", "John.Doe@contoso.com"), `"John.Doe@contoso.com.test"`},
		{`Append("a", "b")`, nil, `"ab"`},
		{`Append([x], "")`, attrs("x", "q"), `"q"`},
		{`Append([x], "b")`, nil, `∅`},
		{`Append([otherMails], "!")`, expr.Attributes{"otherMails": {"x", "y"}}, `["x!", "y!"]`},
		{`Append(Mid([givenName], 1, 3), Mid([surname], 1, 5))`, attrs("givenName", "John", "surname", "Doe"), `"JohDoe"`},
		{`Prepend("x-", [a])`, attrs("a", "1"), `"x-1"`},

		{`Join(", ", "", [surname], [givenName])`, attrs("surname", "Doe", "givenName", "John"), `"Doe, John"`},
		{`Join("-", "a", "b", "c")`, nil, `"a-b-c"`},
		{`Join(" ", [givenName], [surname])`, attrs("surname", "Doe"), `"Doe"`},
		{`Join(" ", [givenName], [surname])`, nil, `∅`},
		{`Join(",", [otherMails])`, expr.Attributes{"otherMails": {"x", "y"}}, `"x,y"`},
		{`Join("", 1000, "x")`, nil, `"1000x"`},

		{`Left("John Doe", 3)`, nil, `"Joh"`},
		{`Left("John Doe", 0)`, nil, `""`},
		{`Left("John Doe", -1)`, nil, `"John Doe"`},
		{`Left([x], 3)`, nil, `""`},
		{`Left("John", 99)`, nil, `"John"`},

		{`Mid("John Doe", 6, 999)`, nil, `"Doe"`},
		{`Mid("John Doe", 3, 5)`, nil, `"hn Do"`},
		{`Mid("userPrincipalName", 1, 8)`, nil, `"userPrin"`},
		{`Mid([x], "1", "1")`, attrs("x", "abc"), `"a"`},
		{`Mid("abc", 2, 0)`, nil, `""`},
		{`Mid("abc", 9, 1)`, nil, `"abc"`},
		{`Mid("abc", 0, 1)`, nil, `"abc"`},
		{`Mid("abc", 1, -1)`, nil, `"abc"`},
		{`Mid([x], 1, 1)`, nil, `∅`},
		{`Mid("abc", "one", 1)`, nil, ``},

		{`InStr("The quick brown fox", "quick")`, nil, `"5"`},
		{`InStr("repEated", "e", 3, vbBinaryCompare)`, nil, `"7"`},
		{`InStr("repEated", "e", 3, vbTextCompare)`, nil, `"4"`},
		{`InStr("abc", "z")`, nil, `"0"`},
		{`InStr("abc", "a", 0)`, nil, ``},
		{`InStr("abc", "a", 9)`, nil, `"0"`},

		{`Word("The quick brown fox", 3, " ")`, nil, `"brown"`},
		{`Word("This,string!has&many separators", 3, ",!&#")`, nil, `"has"`},
		{`Word("a b", 0, " ")`, nil, `""`},
		{`Word("a b", 3, " ")`, nil, `""`},
		{`Word([x], 1, " ")`, nil, `""`},

		{`StripSpaces([x])`, attrs("x", "van der Berg"), `"vanderBerg"`},
		{`StripSpaces(" a b ")`, nil, `"ab"`},
		{"StripSpaces([x])", attrs("x", "a\tb"), "\"a\tb\""},
	})
}

func TestCaseFunctions(t *testing.T) {
	runVectors(t, []vector{
		{`ToLower("John.Smith")`, nil, `"john.smith"`},
		{`ToUpper("John.Smith")`, nil, `"JOHN.SMITH"`},
		{`ToLower("TITLE", "tr-TR")`, nil, `"tıtle"`},
		{`ToLower("TITLE", )`, nil, `"title"`},
		{`ToUpper("straße ı")`, nil, `"STRAßE ı"`},
		{`ToLower("x", "no culture!")`, nil, ``},
		{
			`ToLower(Join("@", NormalizeDiacritics(StripSpaces(Join(".", [PreferredFirstName], [PreferredLastName]))), "contoso.com"))`,
			attrs("PreferredFirstName", "John", "PreferredLastName", "Smith"), `"john.smith@contoso.com"`,
		},
		{`PCase("PABLO GONSALVES (SECOND)")`, nil, `"Pablo Gonsalves (Second)"`},
		{`PCase("PINTO-DE'SILVA", " '-")`, nil, `"Pinto-De'Silva"`},
		{`PCase(Join(" ", "GREGORY", "JAMES"))`, nil, `"Gregory James"`},
		{`PCase("mc-donald", "-")`, nil, `"Mc-Donald"`},
		{`PCase("john smith", "-")`, nil, `"John smith"`},
		{`PCase("st john's hospital")`, nil, `"St John's Hospital"`},
		{`NormalizeDiacritics("Zoë")`, nil, `"Zoe"`},
		{`NormalizeDiacritics("Müller-Lüdenscheidt")`, nil, `"Muller-Ludenscheidt"`},
		{`NormalizeDiacritics("Bjørn Æsir")`, nil, `"Bjoern AEsir"`},
		{`NormalizeDiacritics("Straße")`, nil, `"Strasse"`},
		{`NormalizeDiacritics([x])`, nil, `∅`},
	})
}

func TestListFunctions(t *testing.T) {
	ab := expr.Attributes{"a": {"a", "b"}, "aba": {"a", "b", "a"}, "aA": {"a", "A"}, "one": {"x"}}
	runVectors(t, []vector{
		{`Count([a])`, ab, `"2"`},
		{`Count([one])`, ab, `"1"`},
		{`Count([none])`, ab, `"0"`},
		{`Item([a], 1)`, ab, `"a"`},
		{`Item([a], 2)`, ab, `"b"`},
		{`Item([a], 3)`, ab, ``},
		{`Item([a], 0)`, ab, ``},
		{`RemoveDuplicates([aba])`, ab, `["a", "b"]`},
		{`RemoveDuplicates([aA])`, ab, `["a", "A"]`},
		{`RemoveDuplicates([one])`, ab, `"x"`},
		{`RemoveDuplicates([none])`, ab, `∅`},
		{`Split("PermissionSetOne, PermissionSetTwo", ",")`, nil, `["PermissionSetOne", "PermissionSetTwo"]`},
		{`Split("a,b", ",")`, nil, `["a", "b"]`},
		{`Split("abc", ",")`, nil, `["abc"]`},
		{`Split([none], ",")`, nil, `∅`},
		{`Split("abc", "")`, nil, ``},
	})
}

func TestEncodingFunctions(t *testing.T) {
	runVectors(t, []vector{
		{`ConvertToBase64("Hello world!")`, nil, `"SABlAGwAbABvACAAdwBvAHIAbABkACEA"`},
		{`ConvertToBase64("A")`, nil, `"QQA="`},
		{`ConvertToBase64("ab")`, nil, `"YQBiAA=="`},
		{`ConvertToBase64("Zoë")`, nil, `"WgBvAOsA"`},
		{`ConvertToUTF8Hex("Hello world!")`, nil, `"48656C6C6F20776F726C6421"`},
		{`ConvertToUTF8Hex("Zoë")`, nil, `"5A6FC3AB"`},
		{`ConvertToUTF8Hex("ß")`, nil, `"C39F"`},
		{
			`Join("", 1000, Replace(ConvertToUTF8Hex([objectId]), , "[a-zA-Z_]*", , "", , ))`,
			attrs("objectId", "d05e47b1-3909-445a-ba5e-ca60cbc0e4b4"),
			`"100064303565343762312333930392343435612626135652636136306362633065346234"`,
		},
	})
}
