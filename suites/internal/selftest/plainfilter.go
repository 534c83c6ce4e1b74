package selftest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// termForm takes `attr[sub eq "literal"].sub eq "value"` apart; what stands in brackets is optional.
var termForm = regexp.MustCompile(`^(\w+)(?:\[(\w+) eq "([^"]*)"\]\.(\w+))? eq "([^"]*)"$`)

// parseFilter reads eq terms joined by and. userName and displayName ignore letter case, everything else is exact.
func parseFilter(filter string) (func(object) bool, error) {
	var terms [][]string
	for term := range strings.SplitSeq(filter, " and ") {
		m := termForm.FindStringSubmatch(term)
		if m == nil && filter != "" {
			return nil, fmt.Errorf("filter %q", filter)
		}
		if m != nil {
			terms = append(terms, m)
		}
	}
	return func(o object) bool {
		return !slices.ContainsFunc(terms, func(m []string) bool { return !holds(o, m) })
	}, nil
}

// holds tells whether one term holds for o. The manager, which Entra names without its URN, and members are compared by value.
func holds(o object, m []string) bool {
	attribute, key, literal, sub, want := m[1], m[2], m[3], m[4], m[5]
	switch v := find(o, attribute).(type) {
	case string:
		folded := attribute == "userName" || attribute == "displayName"
		return v == want || folded && strings.EqualFold(v, want)
	case object:
		return v["value"] == want
	case []any:
		return slices.ContainsFunc(v, func(e any) bool {
			element, _ := e.(object)
			if key == "" {
				return element["value"] == want
			}
			return element[key] == literal && element[sub] == want
		})
	default:
		return false
	}
}

// find looks an attribute up among those of the core, then in the extensions.
func find(o object, attribute string) any {
	if v, ok := o[attribute]; ok {
		return v
	}
	for name, v := range o {
		if extension, ok := v.(object); ok && strings.HasPrefix(name, "urn:") && extension[attribute] != nil {
			return extension[attribute]
		}
	}
	return nil
}
