package expr

import "fmt"

// SyntaxError says why a text is not an expression of the language.
type SyntaxError struct {
	Pos     Pos
	Problem string
	Hint    string // what to do about it; may be empty
}

// Error gives place, problem and hint in one line.
func (e *SyntaxError) Error() string {
	s := e.Pos.String() + ": " + e.Problem
	if e.Hint != "" {
		s += "; " + e.Hint
	}
	return s
}

// EvalError says why an expression has no value for one object. It is an object-level failure: other objects may
// well have a value.
type EvalError struct {
	Pos      Pos
	Function string // function that failed; empty outside functions
	Problem  string
}

// Error gives place, function and problem in one line.
func (e *EvalError) Error() string {
	if e.Function == "" {
		return fmt.Sprintf("%s: %s", e.Pos, e.Problem)
	}
	return fmt.Sprintf("%s: %s: %s", e.Pos, e.Function, e.Problem)
}
