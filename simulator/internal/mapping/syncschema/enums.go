package syncschema

import (
	"fmt"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// FlowType says when an attribute mapping applies (Graph's attributeFlowType).
type FlowType string

// The flow types (engine §5.1).
const (
	Always            FlowType = "Always"
	ObjectAddOnly     FlowType = "ObjectAddOnly"     // only when the object is created
	MultiValueAddOnly FlowType = "MultiValueAddOnly" // only additions of values
	ValueAddOnly      FlowType = "ValueAddOnly"      // where a value exists only additions, no removals
	AttributeAddOnly  FlowType = "AttributeAddOnly"  // only where there is no value yet
)

// UnmarshalText reads one of Graph's spellings.
func (t *FlowType) UnmarshalText(b []byte) error {
	return readEnum(t, b, Always, ObjectAddOnly, MultiValueAddOnly, ValueAddOnly, AttributeAddOnly)
}

// FlowBehavior says when an attribute is exported (Graph's attributeFlowBehavior).
type FlowBehavior string

// The flow behaviours.
const (
	FlowWhenChanged FlowBehavior = "FlowWhenChanged"
	FlowAlways      FlowBehavior = "FlowAlways"
)

// UnmarshalText reads one of Graph's spellings.
func (t *FlowBehavior) UnmarshalText(b []byte) error {
	return readEnum(t, b, FlowWhenChanged, FlowAlways)
}

// SourceType is the kind of a source node (Graph's attributeMappingSourceType).
type SourceType string

// The source types.
const (
	SourceAttribute SourceType = "Attribute"
	SourceConstant  SourceType = "Constant"
	SourceFunction  SourceType = "Function"
)

// UnmarshalText reads one of Graph's spellings.
func (t *SourceType) UnmarshalText(b []byte) error {
	return readEnum(t, b, SourceAttribute, SourceConstant, SourceFunction)
}

// readEnum reads a member of an enum without regard to letter case, as the Graph reference itself is not consistent.
func readEnum[T ~string](to *T, b []byte, values ...T) error {
	for _, v := range values {
		if strings.EqualFold(string(b), string(v)) {
			*to = v
			return nil
		}
	}
	names := make([]string, len(values))
	for i, v := range values {
		names[i] = string(v)
	}
	return fmt.Errorf("%q is not one of %s", b, strings.Join(names, ", "))
}

// FlowTypes are the actions an object mapping allows (Graph's objectFlowTypes): the ticks at Create, Update and Delete
// in the portal.
type FlowTypes uint8

// The actions.
const (
	Add FlowTypes = 1 << iota
	Update
	Delete

	AllFlowTypes = Add | Update | Delete
)

var flowTypeNames = []string{"Add", "Update", "Delete"}

// Has reports whether an action is allowed.
func (t FlowTypes) Has(action FlowTypes) bool { return t&action == action }

// String is Graph's form: Add,Update,Delete.
func (t FlowTypes) String() string {
	var names []string
	for i, name := range flowTypeNames {
		if t.Has(1 << i) {
			names = append(names, name)
		}
	}
	if names == nil {
		return "None"
	}
	return strings.Join(names, ",")
}

// MarshalText writes Graph's form.
func (t FlowTypes) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads Graph's form, with blanks after the commas or without.
func (t *FlowTypes) UnmarshalText(b []byte) error {
	*t = 0
	for name := range strings.SplitSeq(string(b), ",") {
		name = strings.TrimSpace(name)
		i := slices.IndexFunc(flowTypeNames, func(n string) bool { return strings.EqualFold(n, name) })
		switch {
		case i >= 0:
			*t |= 1 << i
		case !strings.EqualFold(name, "None"):
			return fmt.Errorf("%q is not one of None, Add, Update, Delete", name)
		}
	}
	return nil
}

// Flag is a Boolean that is true when absent. The zero value of an ObjectMapping made in Go is therefore disabled, and
// one read from JSON without the member is enabled.
type Flag bool

// UnmarshalJSONFrom reads true or false.
func (f *Flag) UnmarshalJSONFrom(d *jsontext.Decoder) error {
	token, err := d.ReadToken()
	if err != nil {
		return err
	}
	switch token.Kind() {
	case 't', 'f':
		*f = Flag(token.Bool())
		return nil
	default:
		return fmt.Errorf("%s is not true or false", token)
	}
}
