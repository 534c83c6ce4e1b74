package store

// Index names an equality that every store answers from an index.
type Index int

// The indexed equalities. Values are folded for ByUniqueKey, ByDisplay and ByEmail, exact for the others.
const (
	ByID Index = iota
	ByUniqueKey
	ByExternalID
	ByDisplay
	ByMember // groups that have this id as a direct member
	ByEmail  // records with this among the values of "emails" in their Doc; the store sees to it by itself
)

// Eq is the condition that a record's Index has Value. An empty Value equals an absent one. In an All it narrows a query to
// what the index finds, so name it beside the exact condition where it follows from that: emails[type eq "work" and value
// eq "a@b"] is All{Eq{ByEmail, "a@b"}, Element{…}}.
type Eq struct {
	Index Index
	Value string
}
