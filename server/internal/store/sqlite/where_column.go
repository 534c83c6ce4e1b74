package sqlite

import (
	"fmt"
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

// test compares a column. A missing value is asked about first, so that a comparison with NULL decides nothing.
func (w *where) test(t store.Test) string {
	f := fields[t.Of.Field]
	var text string
	switch v := t.Value.(type) {
	case time.Time:
		text = w.instant(f.column, t.Op, v)
	case string:
		text = w.compare(f.column, t.Op, v)
	}
	if t.Missing {
		return "(NOT (" + f.present + ") OR " + text + ")"
	}
	return "(" + f.present + " AND " + text + ")"
}

var operators = map[store.Op]string{
	store.Equal: "=", store.NotEqual: "<>", store.Greater: ">", store.GreaterOrEqual: ">=",
	store.Less: "<", store.LessOrEqual: "<=",
}

// instant compares a time. One that cannot be stored lies beyond all that are.
func (w *where) instant(column string, op store.Op, t time.Time) string {
	if err := store.CheckTime("", t); err != nil || t.IsZero() {
		sign := 1 // of any stored time, seen from t
		if t.After(time.Unix(0, 0)) {
			sign = -1
		}
		return map[bool]string{true: "1", false: "0"}[match.Ordered(op, sign)]
	}
	return fmt.Sprintf("%s %s %s", column, operators[op], w.arg(t.UnixNano()))
}

func (w *where) compare(column string, op store.Op, literal string) string {
	if op >= store.Contains && op <= store.EndsWith && literal == "" {
		return "1"
	}
	switch op {
	case store.Contains:
		return "instr(CAST(" + column + " AS BLOB), " + w.arg([]byte(literal)) + ") > 0"
	case store.EndsWith:
		return fmt.Sprintf("substr(CAST(%s AS BLOB), -%d) = %s", column, len(literal), w.arg([]byte(literal)))
	case store.StartsWith:
		text := column + " >= " + w.arg(literal)
		if end, ok := match.AfterPrefix(literal); ok {
			text += " AND " + column + " < " + w.arg(end)
		}
		return "(" + text + ")"
	}
	return column + " " + operators[op] + " " + w.arg(literal)
}

// ofType repeats what every condition begins with, for the alternatives of an Any: each is looked up on its own.
const ofType = " AND r.org = ?1 AND r.type = ?2"

// equality uses an index. The comparison with the empty string is what lets SQLite use one that leaves out the records
// without that key.
func (w *where) equality(eq store.Eq) string {
	switch eq.Index {
	case store.ByMember:
		return "r.seq IN (SELECT m.grp FROM member m WHERE m.res = " +
			"(SELECT u.seq FROM resource u WHERE u.org = ?1 AND u.id = " + w.arg(eq.Value) + "))"
	case store.ByEmail:
		if eq.Value == "" {
			return "NOT EXISTS (SELECT 1 FROM email e WHERE e.res = r.seq)"
		}
		return "r.seq IN (SELECT e.res FROM email e WHERE e.org = ?1 AND e.value = " + w.arg(eq.Value) + ")"
	case store.ByID:
		return "(r.id = " + w.arg(eq.Value) + ofType + ")"
	}
	column := "r." + columns[eq.Index]
	if eq.Value == "" {
		return column + " = ''"
	}
	return "(" + column + " = " + w.arg(eq.Value) + " AND " + column + " <> ''" + ofType + ")"
}

func (w *where) inGroup(id string) string {
	group := w.arg(id)
	return `(r.id <> ` + group + ` AND r.seq IN (
		WITH RECURSIVE reach (grp) AS (
			SELECT seq FROM resource WHERE org = ?1 AND id = ` + group + ` AND type = 'Group'
			UNION
			SELECT m.res FROM reach CROSS JOIN member m ON m.grp = reach.grp AND m.nested = 1
		)
		SELECT m.res FROM reach CROSS JOIN member m ON m.grp = reach.grp))`
}
