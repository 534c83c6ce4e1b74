package subject

import (
	"reflect"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Once is an attribute of users that can be written once.
type Once struct {
	Attribute harness.Attribute
	// URN of its schema.
	URN string
	// First and Second are values that differ.
	First, Second any
}

// Immutable finds an attribute of users that can be written once, is optional and holds one simple value.
func Immutable(t *harness.T) (Once, bool) {
	attributes := t.Attributes(t.UserType())
	for _, schema := range t.Schemas() {
		for _, a := range attributes[schema.ID] {
			if !strings.EqualFold(a.Mutability, "immutable") || a.MultiValued || a.Required || strings.EqualFold(a.Type, "complex") || !readable(a) {
				continue
			}
			if first, second := t.Sample(a, 0), t.Sample(a, 1); first != nil && !reflect.DeepEqual(first, second) {
				return Once{Attribute: a, URN: schema.ID, First: first, Second: second}, true
			}
		}
	}
	return Once{}, false
}

// Path addresses the attribute.
func (o Once) Path() string {
	if strings.EqualFold(o.URN, harness.UserURN) {
		return o.Attribute.Name
	}
	return o.URN + ":" + o.Attribute.Name
}

// Body is what a user needs in its body to have the attribute with a value.
func (o Once) Body(value any) harness.Attrs {
	if strings.EqualFold(o.URN, harness.UserURN) {
		return harness.Attrs{o.Attribute.Name: value}
	}
	return harness.Attrs{"schemas": []string{harness.UserURN, o.URN}, o.URN: harness.Attrs{o.Attribute.Name: value}}
}
