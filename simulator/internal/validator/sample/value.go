package sample

import (
	"fmt"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/validator/attribute"
	"github.com/entrasim/entrasim/simulator/internal/validator/resource"
)

// Set makes up the values of one body. Phone numbers are alike within it, as in the public result files.
type Set struct {
	*Source
	phone string
}

// Body starts a body.
func (s *Source) Body() *Set { return &Set{Source: s, phone: s.Phone()} }

// Value makes up a value for an attribute, in the form that the SCIM Validator gives it.
func (b *Set) Value(a attribute.Attribute) any {
	switch a.Type {
	case mapping.Boolean:
		return true
	case mapping.Integer:
		return resource.Number(fmt.Sprint(b.Integer()))
	case mapping.DateTime:
		return "2026-01-05T08:00:00Z"
	case mapping.Reference:
		return b.Capitals(12)
	}
	v := b.text(strings.ToLower(a.Path.Attr), strings.ToLower(a.Path.Sub))
	if a.Multi {
		return []any{v}
	}
	return v
}

func (b *Set) text(attr, sub string) string {
	switch {
	case attr == "username":
		return b.UserName()
	case attr == "displayname":
		return b.DisplayName()
	case attr == "externalid":
		return b.GUID()
	case attr == "emails" && sub == "value":
		return b.Mail()
	case attr == "phonenumbers" && sub == "value":
		return b.phone
	case attr == "name":
		return b.FirstName()
	case attr == "preferredlanguage":
		return b.Locale()
	case attr == "timezone":
		return b.TimeZone()
	case attr == "addresses" && sub == "streetaddress":
		return b.Street()
	case attr == "addresses" && sub == "postalcode":
		return b.PostalCode()
	case attr == "addresses" && sub == "country":
		return b.Country()
	default:
		return b.Capitals(12)
	}
}
