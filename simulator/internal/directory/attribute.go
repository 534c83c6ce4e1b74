package directory

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
)

// Type is the type of a source attribute.
type Type string

// The types that the synchronization schema gives to source attributes (entra-engine §5.2).
const (
	String    Type = "String"
	Boolean   Type = "Boolean"
	Reference Type = "Reference"
)

// Attribute describes a source attribute.
type Attribute struct {
	Name string
	Type Type
	// Multi marks attributes that may have more than one value.
	Multi bool
	// Computed marks attributes that follow from the object's state and cannot be set as such.
	Computed bool
	// Required marks attributes that an object always has.
	Required bool
}

// extension is the form of a directory extension attribute: extension_<application id without dashes>_<name>.
var extension = regexp.MustCompile(`^extension_[0-9a-f]{32}_[A-Za-z][A-Za-z0-9_]*$`)

// The tables follow entra-engine §5.2. passwordProfile.password is left out: passwords are never provisioned (§10).
var (
	userAttributes = table([]Attribute{
		{Name: "objectId", Type: String, Computed: true, Required: true},
		{Name: "accountEnabled", Type: Boolean, Computed: true, Required: true},
		{Name: "userPrincipalName", Type: String, Required: true},
		{Name: "originalUserPrincipalName", Type: String, Computed: true, Required: true},
		{Name: "userType", Type: String, Computed: true, Required: true},
		{Name: "manager", Type: Reference, Computed: true},
		{Name: "appRoleAssignments", Type: Reference, Multi: true, Computed: true},
		{Name: "displayName", Type: String, Required: true},
		{Name: "givenName", Type: String},
		{Name: "surname", Type: String},
		{Name: "mail", Type: String},
		{Name: "mailNickname", Type: String, Required: true},
		{Name: "otherMails", Type: String, Multi: true},
		{Name: "proxyAddresses", Type: String, Multi: true},
		{Name: "jobTitle", Type: String},
		{Name: "department", Type: String},
		{Name: "companyName", Type: String},
		{Name: "employeeId", Type: String},
		{Name: "employeeType", Type: String},
		{Name: "employeeHireDate", Type: String},
		{Name: "employeeLeaveDateTime", Type: String},
		{Name: "employeeOrgData.costCenter", Type: String},
		{Name: "employeeOrgData.division", Type: String},
		{Name: "physicalDeliveryOfficeName", Type: String},
		{Name: "streetAddress", Type: String},
		{Name: "city", Type: String},
		{Name: "state", Type: String},
		{Name: "postalCode", Type: String},
		{Name: "country", Type: String},
		{Name: "telephoneNumber", Type: String},
		{Name: "mobile", Type: String},
		{Name: "facsimileTelephoneNumber", Type: String},
		{Name: "preferredLanguage", Type: String},
		{Name: "usageLocation", Type: String},
		{Name: "dirSyncEnabled", Type: Boolean},
		{Name: "immutableId", Type: String},
		{Name: "onPremisesSecurityIdentifier", Type: String},
	})
	groupAttributes = table([]Attribute{
		{Name: "objectId", Type: String, Computed: true, Required: true},
		{Name: "members", Type: Reference, Multi: true, Computed: true},
		{Name: "appRoleAssignments", Type: Reference, Multi: true, Computed: true},
		{Name: "displayName", Type: String, Required: true},
		{Name: "description", Type: String},
		{Name: "mail", Type: String},
		{Name: "mailNickname", Type: String, Required: true},
		{Name: "mailEnabled", Type: Boolean, Required: true},
		{Name: "securityEnabled", Type: Boolean, Required: true},
		{Name: "isPublic", Type: Boolean},
		{Name: "visibility", Type: String},
		{Name: "groupTypes", Type: String, Multi: true},
		{Name: "creationOptions", Type: String, Multi: true},
		{Name: "proxyAddresses", Type: String, Multi: true},
		{Name: "onPremisesSecurityIdentifier", Type: String},
	})
)

type attributeTable struct {
	list   []Attribute
	byName map[string]Attribute
}

func table(list []Attribute) attributeTable {
	for i := 1; i <= 15; i++ {
		list = append(list, Attribute{Name: "extensionAttribute" + strconv.Itoa(i), Type: String})
	}
	t := attributeTable{list: list, byName: make(map[string]Attribute, len(list))}
	for _, a := range list {
		t.byName[a.Name] = a
	}
	return t
}

func attributesOf(kind Kind) attributeTable {
	if kind == KindGroup {
		return groupAttributes
	}
	return userAttributes
}

// Attributes lists the source attributes of a kind. Directory extensions (extension_<application id>_<name>) exist besides.
func Attributes(kind Kind) []Attribute { return slices.Clone(attributesOf(kind).list) }

// LookupAttribute finds the description of a source attribute, directory extensions included.
func LookupAttribute(kind Kind, name string) (Attribute, bool) {
	if a, ok := attributesOf(kind).byName[name]; ok {
		return a, true
	}
	if extension.MatchString(name) {
		return Attribute{Name: name, Type: String, Multi: true}, true
	}
	return Attribute{}, false
}

// checkValues says whether values can be stored in the attribute, and in which form.
func (a Attribute) checkValues(values []string) ([]string, error) {
	kept := slices.DeleteFunc(slices.Clone(values), func(v string) bool { return v == "" })
	if a.Required && len(kept) == 0 {
		return nil, fmt.Errorf("%w: %s needs a value", ErrInvalid, a.Name)
	}
	if !a.Multi && len(kept) > 1 {
		return nil, fmt.Errorf("%w: %s takes one value, not %d", ErrInvalid, a.Name, len(kept))
	}
	for i, v := range kept {
		text, err := a.checkValue(v)
		if err != nil {
			return nil, err
		}
		kept[i] = text
	}
	return kept, nil
}
