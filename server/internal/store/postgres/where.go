package postgres

import (
	"strconv"

	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/match"
)

// where writes a condition on the table resource r as SQL. Every expression is true or false, never NULL, so that NOT means what
// it says.
type where struct {
	args []any
	// placed says that what stands around has found its records by their seq already, see seq.
	placed bool
}

// newWhere begins with the organisation and the type, parameters 1 and 2.
func newWhere(org, typ string) *where { return &where{args: []any{text(org), text(typ)}} }

// arg adds a parameter, of the given type of PostgreSQL's.
func (w *where) arg(v any, typ string) string {
	w.args = append(w.args, v)
	return "$" + strconv.Itoa(len(w.args)) + "::" + typ
}

func (w *where) text(v string) string { return w.arg(text(v), "text") }

// all writes the whole condition.
func (w *where) all(c store.Cond) string {
	if c == nil {
		return "r.org = $1 AND r.type = $2"
	}
	base := "r.org = $1 AND r.type = $2"
	if match.IsIndexed(c) {
		// PostgreSQL thinks very little of how many records an organisation has, until it has counted them, and would rather
		// read them all: the concatenation keeps it from using the index on these. What uses another repeats them (ofType).
		base = "r.org || '' = $1 AND r.type || '' = $2"
	}
	return base + " AND " + w.cond(c, "r.search")
}

// cond writes a condition; at is the JSON that paths begin in.
func (w *where) cond(c store.Cond, at string) string {
	switch c := c.(type) {
	case store.All:
		return join(w.conds(c, at), " AND ", "true")
	case store.Any:
		return join(w.alternatives(c, at), " OR ", "false")
	case store.Not:
		defer func(placed bool) { w.placed = placed }(w.placed)
		w.placed = true // no index finds what is not so
		return "(NOT " + w.cond(c.Cond, at) + ")"
	case store.Eq:
		return w.equality(c)
	case store.InGroup:
		return w.inGroup(c.ID)
	case store.Present:
		if c.Of.Field != store.FieldDoc {
			return "(" + fields[c.Of.Field].present + ")"
		}
		return w.some(at, c.Of.Path, present)
	case store.Element:
		return w.some(at, c.Path, func(e string) string { return w.cond(c.Where, e) })
	case store.Test:
		if c.Of.Field != store.FieldDoc {
			return w.test(c)
		}
		return w.docTest(c, at)
	}
	return "false" // not a condition: CheckQuery refuses it
}

func (w *where) conds(terms []store.Cond, at string) []string {
	texts := make([]string, len(terms))
	for i, t := range terms {
		texts[i] = w.cond(t, at)
	}
	return texts
}

// alternatives writes the terms of an Any, each of which may be found by its own seqs.
func (w *where) alternatives(terms []store.Cond, at string) []string {
	texts := make([]string, len(terms))
	before, after := w.placed, w.placed
	for i, t := range terms {
		w.placed = before
		texts[i] = w.cond(t, at)
		after = after || w.placed
	}
	w.placed = after
	return texts
}

// seq is how a condition names the record that it looks up. The index is offered to one condition of a conjunction only: for
// several arrays PostgreSQL would go through each combination of their elements, which for a dozen takes hours.
func (w *where) seq() string {
	if w.placed {
		return "r.seq + 0"
	}
	w.placed = true
	return "r.seq"
}

// join nests evenly, so that the parser's stack does not depend on the number of terms.
func join(parts []string, op, none string) string {
	switch n := len(parts); n {
	case 0:
		return none
	case 1:
		return parts[0]
	default:
		return "(" + join(parts[:n/2], op, none) + op + join(parts[n/2:], op, none) + ")"
	}
}
