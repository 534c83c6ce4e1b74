package rule

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Error is a mistake in a rule file.
type Error struct {
	File         string
	Line, Column int // from 1; columns in characters
	What         string
	Remedy       string
}

// Error returns file:line:column: what; remedy.
func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s; %s", e.File, e.Line, e.Column, e.What, e.Remedy)
}

// Hint is what would help.
func (e *Error) Hint() string { return e.Remedy }

// Nearest returns the name among names that somebody who wrote word may have meant, or "". Names that begin with the word
// count as near, and so do names that differ from it in a third of their letters at most.
func Nearest(word string, names []string) string {
	word = strings.ToLower(word)
	best, distance := "", len(word)/3+1
	for _, n := range slices.Sorted(slices.Values(names)) {
		if d := edits(word, strings.ToLower(n)); d < distance {
			best, distance = n, d
		}
	}
	if best == "" && len(word) >= 3 {
		for _, n := range slices.Sorted(slices.Values(names)) {
			if strings.HasPrefix(strings.ToLower(n), word) {
				return n
			}
		}
	}
	return best
}

// edits is how many letters must be changed, put in or left out to make b of a.
func edits(a, b string) int {
	const longest = 60 // names are shorter; longer input is not worth comparing
	if len(a) > longest || len(b) > longest {
		return math.MaxInt
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
