package cli

import "fmt"

// Exit codes of the command line.
const (
	exitFindings = 1
	exitUsage    = 2
	exitFailed   = 3
)

// Error is what a command ends with: printed as "error:" and "hint:" lines, or not at all when it has no text, because the
// report has said everything.
type Error struct {
	Message string
	Remedy  string
	Code    int
	Cause   error
}

func (e *Error) Error() string {
	switch {
	case e.Cause == nil:
		return e.Message
	case e.Message == "":
		return e.Cause.Error()
	default:
		return e.Message + ": " + e.Cause.Error()
	}
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
