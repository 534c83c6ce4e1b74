package scenario

import (
	"errors"
	"fmt"
)

// Error is a mistake in a scenario file. Its text is file:line: verb: what is wrong.
type Error struct {
	File   string
	Line   int
	Verb   string // "" when the line has none that is known
	What   string
	Remedy string
	Err    error // the cause, if there is one
}

func (e *Error) Error() string {
	if e.Verb == "" {
		return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.What)
	}
	return fmt.Sprintf("%s:%d: %s: %s", e.File, e.Line, e.Verb, e.What)
}

// Hint says what to write instead.
func (e *Error) Hint() string { return e.Remedy }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// hint is the advice an error brings along, or other.
func hint(err error, other string) string {
	if h, ok := errors.AsType[interface {
		error
		Hint() string
	}](err); ok && h.Hint() != "" {
		return h.Hint()
	}
	return other
}
