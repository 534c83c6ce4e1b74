package scimclient

import (
	"fmt"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/dial"
)

// form is the JSON form an attribute has by RFC 7643. Attributes that are not listed may have any.
type form struct {
	kind kind
	sub  map[string]form // of objects, and of the objects in arrays
}

var (
	str       = form{kind: text}
	truth     = form{kind: boolean}
	plural    = form{kind: array, sub: map[string]form{"value": str, "type": str, "display": str, "primary": truth}}
	reference = form{kind: object, sub: map[string]form{"value": str, "displayName": str}}
)

// userForm, groupForm and enterpriseForm are the attributes of RFC 7643 §4 that Entra's deserialiser knows. A value of
// another JSON type in an answer makes it fail for the whole object (quirks Q45).
var (
	userForm = map[string]form{
		"externalId": str, "userName": str, "displayName": str, "nickName": str, "profileUrl": str, "title": str,
		"userType": str, "preferredLanguage": str, "locale": str, "timezone": str, "active": truth,
		"name": {kind: object, sub: map[string]form{
			"formatted": str, "familyName": str, "givenName": str, "middleName": str, "honorificPrefix": str, "honorificSuffix": str,
		}},
		"emails": plural, "phoneNumbers": plural, "ims": plural, "photos": plural, "roles": plural, "groups": plural,
		"addresses": {kind: array, sub: map[string]form{
			"formatted": str, "streetAddress": str, "locality": str, "region": str, "postalCode": str, "country": str,
			"type": str, "primary": truth,
		}},
		"meta": {kind: object}, "schemas": {kind: array},
		urnEnterprise: {kind: object, sub: map[string]form{
			"employeeNumber": str, "costCenter": str, "organization": str, "division": str, "department": str, "manager": reference,
		}},
	}
	groupForm = map[string]form{
		"externalId": str, "displayName": str, "members": {kind: array, sub: map[string]form{"value": str, "display": str}},
		"meta": {kind: object}, "schemas": {kind: array},
	}
)

// shape holds a resource to the forms its deserialiser knows.
func (r *reader) shape(n node, where string) *misfit {
	forms, core := userForm, urnUser
	if r.request.Resource == Groups || r.request.Kind == KindProbeGroups {
		forms, core = groupForm, urnGroup
	}
	if nested, ok := n.get(core); ok {
		for _, m := range nested.members {
			if _, known := forms[m.name]; known {
				return misfitf("%s has %s below %s; core attributes stand at the top level", where, m.name, core)
			}
		}
	}
	return r.members(n, forms, where)
}

func (r *reader) members(n node, forms map[string]form, where string) *misfit {
	for _, m := range n.members {
		f, known := forms[m.name]
		if !known || m.value.kind == null {
			continue
		}
		if p := r.form(m.value, f, m.name+" in "+where); p != nil {
			return p
		}
	}
	return nil
}

func (r *reader) form(n node, f form, where string) *misfit {
	if f.kind == boolean && n.kind == text && r.dials.StringBooleans() == dial.OutcomeSucceed {
		if _, ok := parseBool(n.text); ok {
			r.note("%s is a string, not a boolean", where)
			return nil
		}
	}
	if n.kind != f.kind {
		return misfitf("%s is %s, not %s", where, describe(n), article(f.kind))
	}
	if f.sub == nil {
		return nil
	}
	if f.kind == object {
		return r.members(n, f.sub, where)
	}
	for i, item := range n.items {
		if item.kind != object {
			return misfitf("element %d of %s is %s, not an object", i, where, describe(item))
		}
		if p := r.members(item, f.sub, fmt.Sprintf("element %d of %s", i, where)); p != nil {
			return p
		}
	}
	return nil
}

func describe(n node) string {
	if n.kind == text && len(n.text) <= 40 {
		return fmt.Sprintf("the string %q", n.text)
	}
	return article(n.kind)
}

func article(k kind) string {
	if strings.ContainsRune("ao", rune(k.String()[0])) {
		return "an " + k.String()
	}
	return "a " + k.String()
}
