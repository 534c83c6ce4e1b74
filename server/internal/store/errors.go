package store

import "errors"

// Sentinel errors; callers branch on them with errors.Is.
var (
	// ErrNotFound: the organisation, provider, token, mapping or resource does not exist (or is another organisation's).
	ErrNotFound = errors.New("not found")
	// ErrConflict: something that must be unique is taken: a resource's UniqueKey (then *ConflictError) or id, a token's
	// hash, or the id of a provider or token that belongs elsewhere.
	ErrConflict = errors.New("already exists")
	// ErrClosed: the store was closed.
	ErrClosed = errors.New("store is closed")
	// ErrUnavailable: the database cannot be reached at the moment; trying again later may help.
	ErrUnavailable = errors.New("database is unavailable")
	// ErrPosition: a Query's After is not a position in its order.
	ErrPosition = errors.New("not a position of this query")
)

// ConflictError says which unique key of a resource is taken. It matches ErrConflict under errors.Is.
type ConflictError struct {
	Type      string // resource type name, "User" or "Group"
	UniqueKey string // the taken key, folded
}

func (e *ConflictError) Error() string {
	return e.Type + " with key " + e.UniqueKey + " already exists"
}

// Is reports whether target is ErrConflict.
func (e *ConflictError) Is(target error) bool { return target == ErrConflict }
