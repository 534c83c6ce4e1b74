package suites

import (
	"errors"
	"fmt"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Kind says whose fault it is that nothing could be judged.
type Kind int

// The kinds of Error.
const (
	Usage       Kind = iota + 1 // the options cannot work
	Unreachable                 // nothing answers that could be judged, or it refuses the token
	Internal                    // our own fault
)

// Error is why Run judged nothing.
type Error struct {
	Kind   Kind
	Err    error
	Advice string // what would help, in one line
}

func (e *Error) Error() string { return e.Err.Error() }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Hint tells what would help.
func (e *Error) Hint() string { return e.Advice }

// ExitCode is that of the command line: 2 for usage and configuration, 3 for the rest.
func (e *Error) ExitCode() int {
	if e.Kind == Usage {
		return 2
	}
	return 3
}

func usage(advice, format string, args ...any) *Error {
	return &Error{Kind: Usage, Err: fmt.Errorf(format, args...), Advice: advice}
}

// reachError explains why the target cannot be judged.
func reachError(err error, opts Options) *Error {
	e := &Error{Kind: Unreachable, Err: fmt.Errorf("judge %s: %w", opts.URL, err)}
	switch {
	case errors.Is(err, harness.ErrRefused):
		e.Advice = "check that the token was issued for this endpoint, has not expired and was not revoked; it is sent as Authorization: Bearer <token>"
	case errors.Is(err, harness.ErrNoToken):
		e.Advice = "check --oauth-token-url, the client's id and secret, and whether it may use client_credentials; some servers want --oauth-scope or --oauth-secret-in-body"
	case errors.Is(err, harness.ErrNotSCIM):
		e.Advice = "the base URL is what stands in front of /Users, for example https://host/scim/v2; a login page or a proxy may be answering instead"
	default:
		e.Advice = adviceFor(err)
	}
	return e
}
