package scimclient

import (
	"errors"
	"fmt"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
)

// createValue is the value of an attribute in a create body, where types are the schema's: booleans and integers are
// JSON booleans and numbers. A text that is none stays a text; the server may refuse it, as it would Entra's.
func createValue(a Assignment) (node, error) {
	if a.Type.Roles() {
		return rolesNode(a.Type, a.Values)
	}
	if !a.Multi {
		if len(a.Values) > 1 {
			return node{}, errors.New("it is single-valued but has several values")
		}
		return typed(a.Type, a.Values[0]), nil
	}
	return wrapped(a.Type, a.Values), nil
}

// wrapped is a list of values, each in an object of its own (quirks Q61).
func wrapped(t ValueType, values []string) node {
	list := arrayNode()
	for _, v := range values {
		list.items = append(list.items, objectNode(field("value", typed(t, v))))
	}
	return list
}

// typed gives a value the JSON type of its attribute.
func typed(t ValueType, v string) node {
	switch t {
	case mapping.Boolean:
		if b, ok := parseBool(v); ok {
			return boolNode(b)
		}
	case mapping.Integer:
		if n := jsontext.Value(v); n.IsValid() && n.Kind() == jsontext.KindNumber {
			return numberNode(strings.TrimSpace(v))
		}
	}
	return textNode(v)
}

// parseBool reads Entra's "True" and "False" and what administrators make of them (quirks Q52).
func parseBool(s string) (value, ok bool) {
	switch {
	case strings.EqualFold(s, "true"):
		return true, true
	case strings.EqualFold(s, "false"):
		return false, true
	}
	return false, false
}

// rolesNode is the list of app roles as POST carries it (wire §7.10): AppRoleAssignmentsComplex names the display text
// displayName, AssertiveAppRoleAssignmentsComplex display.
func rolesNode(t ValueType, values []string) (node, error) {
	key := "displayName"
	if t == mapping.AssertiveAppRoles {
		key = "display"
	}
	list := arrayNode()
	for _, v := range values {
		role, _, err := readJSON([]byte(v))
		if err != nil {
			return node{}, fmt.Errorf("read app role: %w", err)
		}
		display, _ := role.get("displayName")
		value, _ := role.get("value")
		list.items = append(list.items, objectNode(
			field("primary", boolNode(false)), field("type", textNode(roleType)), field(key, display), field("value", value)))
	}
	return list, nil
}
