package document

import (
	"fmt"
	"strings"
)

// Problem is one thing that is wrong with a document.
type Problem struct {
	File         string // as given to Parse, may be empty
	Line, Column int    // from 1; 0 for a document that nobody wrote
	Path         string // "attributes[2].name"; "" for the document itself
	What         string // what is wrong
	Remedy       string // what would be right
}

// Error returns the problem on one line.
func (p *Problem) Error() string {
	var b strings.Builder
	if p.File != "" {
		b.WriteString(p.File + ":")
	}
	if p.Line > 0 {
		fmt.Fprintf(&b, "%d:%d: ", p.Line, p.Column)
	}
	if p.Path != "" {
		b.WriteString(p.Path + " ")
	}
	b.WriteString(p.What)
	if p.Remedy != "" {
		b.WriteString("; " + p.Remedy)
	}
	return b.String()
}

// Hint is what would help.
func (p *Problem) Hint() string { return p.Remedy }

// Problems is everything that was found, in the order of the document, at least one.
type Problems []*Problem

// Error returns one line per problem.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// Unplaced returns the problems without file, line and column, for a document that a program has put together.
func (ps Problems) Unplaced() Problems {
	out := make(Problems, len(ps))
	for i, p := range ps {
		plain := *p
		plain.File, plain.Line, plain.Column = "", 0, 0
		out[i] = &plain
	}
	return out
}

// Hint is what would help with the first problem.
func (ps Problems) Hint() string { return ps[0].Remedy }

// Unwrap gives access to the single problems.
func (ps Problems) Unwrap() []error {
	out := make([]error, len(ps))
	for i, p := range ps {
		out[i] = p
	}
	return out
}
