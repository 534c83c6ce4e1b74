package scope

import (
	"strconv"
	"strings"
)

// holds evaluates the clause for one object. Null and empty make every clause false but IS NULL; so does more than one
// value, as filters on multi-valued attributes are not supported.
func (c clause) holds(s Source) bool {
	values, ok := s.Attr(c.attribute)
	null := !ok || len(values) == 0 || len(values) == 1 && values[0] == ""
	switch {
	case c.operator == IsNull:
		return null
	case null:
		return false
	case c.operator == IsNotNull:
		return true
	case len(values) > 1 || c.never:
		return false
	}
	return c.compare(values[0])
}

func (c clause) compare(a string) bool {
	switch c.operator {
	case Equals:
		return a == c.value
	case NotEquals:
		return a != c.value
	case IsTrue:
		return a == boolText(true)
	case IsFalse:
		return a == boolText(false)
	case RegexMatch:
		return c.pattern.MatchString(a)
	case NotRegexMatch:
		return !c.pattern.MatchString(a)
	case GreaterThan:
		n, ok := natural(a)
		return ok && n > c.number
	case GreaterThanOrEqual:
		n, ok := natural(a)
		return ok && n >= c.number
	case Includes:
		return strings.Contains(a, c.value)
	default:
		return strings.HasSuffix(a, c.value)
	}
}

// natural reads an integer 0, 1, 2 …, the only values Greater_Than compares.
func natural(s string) (uint64, bool) {
	n, err := strconv.ParseUint(s, 10, 64)
	return n, err == nil && s[0] != '+'
}
