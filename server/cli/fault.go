package cli

import (
	"fmt"
	"strings"
)

// Exit codes of the command line.
const (
	exitUsage  = 2 // usage or configuration
	exitFailed = 3 // the server cannot be reached, or failed
)

// Error is what a command ends with: printed as "error:" and "hint:" lines.
type Error struct {
	Message string
	Remedy  string
	Code    int
	Cause   error
}

func (e *Error) Error() string {
	if e.Cause != nil {
		// Drivers write lists on lines of their own; here everything is one line.
		return e.Message + ": " + strings.Join(strings.FieldsFunc(e.Cause.Error(), func(r rune) bool { return r == '\n' || r == '\t' }), " ")
	}
	return e.Message
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

// failed is an error of the server or of the way to it.
func failed(cause error, hint, format string, args ...any) error {
	return &Error{Message: fmt.Sprintf(format, args...), Remedy: hint, Code: exitFailed, Cause: cause}
}
