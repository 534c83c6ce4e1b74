package sqlite

import (
	"database/sql/driver"
	"strconv"

	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/match"
)

// where writes a condition on the table resource r as SQL. What asks about columns and relations becomes SQL's own, for which
// SQLite chooses indexes; the largest parts that ask about nothing but the document become calls of entrasim_holds. Every
// expression is 0 or 1, never NULL, so that NOT means what it says.
type where struct {
	args []driver.Value
	lent []int64

	docs    bool // the document is read
	exact   bool // an equality finds at most one record
	several bool // indexes find the records, perhaps many, and not in order
}

// newWhere begins with the organisation and the type, parameters 1 and 2.
func newWhere(org, typ string) *where { return &where{args: []driver.Value{org, typ}} }

// done takes back what was lent.
func (w *where) done() {
	for _, h := range w.lent {
		takeBack(h)
	}
}

func (w *where) arg(v driver.Value) string {
	w.args = append(w.args, v)
	return "?" + strconv.Itoa(len(w.args))
}

func (w *where) handle(v any) string {
	h := lend(v)
	w.lent = append(w.lent, h)
	return w.arg(h)
}

// text writes the whole condition.
func (w *where) text(c store.Cond) string {
	for _, eq := range match.Narrow(c) {
		w.exact = w.exact || eq.Value != "" && (eq.Index == store.ByID || eq.Index == store.ByUniqueKey)
	}
	base := "r.org = ?1 AND r.type = ?2"
	if match.IsIndexed(c) && len(match.Narrow(c)) == 0 {
		w.several = true
		base = "+r.org = ?1 AND +r.type = ?2" // the plus keeps SQLite from preferring the index on these
	}
	if c == nil {
		return base
	}
	return base + " AND " + w.cond(c)
}

func (w *where) cond(c store.Cond) string {
	if isOfDocument(c) {
		w.docs = true
		return "entrasim_holds(" + w.handle(match.Compile(c)) + ", r.doc)"
	}
	switch c := c.(type) {
	case store.All:
		rest, docs := split(c)
		if len(docs) > 0 {
			rest = append(rest, store.All(docs)) // last: the others are cheaper
		}
		return join(w.conds(rest), " AND ", "1")
	case store.Any:
		rest, docs := split(c)
		if len(docs) > 0 {
			rest = append(rest, store.Any(docs))
		}
		return join(w.conds(rest), " OR ", "0")
	case store.Not:
		return "NOT (" + w.cond(c.Cond) + ")"
	case store.Eq:
		return w.equality(c)
	case store.InGroup:
		return w.inGroup(c.ID)
	case store.Present:
		return "(" + fields[c.Of.Field].present + ")"
	case store.Test:
		return w.test(c)
	}
	return "0" // not a condition: CheckQuery refuses it
}

func (w *where) conds(terms []store.Cond) []string {
	texts := make([]string, len(terms))
	for i, t := range terms {
		texts[i] = w.cond(t)
	}
	return texts
}

// isOfDocument reports whether c asks about nothing but the document.
func isOfDocument(c store.Cond) bool {
	switch c := c.(type) {
	case store.All:
		return areOfDocument(c)
	case store.Any:
		return areOfDocument(c)
	case store.Not:
		return isOfDocument(c.Cond)
	case store.Element:
		return true
	case store.Present:
		return c.Of.Field == store.FieldDoc
	case store.Test:
		return c.Of.Field == store.FieldDoc
	}
	return false
}

func areOfDocument(terms []store.Cond) bool {
	rest, docs := split(terms)
	return len(rest) == 0 && len(docs) > 0
}

func split(terms []store.Cond) (rest, docs []store.Cond) {
	for _, t := range terms {
		if isOfDocument(t) {
			docs = append(docs, t)
		} else {
			rest = append(rest, t)
		}
	}
	return rest, docs
}

// join nests evenly: SQLite bounds the depth of an expression.
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
