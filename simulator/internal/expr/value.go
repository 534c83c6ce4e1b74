package expr

import "strings"

// Redacted is what logs show in place of a value that passed through Redact.
const Redacted = "[Redact]"

// True and False are how Booleans are written as values.
const (
	True  = "True"
	False = "False"
)

type kind uint8

const (
	kindNull kind = iota
	kindText
	kindList
)

// Value is the result of an expression: null, a text, or a list of texts. The zero Value is null.
type Value struct {
	kind     kind
	text     string
	list     []string
	ignored  bool
	redacted bool
	roles    []Role
	shape    RoleShape
	choices  []string
}

// Null is the absent value.
func Null() Value { return Value{} }

// Text is a single value.
func Text(s string) Value { return Value{kind: kindText, text: s} }

// Bool is the text True or False.
func Bool(b bool) Value {
	if b {
		return Text(True)
	}
	return Text(False)
}

// List is a multi-valued value; without any value it is null.
func List(values []string) Value {
	if len(values) == 0 {
		return Null()
	}
	return Value{kind: kindList, list: values}
}

// Of is the value of an attribute that holds the given values: null, a text, or a list.
func Of(values []string) Value {
	if len(values) == 1 {
		return Text(values[0])
	}
	return List(values)
}

// IsNull reports whether there is no value.
func (v Value) IsNull() bool { return v.kind == kindNull }

// IsList reports whether the value is multi-valued. A list may hold a single value.
func (v Value) IsList() bool { return v.kind == kindList }

// Empty reports whether the value is null or the empty text.
func (v Value) Empty() bool { return v.kind == kindNull || v.kind == kindText && v.text == "" }

// Strings gives the values, nil for null. The caller must not change the slice.
func (v Value) Strings() []string {
	switch v.kind {
	case kindText:
		return []string{v.text}
	case kindList:
		return v.list
	default:
		return nil
	}
}

// Ignored reports whether the attribute is to be left out of the export, whatever its value (IgnoreFlowIfNullOrEmpty,
// IgnoreAttributeFlow).
func (v Value) Ignored() bool { return v.ignored }

// IsRedacted reports whether logs must show Redacted instead of the value.
func (v Value) IsRedacted() bool { return v.redacted }

// Roles gives the app roles the value was made of by one of the role functions, with the shape they are sent in.
func (v Value) Roles() ([]Role, RoleShape) { return v.roles, v.shape }

// Choices are the values that SelectUniqueValue leaves to the target, in the order in which they are to be tried: the first one
// that no object of the target has is the value. Nil for every other expression.
func (v Value) Choices() []string { return v.choices }

// String is the value for people: ∅ for null, lists in brackets, [Redact] for redacted values.
func (v Value) String() string {
	switch {
	case v.ignored:
		return "(not exported)"
	case v.redacted:
		return Redacted
	case v.kind == kindNull:
		return "∅"
	case v.kind == kindText:
		return quote(v.text)
	}
	parts := make([]string, len(v.list))
	for i, s := range v.list {
		parts[i] = quote(s)
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

// each applies f to every value and keeps null null and lists lists.
func (v Value) each(f func(string) (string, error)) (Value, error) {
	switch v.kind {
	case kindText:
		s, err := f(v.text)
		if err != nil {
			return Null(), err
		}
		return Text(s), nil
	case kindList:
		out := make([]string, len(v.list))
		for i, s := range v.list {
			var err error
			if out[i], err = f(s); err != nil {
				return Null(), err
			}
		}
		return List(out), nil
	default:
		return Null(), nil
	}
}
