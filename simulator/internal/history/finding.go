package history

import (
	"errors"
	"fmt"
	"strings"
)

// Invariant is one of the things that must hold.
type Invariant string

// The invariants; see the package documentation.
const (
	Converged Invariant = "converged"
	InScope   Invariant = "scope"
	Once      Invariant = "once"
	Explained Invariant = "explained"
)

// Finding is an invariant that did not hold.
type Finding struct {
	Invariant Invariant
	What      string
	Step      int      // index of the line after which it was found
	Expect    []string // lines of a scenario that say what should have been
}

func (f *Finding) String() string { return fmt.Sprintf("%s: %s", f.Invariant, f.What) }

func found(i Invariant, expect, format string, args ...any) *Finding {
	return &Finding{Invariant: i, What: fmt.Sprintf(format, args...), Expect: []string{expect}}
}

var (
	errFound = errors.New("found")
	// errUnplayable is a history that cannot be played as it was drawn: a mistake of this package.
	errUnplayable = errors.New("the step cannot be carried out")
)

// quote writes a word of a scenario.
func quote(s string) string {
	if strings.ContainsAny(s, " '#") {
		return `"` + s + `"`
	}
	if strings.ContainsAny(s, `"`) {
		return "'" + s + "'"
	}
	return s
}
