package subject

import (
	"fmt"
	"slices"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Plural is a multi-valued complex attribute of users whose elements have a type and a value.
type Plural struct {
	Name  string
	Kinds []string // types that elements may have, two at least
	// Primary tells whether elements can be marked as primary.
	Primary bool

	value func() string
}

// plurals are the attributes of RFC 7643 §4.1.2 of this kind, with their canonical types.
var plurals = []struct {
	name  string
	kinds []string
}{
	{"emails", []string{"work", "home", "other"}},
	{"phoneNumbers", []string{"work", "mobile", "home"}},
	{"ims", []string{"xmpp", "skype", "gtalk"}},
}

// Elements picks a multi-valued attribute of users that is not required.
func Elements(t *harness.T) Plural {
	for _, candidate := range plurals {
		a, ok := declared(t, harness.UserURN, candidate.name)
		if !ok || a.Required || !writable(a) || !readable(a) || (t.Schemas() != nil && !a.MultiValued) {
			continue
		}
		kind, hasKind := subOf(t, a, "type")
		value, hasValue := subOf(t, a, "value")
		kinds := candidate.kinds
		if len(kind.CanonicalValues) > 1 {
			kinds = kind.CanonicalValues
		}
		if !hasKind || !hasValue || !writable(kind) || !writable(value) {
			continue
		}
		primary, hasPrimary := subOf(t, a, "primary")
		return Plural{Name: a.Name, Kinds: kinds, Primary: hasPrimary && writable(primary), value: values(t, candidate.name)}
	}
	t.NotSupported("/Schemas declares neither emails nor phoneNumbers nor ims with a type and a value that clients may change")
	return Plural{}
}

// values makes plausible values, another one each time.
func values(t *harness.T, name string) func() string {
	n := 0
	switch name {
	case "emails":
		return func() string { return t.Name(harness.Domain) }
	case "phoneNumbers":
		return func() string { n++; return fmt.Sprintf("+49 471 1555%d", n) }
	default:
		return func() string { n++; return fmt.Sprintf("mira.holt.%d", n) }
	}
}

// Element is a new element of the kind with this number.
func (p Plural) Element(kind int) harness.Attrs {
	return harness.Attrs{"type": p.Kinds[kind], "value": p.value()}
}

// Value is a new value for an element.
func (p Plural) Value() string { return p.value() }

// Of is a value of the attribute.
func (p Plural) Of(elements ...harness.Attrs) []harness.Attrs { return slices.Clone(elements) }

// Where is the path of the elements of a kind.
func (p Plural) Where(kind int) string { return fmt.Sprintf(`%s[type eq "%s"]`, p.Name, p.Kinds[kind]) }
