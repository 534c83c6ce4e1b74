package scope

import "strings"

// Operator is the name of a clause's operator, in the spelling of the admin centre.
type Operator string

// The operators of engine §3.4 that can be evaluated.
const (
	Equals             Operator = "EQUALS"
	NotEquals          Operator = "NOT EQUALS"
	IsNull             Operator = "IS NULL"
	IsNotNull          Operator = "IS NOT NULL"
	IsTrue             Operator = "IS TRUE"
	IsFalse            Operator = "IS FALSE"
	RegexMatch         Operator = "REGEX MATCH"
	NotRegexMatch      Operator = "NOT REGEX MATCH"
	GreaterThan        Operator = "Greater_Than"
	GreaterThanOrEqual Operator = "Greater_Than_OR_EQUALS"
	Includes           Operator = "Includes"
	EndsWith           Operator = "ENDS_WITH"
)

// Operators lists them in the order of the reference.
func Operators() []Operator {
	return []Operator{
		Equals, NotEquals, IsNull, IsNotNull, IsTrue, IsFalse, RegexMatch, NotRegexMatch,
		GreaterThan, GreaterThanOrEqual, Includes, EndsWith,
	}
}

// Unary reports whether the operator takes no value.
func (o Operator) Unary() bool {
	return o == IsNull || o == IsNotNull || o == IsTrue || o == IsFalse
}

// Types lists the attribute types an operator is meant for, in Graph's words.
func (o Operator) Types() []string {
	switch o {
	case IsNull, IsNotNull:
		return []string{"String", "Integer", "Boolean", "Reference", "DateTime", "Binary"}
	case IsTrue, IsFalse:
		return []string{"Boolean"}
	case GreaterThan, GreaterThanOrEqual:
		return []string{"Integer"}
	case Includes, EndsWith:
		return []string{"String"}
	default:
		return []string{"String", "Integer"}
	}
}

// refusedOperators are known by name and cannot be evaluated, with the reason.
var refusedOperators = map[string]string{
	"&":          "its documentation is ambiguous, so any result would be a guess",
	"!&":         "its documentation is ambiguous, so any result would be a guess",
	"IsMemberOf": "Microsoft does not support it currently; assign the group to the application instead",
}

// parseOperator finds an operator. The spellings on the wire are not published, so letter case, blanks and underscores
// do not matter.
func parseOperator(name string) (Operator, bool) {
	for _, o := range Operators() {
		if plain(string(o)) == plain(name) {
			return o, true
		}
	}
	return "", false
}

func plain(s string) string {
	return strings.ToUpper(strings.NewReplacer(" ", "", "_", "").Replace(s))
}
