package store

// Cond is a condition on a record: one of All, Any, Not, Eq, Test, Present, Element, InGroup.
type Cond interface{ cond() }

// All holds if every one does; an empty All holds.
type All []Cond

// Any holds if one of them does; an empty Any does not.
type Any []Cond

// Not holds if Cond does not.
type Not struct{ Cond Cond }

// Test holds if the comparison with Value holds for one of the values at Of.
//
// The dynamic type of Value says what is compared: string, bool, int64, float64 or time.Time (the instant that a dateTime
// string means). A value in the document that is of another kind never satisfies the comparison, whatever Op is; int64 and
// float64 are of one kind, two integers are compared exactly and anything else as float64. Strings are compared by code
// points. A bool knows only Equal and NotEqual, a number and an instant all but Contains, StartsWith and EndsWith.
type Test struct {
	Of    Ref
	Op    Op
	Value any
	// Fold ignores letter case (scim.FoldKey of both sides), for strings in the document. Values compared with
	// FieldUniqueKey and FieldDisplay must be folded by the caller, as those fields are.
	Fold bool
	// Missing is the outcome for a missing value: true for "ne", and for "primary eq false", usually; false otherwise.
	Missing bool
}

// Present holds if there is a value at Of that counts as one (RFC 7644 §3.4.2.2, "pr"): not the empty string or object.
type Present struct{ Of Ref }

// Element holds if one element of the array at Path satisfies Where, whose Refs are relative to the element and of FieldDoc
// (the filter language's emails[type eq "work" and value co "@"]). A value that is not an array is its own only element; where
// there is no value, nothing holds. Where must not contain Eq and InGroup.
type Element struct {
	Path  []string
	Where Cond
}

// InGroup holds for the direct and indirect members of the group with the given id; the group itself is never one of them.
type InGroup struct{ ID string }

func (All) cond()     {}
func (Any) cond()     {}
func (Not) cond()     {}
func (Eq) cond()      {}
func (Test) cond()    {}
func (Present) cond() {}
func (Element) cond() {}
func (InGroup) cond() {}

// Op is a comparison.
type Op uint8

// The comparisons.
const (
	Equal Op = iota
	NotEqual
	Contains
	StartsWith
	EndsWith
	Greater
	GreaterOrEqual
	Less
	LessOrEqual
)
