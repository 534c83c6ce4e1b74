package mapping

import (
	"fmt"
	"strings"
)

// Problem is something wrong with a mapping, in words an administrator of the portal understands.
type Problem struct {
	Warning bool   // the mapping works, but perhaps not as meant
	Object  string // name of the object mapping; "" for the document
	Target  string // name of the target attribute; "" for the whole object mapping
	Pointer string // JSON pointer into the document
	Line    int    // place in the document, from 1; 0 if unknown
	Column  int
	Message string
	Hint    string // what to do; may be empty
}

// String is the problem in one line, beginning with its place.
func (p Problem) String() string {
	var b strings.Builder
	if p.Line > 0 {
		fmt.Fprintf(&b, "%d:%d: ", p.Line, p.Column)
	}
	if p.Object != "" {
		fmt.Fprintf(&b, "%s: ", p.Object)
	}
	if p.Target != "" {
		fmt.Fprintf(&b, "%s: ", p.Target)
	}
	b.WriteString(p.Message)
	if p.Hint != "" {
		b.WriteString("; " + p.Hint)
	}
	return b.String()
}

// Error says that a mapping cannot be used.
type Error struct {
	Name     string // name of the mapping or path of the file
	Problems []Problem
}

// Error gives every problem that is not a warning, one a line.
func (e *Error) Error() string {
	var lines []string
	for _, p := range e.Problems {
		if !p.Warning {
			lines = append(lines, p.String())
		}
	}
	if len(lines) == 1 {
		return fmt.Sprintf("load mapping %s: %s", e.Name, lines[0])
	}
	return fmt.Sprintf("load mapping %s: %d problems:\n  %s", e.Name, len(lines), strings.Join(lines, "\n  "))
}

// Hint is what to do about the first problem.
func (e *Error) Hint() string {
	for _, p := range e.Problems {
		if !p.Warning && p.Hint != "" {
			return p.Hint
		}
	}
	return ""
}

// EvaluationError says why an object cannot be exported. It is an object-level failure.
type EvaluationError struct {
	Object string // name of the object mapping
	Target TargetPath
	Code   string // error code of the provisioning log; "" where none is documented
	Err    error
}

// CodeSingleValue is the code of a multi-valued source mapped to a single-valued target (engine §6.2).
const CodeSingleValue = "SchemaPropertyCanOnlyAcceptValue"

// Error names mapping, attribute and cause.
func (e *EvaluationError) Error() string {
	return fmt.Sprintf("evaluate mapping of %s in %q: %v", e.Target, e.Object, e.Err)
}

// Unwrap gives the cause.
func (e *EvaluationError) Unwrap() error { return e.Err }
