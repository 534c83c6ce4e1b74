package store

// Index names an equality that every store answers from an index.
type Index int

// The indexed equalities. Values are folded for ByUniqueKey and ByDisplay, exact for the others.
const (
	ByID Index = iota
	ByUniqueKey
	ByExternalID
	ByDisplay
	ByMember // groups that have this id as a direct member
)

// Eq narrows a scan to records whose Index equals Value. An empty Value equals an absent one.
type Eq struct {
	Index Index
	Value string
}
