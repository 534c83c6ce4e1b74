package gallery

import (
	"fmt"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/validator/attribute"
	"github.com/entrasim/entrasim/simulator/internal/validator/resource"
	"github.com/entrasim/entrasim/simulator/internal/validator/trial"
)

// userBody makes the body of a user as the workflow does: schemas, userName and active first, then every attribute of the
// target in its order, externalId last.
func userBody(t *trial.T, userName string) resource.Object {
	body := resource.Object{
		{Name: "schemas", Value: attribute.Schemas(resource.URNUser, t.Attributes.User)},
		{Name: "userName", Value: userName},
		{Name: "active", Value: true},
	}
	made := elements{}
	for _, a := range t.Attributes.User {
		if !slices.Contains([]string{"userName", "active", "externalId", "roles"}, a.Name()) && !a.Reference() {
			made.put(&body, a.Path, value(t, a))
		}
	}
	if _, ok := attribute.Find(t.Attributes.User, "externalId"); ok {
		body.Set("externalId", t.GUID())
	}
	return body
}

// groupBody makes the body of a group.
func groupBody(t *trial.T, displayName string) resource.Object {
	body := resource.Object{{Name: "schemas", Value: []any{resource.URNGroup}}, {Name: "displayName", Value: displayName}}
	if _, ok := attribute.Find(t.Attributes.Group, "externalId"); ok {
		body.Set("externalId", t.GUID())
	}
	return body
}

// elements knows which filter made which element of a body.
type elements map[string]int

// put writes a value as the workflow does. It keys the elements of an array by the literal of the filter and writes that
// as the type, whatever the filter compares; the first element of an array is the primary one.
func (made elements) put(body *resource.Object, p mapping.TargetPath, v any) {
	if !p.Filtered() {
		resource.Put(body, p, v)
		return
	}
	list := body.List(p.Attr)
	key := p.Attr + "/" + p.Filter.Value
	if _, ok := made[key]; !ok {
		made[key] = len(list)
		list = append(list, resource.Object{{Name: "type", Value: p.Filter.Value}, {Name: "primary", Value: len(list) == 0}})
	}
	element := list[made[key]].(resource.Object)
	element.Set(p.Sub, v)
	list[made[key]] = element
	body.Set(p.Attr, list)
}

// value is the workflow's value for an attribute that nobody has given one.
func value(t *trial.T, a attribute.Attribute) any {
	if a.Type == mapping.Boolean {
		return true
	}
	name := strings.ToLower(a.Name())
	ends := func(s string) bool { return strings.HasSuffix(name, s) }
	starts := func(s string) bool { return strings.Contains(name, s) }
	switch {
	case name == "displayname":
		return "SCIM Test User"
	case starts("emails["):
		return t.Name("lasctest")
	case starts("phonenumbers["):
		return "+1-555-" + t.Hex(4)
	case ends(".country"):
		return "US"
	case ends(".postalcode"):
		return t.Hex(5)
	case ends(".region"):
		return "WA"
	case ends(".locality"):
		return "Redmond"
	case ends(".streetaddress"):
		return "1 Microsoft Way"
	case ends(".formatted"):
		return "Test Test"
	case ends(".givenname"):
		return "Test"
	case ends(".familyname"):
		return "User"
	case ends("locale"), ends("preferredlanguage"):
		return "en-US"
	case ends("timezone"):
		return "America/Los_Angeles"
	case ends("usertype"):
		return "Employee"
	case ends("title"):
		return "Test Engineer"
	case ends("nickname"):
		return "testuser"
	case ends(":employeenumber"):
		return t.Hex(6)
	case starts("roles[") && ends(".value"):
		return "TestRole"
	case starts("roles[") && ends(".type"):
		return "primary"
	case starts("roles["):
		return "Test Role"
	}
	last := a.Path.Sub
	if last == "" {
		last = a.Path.Attr
	}
	return "Test-" + last + "-" + t.Hex(6)
}

// update is the value that the update tests write. The workflow writes upd- and eight digits into every text, userName
// and addresses included; the word between says whose it is.
func update(t *trial.T, a attribute.Attribute) any {
	switch a.Type {
	case mapping.Integer:
		return resource.Number(fmt.Sprint(t.Integer()))
	case mapping.Boolean:
		return true
	case mapping.DateTime:
		return "2026-01-05T08:00:00Z"
	default:
		return "upd-entrasim-" + t.Hex(8)
	}
}
