package history

import (
	"strings"

	"github.com/entrasim/entrasim/simulator"
)

// Values are what an account is to have, by Entra's path; an attribute without a value in the source is there with "".
type Values map[string]string

// plain are the rows of the default mapping that copy an attribute (entra-engine §5.2).
var plain = map[string]string{
	"userName":                            "userPrincipalName",
	"displayName":                         "displayName",
	"title":                               "jobTitle",
	`emails[type eq "work"].value`:        "mail",
	"preferredLanguage":                   "preferredLanguage",
	"name.givenName":                      "givenName",
	"name.familyName":                     "surname",
	`addresses[type eq "work"].formatted`: "physicalDeliveryOfficeName",
	`addresses[type eq "work"].streetAddress`: "streetAddress",
	`addresses[type eq "work"].locality`:      "city",
	`addresses[type eq "work"].country`:       "country",
	`phoneNumbers[type eq "work"].value`:      "telephoneNumber",
	`phoneNumbers[type eq "mobile"].value`:    "mobile",
	"externalId":                              "mailNickname",
	extension + "employeeNumber":              "employeeId",
	extension + "department":                  "department",
}

const (
	extension   = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:"
	managerPath = extension + "manager"
)

// userValues is what the account of a user in scope has.
func (s Setup) userValues(o simulator.Object) Values {
	v := Values{"active": "true", "name.formatted": strings.TrimSpace(attr(o, "givenName") + " " + attr(o, "surname"))}
	for target, source := range plain {
		v[target] = attr(o, source)
	}
	for _, e := range s.Edits {
		e.apply(v, o)
	}
	return v
}

// attr is the value of a source attribute with one value, or "".
func attr(o simulator.Object, name string) string {
	values, _ := o.Attr(name)
	return strings.Join(values, ";")
}

// Edit is a change of the user mapping: the line that makes it, and what it means.
type Edit struct {
	Line  string
	apply func(Values, simulator.Object)
}

// once marks a value that follows the source only when the account is created: later it is any that the source has had.
const once = "(once)"

// edits are the changes of the mapping that a history may begin with.
var edits = []Edit{
	{"unmap user title", func(v Values, _ simulator.Object) { delete(v, "title") }},
	{`map user userType '"Employee"'`, func(v Values, _ simulator.Object) { v["userType"] = "Employee" }},
	{`map user nickName 'ToUpper([jobTitle], )'`, func(v Values, o simulator.Object) { v["nickName"] = strings.ToUpper(attr(o, "jobTitle")) }},
	{`map user locale [city] default=Nowhere`, func(v Values, o simulator.Object) { v["locale"] = attr(o, "city") }},
	{`map user nickName [displayName] on-create`, func(v Values, _ simulator.Object) { v["nickName"] = once }},
	{`map user nickName 'IIF([department]="Quay", "Docker", "Clerk")'`, func(v Values, o simulator.Object) {
		switch attr(o, "department") {
		case "":
			v["nickName"] = "" // a null on either side of = leaves the outcome open (§12 row 4)
		case "Quay":
			v["nickName"] = "Docker"
		default:
			v["nickName"] = "Clerk"
		}
	}},
}
