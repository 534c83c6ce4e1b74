package subject

import (
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Values for attributes that hold a text.
const (
	First  = "Harbour Clerk"
	Second = "Dock Planner"
	Third  = "Crane Driver"
)

// texts are the simple attributes of RFC 7643 §4.1.1 that hold any text; displayName comes last since targets may derive it.
var texts = []string{"title", "nickName", "userType", "displayName"}

// Texts picks n optional attributes of users that hold one text each.
func Texts(t *harness.T, n int) []string {
	var picked []string
	for _, name := range texts {
		if a, ok := declared(t, harness.UserURN, name); ok && isText(a) {
			picked = append(picked, a.Name)
		}
		if len(picked) == n {
			return picked
		}
	}
	t.NotSupported("/Schemas declares too few optional text attributes that clients may change: " + strings.Join(texts, ", "))
	return nil
}

// Complex is a single-valued complex attribute with those of its sub-attributes that hold a text.
type Complex struct {
	Name string
	Subs []string // two at least
}

// Name is the name of a user with the sub-attributes that clients may change.
func Name(t *harness.T) Complex {
	c := Complex{Name: "name"}
	a, ok := declared(t, harness.UserURN, c.Name)
	for _, sub := range []string{"familyName", "givenName", "middleName", "honorificPrefix", "honorificSuffix"} {
		if s, has := subOf(t, a, sub); ok && has && !s.Required && isText(s) {
			c.Subs = append(c.Subs, s.Name)
		}
	}
	if len(c.Subs) < 2 || !writable(a) || !readable(a) {
		t.NotSupported("/Schemas declares no name with two sub-attributes that clients may change")
	}
	return c
}

// Path of the i-th sub-attribute.
func (c Complex) Path(i int) string { return c.Name + "." + c.Subs[i] }

// Of is a value: one text per sub-attribute, from the first on.
func (c Complex) Of(values ...string) harness.Attrs {
	out := harness.Attrs{}
	for i, v := range values {
		out[c.Subs[i]] = v
	}
	return out
}

// declared finds an attribute that the target has; one it may have, without characteristics, when it publishes no schemas.
func declared(t *harness.T, urn, name string) (harness.Attribute, bool) {
	if t.Schemas() == nil {
		return harness.Attribute{Name: name, Required: t.Demanded(urn, name)}, true
	}
	s, ok := t.Schema(urn)
	if !ok {
		return harness.Attribute{}, false
	}
	a, ok := s.Attribute(name)
	a.Required = a.Required || t.Demanded(urn, name)
	return a, ok
}

// subOf is declared for a sub-attribute.
func subOf(t *harness.T, a harness.Attribute, name string) (harness.Attribute, bool) {
	if t.Schemas() == nil {
		return harness.Attribute{Name: name}, true
	}
	return a.Sub(name)
}

// isText tells whether a can be unassigned and hold any text.
func isText(a harness.Attribute) bool {
	return is(a.Type, "string") && !a.MultiValued && !a.Required && len(a.CanonicalValues) == 0 && writable(a) && readable(a)
}

func writable(a harness.Attribute) bool { return is(a.Mutability, "readWrite") }

func readable(a harness.Attribute) bool {
	return is(a.Returned, "default") || strings.EqualFold(a.Returned, "always")
}

// is tells whether a characteristic has a value, which is the default of RFC 7643 §2.2 and may be left out.
func is(characteristic, value string) bool {
	return characteristic == "" || strings.EqualFold(characteristic, value)
}
