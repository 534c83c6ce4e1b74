package mapping_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
)

// document makes a schema whose user mapping has the given attribute mappings and scope, one a line; the attribute
// mappings begin in line 4.
func document(scope string, mappings ...string) string {
	if scope == "" {
		scope = "null"
	}
	return `{"id":"j","synchronizationRules":[{"name":"R","sourceDirectoryName":"Microsoft Entra ID","targetDirectoryName":"customappsso",
"objectMappings":[{"name":"Users","sourceObjectName":"User","targetObjectName":"` + enterprise + `","scope":` + scope + `,
"attributeMappings":[
` + strings.Join(mappings, ",\n") + `
]}]}]}`
}

// row makes an attribute mapping from a target, a matching precedence and an expression.
func row(target string, priority int, expression string) string {
	return fmt.Sprintf(`{"targetAttributeName":%q,"matchingPriority":%d,"source":{"expression":%q,"type":"Function"}}`, target, priority, expression)
}

const userNameRow = `{"targetAttributeName":"userName","matchingPriority":1,"source":{"expression":"[userPrincipalName]","name":"userPrincipalName"}}`

func scopeOf(operator, attribute, values string) string {
	return fmt.Sprintf(`{"groups":[{"name":"F","clauses":[{"operatorName":%q,"sourceOperandName":%q,"targetOperand":{"values":%s}}]}]}`, operator, attribute, values)
}

func TestProblems(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want string // part of the message
	}{
		"unknown source attribute": {document("", userNameRow, row("title", 0, "[jobtitle]")), "5:62: Users: title: unknown source attribute [jobtitle] at line 1, column 1; did you mean [jobTitle]? Attribute names are case-sensitive"},
		"unknown attribute inside": {document("", userNameRow, row("title", 0, `Join(" ", [givenName], [foo])`)), "unknown source attribute [foo] at line 1, column 24"},
		"unknown function":         {document("", userNameRow, row("title", 0, "Uppercase([jobTitle])")), `unknown function "Uppercase"`},
		"wrong argument count":     {document("", userNameRow, row("title", 0, "Mid([jobTitle], 1)")), "the form is Mid(source, start, length)"},
		"unique on every update":   {document("", userNameRow, row("title", 0, "SelectUniqueValue([mail], [jobTitle])")), "title: SelectUniqueValue at line 1, column 1 would give another value with every update; set \"Apply this mapping\""},
		"unique for matching":      {document("", userNameRow, row("title", 2, "SelectUniqueValue([mail], [jobTitle])")), "cannot be used on a matching attribute"},
		"no matching attribute":    {document("", row("userName", 0, "[userPrincipalName]")), "3:21: Users: no attribute is used to match objects"},
		"id mapped":                {document("", userNameRow, row("id", 0, "[objectId]")), "id is given by the target"},
		"entitlements":             {document("", userNameRow, row("entitlements", 0, "[jobTitle]")), "entitlements is not supported"},
		"duplicate target":         {document("", userNameRow, row("USERNAME", 0, "[mail]")), "5:24: Users: USERNAME: the target attribute is mapped twice"},
		"bad target path":          {document("", userNameRow, row(`emails[type eq work].value`, 0, "[mail]")), `parse target attribute "emails[type eq work].value"`},
		"multi-valued into single": {document("", userNameRow, row("title", 0, "[otherMails]")), "multi-valued and the target attribute takes one value; take one value, for example Item([otherMails], 1)"},
		"reference from text":      {document("", userNameRow, row(enterprise+":manager", 0, "[mail]")), "only a reference attribute can be its source"},
		"text from reference":      {document("", userNameRow, row("title", 0, "[manager]")), "[manager] is a reference and the target attribute is not"},
		"roles without function":   {document("", userNameRow, row("roles", 0, "[appRoleAssignments]")), "AssertiveAppRoleAssignmentsComplex"},
		"Switch on a reference":    {document("", userNameRow, row("title", 0, `Switch([manager], , "a", "b")`)), "cannot be used on the reference attribute [manager]"},
		"password":                 {document("", userNameRow, row("title", 0, "[passwordProfile.password]")), "passwords cannot be provisioned"},
		"samAccountName":           {document("", userNameRow, row("title", 0, "[samAccountName]")), "not available as a source attribute"},
		"match by constant":        {document("", row("userName", 1, `"x"`)), "type Constant cannot match objects"},
		"match by reference":       {document("", userNameRow, row(enterprise+":manager", 2, "[manager]")), "reference and multi-valued attributes cannot match"},
		"negative precedence":      {document("", userNameRow, row("title", -1, "[jobTitle]")), "matching precedence is negative"},
		"IgnoreObjectFlow":         {document("", userNameRow, row("title", 0, `IIF([jobTitle]="x", IgnoreObjectFlow, "y")`)), "HR provisioning only"},
		"no rule":                  {`{"synchronizationRules":[]}`, "there is no synchronization rule"},
		"no user mapping":          {`{"synchronizationRules":[{"name":"R","objectMappings":[]}]}`, "no object mapping for users"},
		"other source object":      {strings.Replace(document("", userNameRow), `"User"`, `"Worker"`, 1), "no object mapping for users"},
		"directory not defined":    {strings.Replace(document("", userNameRow), `"id":"j"`, `"directories":[{"name":"customappsso"}]`, 1), `the directory "Microsoft Entra ID" is not among the directories`},
		"scope operator":           {document(scopeOf("LIKE", "department", `["x"]`), userNameRow), `2:183: Users: filter "F", attribute "department": unknown operator "LIKE"; the operators are EQUALS`},
		"scope attribute":          {document(scopeOf("EQUALS", "Department", `["x"]`), userNameRow), `the source has no attribute "Department"`},
		"not JSON":                 {"{\n \"id\": x}", "2:8"},
		"wrong type":               {strings.Replace(document("", userNameRow), `"matchingPriority":1`, `"matchingPriority":"1"`, 1), "a text stands where a whole number belongs"},
		"unknown flow type":        {strings.Replace(document("", userNameRow), `"matchingPriority":1`, `"flowType":"Sometimes"`, 1), `"Sometimes" is not one of Always`},
		"repeated member":          {`{"id":"a","id":"b"}`, "duplicate object member"},
		"null attribute mapping":   {document("", userNameRow, "null"), "the attribute mapping is null"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := mapping.Parse([]byte(c.text), "test.json")
			var all *mapping.Error
			if !errors.As(err, &all) {
				t.Fatalf("got error %v, want a *mapping.Error", err)
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("got\n%v\nwant it to contain\n%s", err, c.want)
			}
		})
	}
}

func TestEveryProblemIsReported(t *testing.T) {
	_, err := mapping.Parse([]byte(document("", row("id", 0, "[foo]"), row("title", 0, "Bar()"))), "test.json")
	var all *mapping.Error
	if !errors.As(err, &all) || len(all.Problems) != 4 {
		t.Fatalf("got %v, want four problems: id, [foo], Bar and the missing matching attribute", err)
	}
	if all.Hint() == "" {
		t.Error("the error has no hint")
	}
}

func TestWarnings(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"IIF tests for nothing":     {document("", userNameRow, row("title", 0, `IIF(IsNullOrEmpty([jobTitle]), "a", "b")`)), `use Switch([x], [x], "", "Other") instead`},
		"IIF compares with nothing": {document("", userNameRow, row("title", 0, `IIF([jobTitle] = "", "a", "b")`)), "makes the condition fail"},
		"extension name":            {document("", userNameRow, row("urn:acme:User:berth", 0, "[jobTitle]")), "left out when an object is created"},
		"unknown target attribute":  {document("", userNameRow, row("shoeSize", 0, "[jobTitle]")), "not in the attribute list"},
		"same precedence":           {document("", userNameRow, row("externalId", 1, "[objectId]")), "userName and externalId have the same matching precedence 1"},
		"tree differs":              {document("", userNameRow, `{"targetAttributeName":"title","source":{"expression":"[jobTitle]","name":"mail","type":"Attribute"}}`), "do not say the same"},
		"scope on several values":   {document(scopeOf("EQUALS", "otherMails", `["x"]`), userNameRow), "multi-valued"},
		"scope without integer":     {document(scopeOf("Greater_Than", "employeeId", `["x"]`), userNameRow), "invalid scoping rule"},
		"other source object":       {strings.Replace(document("", userNameRow), `"objectMappings":[`, `"objectMappings":[{"name":"Workers","sourceObjectName":"Worker"},`, 1), `Workers: the object mapping is kept and has no effect: its source object is "Worker"`},
		"second user mapping":       {strings.Replace(document("", userNameRow), `"objectMappings":[`, `"objectMappings":[{"name":"Old","sourceObjectName":"User","enabled":false},`, 1), `Old: the object mapping is kept and has no effect: "Users" is the one that is run`},
		"user mapping off":          {strings.Replace(document("", userNameRow), `"name":"Users"`, `"name":"Users","enabled":false`, 1), "does not support switching the user mapping off"},
	} {
		t.Run(name, func(t *testing.T) {
			set, err := mapping.Parse([]byte(c.text), "test.json")
			if err != nil {
				t.Fatal(err)
			}
			var all []string
			for _, p := range set.Warnings {
				all = append(all, p.String())
			}
			if got := strings.Join(all, "\n"); !strings.Contains(got, c.want) {
				t.Errorf("warnings: got %q, want one with %q", got, c.want)
			}
		})
	}
}

func TestLoadUnknownName(t *testing.T) {
	if _, err := mapping.Load("no-such-mapping"); err == nil || !strings.Contains(err.Error(), "no mapping of that name") {
		t.Errorf("got %v, want an error that says there is no such mapping", err)
	}
	if got := strings.Join(mapping.Names(), " "); got != "default wando" {
		t.Errorf("names: got %s, want default wando", got)
	}
}
