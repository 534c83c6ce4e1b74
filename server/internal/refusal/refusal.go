package refusal

import (
	"fmt"

	"github.com/entrasim/entrasim/server/internal/store"
)

// Code says what kind of refusal it is.
type Code int

// The codes; the admin API answers 400, 404 and 409 to them.
const (
	Invalid  Code = iota // a value is missing, malformed or not allowed
	NotFound             // what the caller names does not exist
	Conflict             // it exists already, or is still in use
)

// Error is a refusal.
type Error struct {
	Code    Code
	Message string // what is wrong, naming the field or object
	Remedy  string // what would help; may be empty
}

func (e *Error) Error() string { return e.Message }

// Hint is what would help.
func (e *Error) Hint() string { return e.Remedy }

// Is makes a refusal match the store's sentinel of the same meaning.
func (e *Error) Is(target error) bool {
	switch target {
	case store.ErrNotFound:
		return e.Code == NotFound
	case store.ErrConflict:
		return e.Code == Conflict
	}
	return false
}

// New returns a refusal with a formatted message and no hint yet.
func New(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// WithHint adds what would help and returns the same refusal.
func (e *Error) WithHint(format string, args ...any) *Error {
	e.Remedy = fmt.Sprintf(format, args...)
	return e
}
