package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/entrasim/entrasim/simulator"
)

// Exit codes of the command line.
const (
	exitFindings = 1 // objects failed
	exitUsage    = 2 // usage or configuration
	exitFailed   = 3 // the target cannot be reached, refuses us, or an error of our own
)

// Error is what a command ends with: printed as "error:" and "hint:" lines.
type Error struct {
	Message string
	Remedy  string
	Code    int
	Cause   error
}

func (e *Error) Error() string {
	text := e.Message
	switch {
	case e.Cause == nil:
	case e.Message == "":
		text = e.Cause.Error()
	default:
		text = e.Message + ": " + e.Cause.Error()
	}
	if e.Remedy == "" {
		return text
	}
	// What the hint says need not be said twice.
	return strings.TrimSuffix(text, "; "+e.Remedy)
}

// Hint is what would have helped.
func (e *Error) Hint() string { return e.Remedy }

// ExitCode is the process's exit code.
func (e *Error) ExitCode() int { return e.Code }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// usage is an error the caller can mend.
func usage(cause error, hint, format string, args ...any) error {
	return &Error{Message: fmt.Sprintf(format, args...), Remedy: hint, Code: exitUsage, Cause: cause}
}

// explain gives errors of the simulator their exit code, and a hint where they bring none.
func explain(err error) error {
	if err == nil {
		return nil
	}
	var (
		mine    *Error
		config  *simulator.ConfigError
		connect *simulator.ConnectError
		cycle   *simulator.CycleError
		state   *simulator.StateError
		idle    *simulator.NotActiveError
	)
	switch {
	case errors.As(err, &mine):
		return err
	case errors.As(err, &config):
		return &Error{Cause: err, Remedy: orElse(hintOf(err), "see `entrasim provision --help`"), Code: exitUsage}
	case errors.As(err, &state):
		return &Error{Cause: err, Remedy: state.Hint(), Code: exitUsage}
	case errors.As(err, &idle):
		return &Error{Cause: err, Remedy: "entrasim job start --state FILE", Code: exitUsage}
	case errors.As(err, &connect):
		return &Error{Cause: err, Remedy: connect.Hint(), Code: exitFailed}
	case errors.As(err, &cycle):
		return &Error{Cause: err, Remedy: cycle.Hint(), Code: exitFailed}
	default:
		return &Error{Cause: err, Remedy: hintOf(err), Code: exitFailed}
	}
}

// hintOf finds the hint an error brings along.
func hintOf(err error) string {
	if h, ok := errors.AsType[interface {
		error
		Hint() string
	}](err); ok {
		return h.Hint()
	}
	return ""
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
