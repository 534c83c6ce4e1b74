package mapping

import (
	"fmt"
	"strings"
)

// ValueType is the type of an attribute, in the words of Graph's attributeType enum, plus the three shapes that
// Entra's role functions give an attribute. It decides how values, which are always strings inside the engine,
// are written on the wire.
type ValueType string

// The attribute types of Graph (graph-synchronization §5). An absent type means String.
const (
	String    ValueType = "String"
	Boolean   ValueType = "Boolean"   // values are "True" and "False"
	Integer   ValueType = "Integer"   // values are decimal digits
	Reference ValueType = "Reference" // values are ids of objects
	DateTime  ValueType = "DateTime"  // values are texts, exported as they are
	Binary    ValueType = "Binary"    // values are base64 text, exported as they are
)

// The shapes of app role assignments (entra-wire-protocol §7.10). Graph knows no such types: the definition of
// the target attribute says String, and the expression decides. Each value is the JSON text of an expr.Role.
const (
	AppRoles          ValueType = "AppRoles"          // AppRoleAssignmentsComplex: Add, never removes
	AssertiveAppRoles ValueType = "AssertiveAppRoles" // AssertiveAppRoleAssignmentsComplex: replace with the complete list
)

// Roles reports whether values of the type are app roles rather than plain texts.
func (t ValueType) Roles() bool { return t == AppRoles || t == AssertiveAppRoles }

// parseValueType reads Graph's spelling; the Graph reference itself prints "string" in places, so letter case does
// not matter. Absent means String.
func parseValueType(s string) (ValueType, error) {
	if s == "" {
		return String, nil
	}
	for _, t := range []ValueType{String, Boolean, Integer, Reference, DateTime, Binary} {
		if strings.EqualFold(s, string(t)) {
			return t, nil
		}
	}
	return "", fmt.Errorf("attribute type %q is not one of String, Boolean, Integer, Reference, DateTime, Binary", s)
}
