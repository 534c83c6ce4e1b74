package dial

import (
	"fmt"
	"strconv"
	"strings"
)

// Error is a dial that cannot be set.
type Error struct {
	Assignment string // the name, or the assignment, that is at fault
	problem    string
	hint       string
}

func (e *Error) Error() string { return e.problem }

// Hint says what would have been accepted.
func (e *Error) Hint() string { return e.hint }

func quote(s string) string { return strconv.Quote(s) }

func unknownName(name string) *Error {
	e := &Error{Assignment: name, problem: fmt.Sprintf("unknown dial %q", name), hint: "entrasim dials lists the names"}
	names := make([]string, len(table))
	for i, d := range table {
		names[i] = d.Name
	}
	if near := nearest(canonical(name), names); near != "" {
		e.problem += fmt.Sprintf(", did you mean %q?", near)
	}
	return e
}

func badValue(d Dial, text string) *Error {
	e := &Error{
		Assignment: d.Name + "=" + text,
		problem:    fmt.Sprintf("dial %s cannot be %q: it takes %s", d.Name, text, d.Allowed()),
		hint:       fmt.Sprintf("%s (default %s)", d.Description, defaultText(d)),
	}
	if near := nearest(canonical(text), d.Values); near != "" {
		e.problem += fmt.Sprintf(", did you mean %q?", near)
	}
	return e
}

func defaultText(d Dial) string {
	if d.Default == "" {
		return "empty"
	}
	return d.Default
}

// nearest returns the candidate within a third of its length in edits, or nothing. A prefix counts as near.
func nearest(word string, candidates []string) string {
	if word == "" {
		return ""
	}
	best, bestDistance := "", 1<<30
	for _, c := range candidates {
		distance := edits(word, c)
		if strings.HasPrefix(c, word) {
			distance = min(distance, 1)
		}
		if distance < bestDistance && distance <= max(2, len(c)/3) {
			best, bestDistance = c, distance
		}
	}
	return best
}

// edits is the Levenshtein distance.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}
