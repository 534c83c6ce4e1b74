package scim

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// The scimType keywords of RFC 7644 §3.12, table 9. They go with status 400, except Uniqueness, which goes with 409.
const (
	InvalidFilter = "invalidFilter"
	TooMany       = "tooMany"
	Uniqueness    = "uniqueness"
	Mutability    = "mutability"
	InvalidSyntax = "invalidSyntax"
	InvalidPath   = "invalidPath"
	NoTarget      = "noTarget"
	InvalidValue  = "invalidValue"
	InvalidVers   = "invalidVers"
	Sensitive     = "sensitive"
)

// Error is a failure as the client sees it (RFC 7644 §3.12). It is immutable after construction.
type Error struct {
	Status   int    // HTTP status code
	ScimType string // one of the keywords above, or empty
	Detail   string // for a person: what is wrong, where, and what would be right
}

// Error returns status, keyword and detail on one line.
func (e *Error) Error() string {
	s := strconv.Itoa(e.Status)
	if e.ScimType != "" {
		s += " " + e.ScimType
	}
	return s + ": " + e.Detail
}

// AppendJSON appends the error's body. Status is a string, as RFC 7644 demands and Entra expects (Q22).
func (e *Error) AppendJSON(dst []byte) []byte {
	dst = append(dst, `{"schemas":["`+MessageError+`"],"status":"`...)
	dst = strconv.AppendInt(dst, int64(e.Status), 10)
	dst = append(dst, '"')
	if e.ScimType != "" {
		dst = append(dst, `,"scimType":`...)
		dst = AppendString(dst, e.ScimType)
	}
	if e.Detail != "" {
		dst = append(dst, `,"detail":`...)
		dst = AppendString(dst, e.Detail)
	}
	return append(dst, '}')
}

// maxQuoted is how much of a client's text an error repeats.
const maxQuoted = 100

// Quote returns s as a quoted string for a detail, cut after 100 bytes.
func Quote(s string) string {
	if len(s) > maxQuoted {
		s = strings.ToValidUTF8(s[:maxQuoted], "") + "…"
	}
	return strconv.Quote(s)
}

// Errorf builds an Error of any status without scimType.
func Errorf(status int, format string, args ...any) *Error {
	return &Error{Status: status, Detail: fmt.Sprintf(format, args...)}
}

// BadRequest builds a 400 with the given scimType, which may be empty.
func BadRequest(scimType, format string, args ...any) *Error {
	return &Error{Status: http.StatusBadRequest, ScimType: scimType, Detail: fmt.Sprintf(format, args...)}
}

// NotFound builds a 404.
func NotFound(format string, args ...any) *Error {
	return Errorf(http.StatusNotFound, format, args...)
}

// Conflict builds a 409 with scimType uniqueness.
func Conflict(format string, args ...any) *Error {
	return &Error{Status: http.StatusConflict, ScimType: Uniqueness, Detail: fmt.Sprintf(format, args...)}
}

// PreconditionFailed builds a 412, for an If-Match that names another version.
func PreconditionFailed(format string, args ...any) *Error {
	return Errorf(http.StatusPreconditionFailed, format, args...)
}

// TooLarge builds a 413, for a body or a set of operations beyond what one request may cost.
func TooLarge(format string, args ...any) *Error {
	return Errorf(http.StatusRequestEntityTooLarge, format, args...)
}

// NotImplemented builds a 501, for a feature that /ServiceProviderConfig says is not supported.
func NotImplemented(format string, args ...any) *Error {
	return Errorf(http.StatusNotImplemented, format, args...)
}
