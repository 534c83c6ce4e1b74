package store

import "context"

// Query asks for a page of the resources of one type in one organisation.
//
// It is answered exactly: every record of the page satisfies Where and Check, none is left out, and Total counts what
// satisfies both. The database evaluates Where and sorts; what Cond has no words for (the display of a member, the name
// of a group somebody is in) goes into Check, and a store without the means to evaluate some Cond itself evaluates it on
// the records, never leaving that to the caller.
type Query struct {
	// Where chooses. Nil chooses everything.
	Where Cond
	// Check chooses further among what Where has chosen, when it is not nil. It makes the query look at each of these
	// records, so it is best combined with a Where that holds whenever Check does and an index answers. It is called
	// outside of any lock or connection and may use the Reader the query runs on.
	Check func(ctx context.Context, r *Record) (bool, error)
	// Sort is the order. Nil is the order of creation (Seq).
	Sort *Sort
	// After, when set, is where the page begins: behind that position. Records that were added, changed or removed since
	// the position was given neither shift the page nor make it repeat any that stayed where they were.
	After Position
	// Offset skips that many records, counted from After.
	Offset int
	// Limit is the most records the page has; negative means no limit.
	Limit int
	// Total asks for the number of matches.
	Total bool
}

// Page is the answer to a Query.
type Page struct {
	Records []Record
	// Total is the number of records that satisfy Where and Check, whatever After, Offset and Limit are; -1 when it was not
	// asked for. It may be of another moment than Records when others write meanwhile.
	Total int
	// Next is the position behind the last of Records if there are more, "" otherwise. Only a Query with the same
	// organisation, type, Where, Check and Sort may continue there.
	Next Position
}

// Position is a place in the order of a Query: opaque, printable ASCII, and good for as long as the data. It says no more
// than the sort value and Seq of a record that its holder was given. A Position that is malformed or made under another
// kind of Sort gives ErrPosition; so does one in front of which the record has gone if its sort value is longer than 1,000
// bytes (then the position names only the record).
type Position string

// Sort is an order of records: by one value, records that have none last (ascending) or first (descending), ties in the
// order of creation in either case.
type Sort struct {
	By Ref
	// Kind is the kind of value to sort by, for FieldDoc; others count as none, and so does the empty string.
	Kind Kind
	// Fold ignores letter case, for FieldDoc and KindString.
	Fold bool
	// Descending turns the order round.
	Descending bool
}

// Kind is a kind of value in a document.
type Kind uint8

// The kinds, with the order of their values.
const (
	KindString  Kind = iota // by code points
	KindNumber              // as 64-bit floating point
	KindBool                // false, true
	KindInstant             // a dateTime (RFC 7643 §2.3.5), by the instant
)

// Field says which part of a Record is meant.
type Field uint8

// The fields. All but FieldDoc are columns of their own: cheaper than the same value in the document, and those of an
// Index in sorted order.
const (
	FieldDoc        Field = iota
	FieldID               // string
	FieldUniqueKey        // string, folded
	FieldExternalID       // string
	FieldDisplay          // string: DisplayKey, folded
	FieldCreated          // time.Time
	FieldModified         // time.Time
)

// Ref names a value of a record, or values. A string field that is "" and a time that is zero are missing.
//
// Path leads into Doc: the names of members, in the case they are stored in, from the outside in:
//
//	{"name", "familyName"}
//	{"emails", "value"}
//	{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", "manager", "value"}
//
// Arrays are entered at every step: an array stands for its elements, so {"emails", "value"} means the value of every
// e-mail. A step that leads nowhere (no such member, null, an empty array, not an object) gives one missing value: of two
// e-mails of which one has no type, {"emails", "type"} has two values, one of them missing. Nulls in arrays are as if they
// were not there. An empty Path is the element itself, inside of Element.
//
// Sort takes one value of many: at each array the first element whose "primary" is true, or else the first.
type Ref struct {
	Field Field
	Path  []string // FieldDoc only
}

// Doc returns a reference into the document.
func Doc(path ...string) Ref { return Ref{Path: path} }
