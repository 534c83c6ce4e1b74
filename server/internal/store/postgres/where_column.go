package postgres

import (
	"math/big"
	"time"

	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/match"
)

// fieldColumn is how a Field is read.
type fieldColumn struct{ column, present, weight string }

var fields = map[store.Field]fieldColumn{
	store.FieldID:         textColumn("r.id"),
	store.FieldUniqueKey:  textColumn("r.unique_key"),
	store.FieldExternalID: textColumn("r.external_id"),
	store.FieldDisplay:    textColumn("r.display_key"),
	store.FieldCreated:    timeColumn("r.created"),
	store.FieldModified:   timeColumn("r.modified"),
}

func textColumn(name string) fieldColumn {
	return fieldColumn{name, name + " <> ''", "nullif(" + name + ", '')"}
}

func timeColumn(name string) fieldColumn { return fieldColumn{name, name + " IS NOT NULL", name} }

var operators = map[store.Op]string{
	store.Equal: "=", store.NotEqual: "<>", store.Greater: ">", store.GreaterOrEqual: ">=",
	store.Less: "<", store.LessOrEqual: "<=",
}

// test compares a column. A missing value is asked about first, so that a comparison with NULL decides nothing.
func (w *where) test(t store.Test) string {
	f := fields[t.Of.Field]
	var cond string
	switch v := t.Value.(type) {
	case time.Time:
		cond = f.column + " " + operators[t.Op] + " " + w.arg(nanoseconds(v), "numeric")
	case string:
		cond = w.compare(f.column, t.Op, v)
		if match.IsIndexed(t) {
			cond += w.forIndex(f.column, t.Op, cut(text(v)))
		}
	}
	if t.Missing {
		return "(NOT (" + f.present + ") OR (" + cond + "))"
	}
	return "(" + f.present + " AND " + cond + ")"
}

// ofType repeats what every condition begins with, for the alternatives of an Any: each is looked up on its own.
const ofType = " AND r.org = $1 AND r.type = $2"

// forIndex adds to a comparison of a column what its index can answer.
func (w *where) forIndex(column string, op store.Op, literal string) string {
	start := column
	if column != "r.id" {
		start = "left(" + column + ", 250)"
	}
	if op == store.Equal {
		return " AND " + start + " = " + w.arg(literal, "text") + ofType
	}
	cond := " AND " + start + " >= " + w.arg(literal, "text")
	if end, ok := afterPrefix(literal); ok {
		cond += " AND " + start + " < " + w.arg(end, "text")
	}
	return cond + ofType
}

// indexed is how many characters of a text an index holds.
const indexed = 250

func cut(s string) string {
	n := 0
	for i := range s {
		if n++; n > indexed {
			return s[:i]
		}
	}
	return s
}

// compare compares a text that is not NULL.
func (w *where) compare(value string, op store.Op, literal string) string {
	arg := w.text(literal)
	switch op {
	case store.Contains:
		return "strpos(" + value + ", " + arg + ") > 0"
	case store.StartsWith:
		return "starts_with(" + value + ", " + arg + ")"
	case store.EndsWith:
		return "right(" + value + ", length(" + arg + ")) = " + arg
	}
	return value + " " + operators[op] + " " + arg + ` COLLATE "C"`
}

// equality uses an index. What other tables find comes as an array: were it a join, hundreds of conditions would take the
// planner for ever.
func (w *where) equality(eq store.Eq) string {
	switch eq.Index {
	case store.ByMember:
		return w.seq() + " = ANY (ARRAY(SELECT m.grp FROM member m WHERE m.res = " +
			"(SELECT u.seq FROM resource u WHERE u.org = $1 AND u.id = " + w.text(eq.Value) + ")))"
	case store.ByEmail:
		if eq.Value == "" {
			return "NOT EXISTS (SELECT 1 FROM email e WHERE e.res = r.seq)"
		}
		v := w.text(eq.Value)
		return w.seq() + " = ANY (ARRAY(SELECT e.res FROM email e WHERE e.org = $1 AND left(e.value, 250) = left(" + v + ", 250) AND e.value = " +
			v + "))"
	case store.ByID:
		return "(r.id = " + w.text(eq.Value) + ofType + ")"
	}
	column := columns[eq.Index]
	if eq.Value == "" {
		return column + " = ''"
	}
	v := w.text(eq.Value)
	return "(left(" + column + ", 250) = left(" + v + ", 250) AND " + column + " = " + v + " AND " + column + " <> ''" + ofType + ")"
}

var columns = map[store.Index]string{
	store.ByUniqueKey:  "r.unique_key",
	store.ByExternalID: "r.external_id",
	store.ByDisplay:    "r.display_key",
}

func (w *where) inGroup(id string) string {
	group := w.text(id)
	return `(r.id <> ` + group + ` AND ` + w.seq() + ` = ANY (ARRAY(
		WITH RECURSIVE reach (grp) AS (
			SELECT seq FROM resource WHERE org = $1 AND id = ` + group + ` AND type = 'Group'
			UNION
			SELECT m.res FROM reach JOIN member m ON m.grp = reach.grp AND m.nested
		)
		SELECT m.res FROM reach JOIN member m ON m.grp = reach.grp)))`
}

// nanoseconds is an instant since 1970, which for one that cannot be stored is out of the range of 64 bits.
func nanoseconds(t time.Time) string {
	n := new(big.Int).Mul(big.NewInt(t.Unix()), big.NewInt(int64(time.Second)))
	return n.Add(n, big.NewInt(int64(t.Nanosecond()))).String()
}
