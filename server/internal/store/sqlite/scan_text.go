package sqlite

import (
	"database/sql/driver"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/entrasim/entrasim/server/internal/store"
)

const recordColumns = "r.seq, r.id, r.version, r.created, r.modified, r.unique_key, r.external_id, r.display_key, r.active, r.doc"

// record reads the columns of recordColumns.
func record(row row, org, typ string) store.Record {
	return store.Record{
		Organisation: org,
		Type:         typ,
		Seq:          row.integer(0),
		ID:           row.text(1),
		Version:      row.integer(2),
		Created:      row.time(3),
		Modified:     row.time(4),
		UniqueKey:    row.text(5),
		ExternalID:   row.text(6),
		DisplayKey:   row.text(7),
		Active:       row.boolean(8),
		Doc:          row.blob(9),
	}
}

// firstValue is the number of the parameter that holds the first equality's value, in scans and counts alike; before it
// come organisation, type, and, in scans, the last Seq seen, the limit and the offset.
const firstValue = 6

func scanText(narrow []store.Eq) string {
	return "SELECT " + recordColumns + " FROM resource r WHERE r.org = ?1 AND r.type = ?2 AND r.seq > ?3" +
		conditions(narrow) + " ORDER BY r.seq LIMIT ?4 OFFSET ?5"
}

func countText(narrow []store.Eq) string {
	return "SELECT count(*) FROM resource r WHERE r.org = ?1 AND r.type = ?2" + conditions(narrow)
}

// conditions writes the equalities. The comparison with the empty string is what lets SQLite use an index that leaves
// out the records without that key.
func conditions(narrow []store.Eq) string {
	var b strings.Builder
	var members []string
	for i, eq := range narrow {
		param := "?" + strconv.Itoa(firstValue+i)
		if eq.Index == store.ByMember {
			members = append(members, param)
			continue
		}
		column := "r." + columns[eq.Index]
		b.WriteString(" AND " + column + " = " + param)
		if eq.Value != "" && eq.Index != store.ByID {
			b.WriteString(" AND " + column + " <> ''")
		}
	}
	if len(members) > 0 {
		b.WriteString(" AND r.seq IN (SELECT m.grp FROM member m WHERE m.res = " +
			"(SELECT u.seq FROM resource u WHERE u.org = ?1 AND u.id = " + members[0] + "))")
	}
	if len(members) > 1 {
		fmt.Fprintf(&b, " AND %d = (SELECT count(*) FROM resource u JOIN member m ON m.res = u.seq AND m.grp = r.seq"+
			" WHERE u.org = ?1 AND u.id IN (%s))", len(members), strings.Join(members, ", "))
	}
	return b.String()
}

var columns = map[store.Index]string{
	store.ByID:         "id",
	store.ByUniqueKey:  "unique_key",
	store.ByExternalID: "external_id",
	store.ByDisplay:    "display_key",
}

// distinct drops repetitions. Two different values for one column cannot both hold: then nothing is possible.
func distinct(narrow []store.Eq) (out []store.Eq, possible bool, err error) {
	if err := store.CheckNarrow(narrow); err != nil || len(narrow) < 2 {
		return narrow, true, err
	}
	for _, eq := range narrow {
		if slices.Contains(out, eq) {
			continue
		}
		if eq.Index != store.ByMember && slices.ContainsFunc(out, func(o store.Eq) bool { return o.Index == eq.Index }) {
			return nil, false, nil
		}
		out = append(out, eq)
	}
	return out, true, nil
}

func values(narrow []store.Eq) []driver.Value {
	vs := make([]driver.Value, len(narrow))
	for i, eq := range narrow {
		vs[i] = eq.Value
	}
	return vs
}
