package expr_test

import "testing"

func TestLogicFunctions(t *testing.T) {
	runVectors(t, []vector{
		{`IIF([country]="USA",[country],[department])`, attrs("country", "USA", "department", "Sales"), `"USA"`},
		{`IIF([country]="USA",[country],[department])`, attrs("country", "FR", "department", "Sales"), `"Sales"`},
		{`IIF([country]="USA",IIF([state]="CA","True","False"),"False")`, attrs("country", "USA", "state", "CA"), `"True"`},
		{`IIF([country]="USA",IIF([state]="CA","True","False"),"False")`, attrs("country", "USA", "state", "NY"), `"False"`},
		{`IIF([country]="USA","True",IIF([state]="CA","True","False"))`, attrs("country", "FR", "state", "CA"), `"True"`},
		{`IIF([x]="a","1","2")`, nil, `∅`},
		{`IIF([x]="a","1","2")`, attrs("x", ""), `∅`},
		{`IIF([x]="","1","2")`, nil, `∅`},
		{`IIF([x]="","1","2")`, attrs("x", ""), `∅`},
		{`IIF([x]="","1","2")`, attrs("x", "v"), `"2"`},
		{`IIF(IsNullOrEmpty([x]),"1","2")`, nil, `∅`},
		{`IIF(IsNullOrEmpty([x]),"1","2")`, attrs("x", "v"), `"2"`},
		{`IIF(IsPresent([x]),"1","2")`, attrs("x", "v"), `"1"`},
		{`IIF([StatusRehire]=1,"y","n")`, attrs("StatusRehire", "01"), `"y"`},
		{`IIF([n] > 5,"y","n")`, attrs("n", "10"), `"y"`},
		{`IIF([n] > "5x","y","n")`, attrs("n", "10"), `"n"`},
		{`IIF([n] >= 10,"y","n")`, attrs("n", "10"), `"y"`},
		{`IIF([n] < 10,"y","n")`, attrs("n", "10"), `"n"`},
		{`IIF([n] <= 10,"y","n")`, attrs("n", "10"), `"y"`},
		{`IIF([n] <> 10,"y","n")`, attrs("n", "10"), `"n"`},
		{`IIF(InStr([x], "b")=0,"absent","present")`, attrs("x", "abc"), `"present"`},
		{`IIF([x]="a", , "2")`, attrs("x", "a"), `∅`},
		{`IIF("a"="a","1",Item([x], 1))`, nil, `"1"`},

		{`Switch([state], "Australia/Sydney", "NSW", "Australia/Sydney","QLD", "Australia/Brisbane", "SA", "Australia/Adelaide")`, attrs("state", "QLD"), `"Australia/Brisbane"`},
		{`Switch([state], "Australia/Sydney", "NSW", "Australia/Sydney","QLD", "Australia/Brisbane", "SA", "Australia/Adelaide")`, attrs("state", "qld"), `"Australia/Sydney"`},
		{`Switch([IsSoftDeleted], , "False", "True", "True", "False")`, attrs("IsSoftDeleted", "False"), `"True"`},
		{`Switch([IsSoftDeleted], , "False", "True", "True", "False")`, attrs("IsSoftDeleted", "True"), `"False"`},
		{`Switch([IsSoftDeleted], , "False", "True", "True", "False")`, attrs("IsSoftDeleted", "maybe"), `∅`},
		{`Switch([IsSoftDeleted], , "False", "True", "True", "False")`, nil, `∅`},
		{`Switch(ToLower([statusFlag]), "0", "true", "1", "false", "0")`, attrs("statusFlag", "TRUE"), `"1"`},
		{`Switch([statusFlag], "Default Value", "true", "1", "", "0")`, attrs("statusFlag", ""), `"0"`},
		{`Switch([statusFlag], "Default Value", "true", "1", "", "0")`, nil, `"0"`},
		{`Switch([country],[country],"","Other")`, nil, `"Other"`},
		{`Switch([x],[x],"","Other")`, attrs("x", ""), `"Other"`},
		{`Switch([country],[country],"","Other")`, attrs("country", "FR"), `"FR"`},
		{`Switch(IsPresent([jobTitle]), "DefaultValue", "True", [jobTitle])`, nil, `"DefaultValue"`},

		{`Coalesce([mail],[userPrincipalName])`, attrs("userPrincipalName", "John.Doe@contoso.com"), `"John.Doe@contoso.com"`},
		{`Coalesce([a],[b],"none")`, nil, `"none"`},
		{`Coalesce([a],[b])`, nil, `∅`},
		{`Coalesce([a],"none")`, attrs("a", ""), `""`},

		{`Not("True")`, nil, `"False"`},
		{`Not("False")`, nil, `"True"`},
		{`Not([x])`, nil, `"True"`},
		{`Not("true")`, nil, `"True"`},
	})
}

func TestTypeFunctions(t *testing.T) {
	runVectors(t, []vector{
		{`IsNull([a])`, nil, `"True"`},
		{`IsNull([a])`, attrs("a", "x"), `"False"`},
		{`IsNull([a])`, attrs("a", ""), `"False"`},
		{`IsNothing([a])`, nil, `"True"`},
		{`IsNullOrEmpty("")`, nil, `"True"`},
		{`IsNullorEmpty([a])`, nil, `"True"`},
		{`IsPresent("x")`, nil, `"True"`},
		{`IsPresent("")`, nil, `"False"`},
		{`IsString([a])`, attrs("a", "x"), `"True"`},
		{`IsString([a])`, nil, `"False"`},
		{`CBool([a] = [b])`, attrs("a", "1", "b", "1"), `"True"`},
		{`CBool([a] = [b])`, attrs("a", "1", "b", "2"), `"False"`},
		{`CBool([a] = [b])`, nil, `"False"`},
		{`CBool(0)`, nil, `"False"`},
		{`CBool(2)`, nil, `"True"`},
		{`CStr(5)`, nil, `"5"`},
		{`CStr([flag])`, attrs("flag", "True"), `"True"`},
		{`CStr([dn])`, attrs("dn", "cn=Joe,dc=contoso,dc=com"), `"cn=Joe,dc=contoso,dc=com"`},
		{`BitAnd(&HF, &HF7)`, nil, `"7"`},
		{`BitAnd(12, 10)`, nil, `"8"`},
		{`BitAnd(5, 2)`, nil, `"0"`},
		{`BitAnd([userAccountControl], 2)`, attrs("userAccountControl", "514"), `"2"`},
		{`BitAnd("x", 2)`, nil, ``},
		{`BitAnd(&HFFFFFFFFFFFFFFFFFF, 2)`, nil, ``},
	})
}
