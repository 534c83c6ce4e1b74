package sqlite_test

import (
	"database/sql"
	"database/sql/driver"
	"path/filepath"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/sqlite"
)

// Every statement must find its rows by an index, so that none gets slower as the store grows. What may be read from end
// to end is named here with the reason.
func TestStatementsUseIndexes(t *testing.T) {
	allowed := map[string]string{
		"SCAN o":      "all organisations are asked for",
		"SCAN self":   "one row",
		"SCAN up":     "the rows the recursion found",
		"SCAN reach":  "the rows the recursion found",
		"SCAN root":   "the mapped groups of the organisation",
		"SCAN (subqu": "the rows of a subquery",
		"SCAN resource USING COVERING INDEX resource_by_unique_key": "all keys are counted, now and then and beside the requests",
	}
	dir := t.TempDir()
	if err := openDir(t, dir).Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", filepath.Join(dir, "entrasim.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	explained := 0
	for _, text := range sqlite.Queries() {
		for _, step := range plan(t, db, text) {
			explained++
			scan := strings.HasPrefix(step, "SCAN ") && !strings.HasPrefix(step, "SCAN CONSTANT")
			for prefix := range allowed {
				scan = scan && !strings.HasPrefix(step, prefix)
			}
			if scan {
				t.Errorf("%q reads a whole table: %s", text, step)
			}
		}
	}
	if explained < 20 {
		t.Errorf("only %d steps were explained", explained)
	}
}

// Narrow scans must be driven by the index of their key, and yield in order without sorting where the key is not unique.
func TestNarrowScansUseTheirIndex(t *testing.T) {
	dir := t.TempDir()
	if err := openDir(t, dir).Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", filepath.Join(dir, "entrasim.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for column, index := range map[string]string{
		"r.id = ?6":          "resource_by_id",
		"r.unique_key = ?6":  "resource_by_unique_key",
		"r.external_id = ?6": "resource_by_external_id",
		"r.display_key = ?6": "resource_by_display",
		"r.seq IN (SELECT":   "rowid=?",
	} {
		for _, text := range sqlite.Queries() {
			if !strings.Contains(text, column) {
				continue
			}
			steps := plan(t, db, text)
			if !strings.Contains(steps[0], index) {
				t.Errorf("%q is driven by %q, want %s", text, steps[0], index)
			}
			if all := strings.Join(steps, "\n"); strings.Contains(all, "TEMP B-TREE") {
				t.Errorf("%q sorts:\n%s", text, all)
			}
		}
	}
}

// What an index can answer must be driven by it in a Query too, on its own and beside conditions that it cannot.
func TestQueriesUseTheirIndex(t *testing.T) {
	dir := t.TempDir()
	if err := openDir(t, dir).Close(); err != nil {
		t.Fatal(err)
	}
	db := sql.OpenDB(sqlite.Connector(filepath.Join(dir, "entrasim.db")))
	defer db.Close()
	present := store.Present{Of: store.Doc("title")}
	eq := func(index store.Index) store.Cond { return store.Eq{Index: index, Value: "x"} }
	prefix := store.Test{Of: store.Ref{Field: store.FieldUniqueKey}, Op: store.StartsWith, Value: "x"}
	for name, tt := range map[string]struct {
		cond store.Cond
		want []string
	}{
		"id":           {eq(store.ByID), []string{"resource_by_id"}},
		"unique key":   {eq(store.ByUniqueKey), []string{"resource_by_unique_key"}},
		"external id":  {eq(store.ByExternalID), []string{"resource_by_external_id"}},
		"display":      {eq(store.ByDisplay), []string{"resource_by_display"}},
		"member":       {eq(store.ByMember), []string{"SEARCH m USING COVERING INDEX member_by_resource", "rowid=?"}},
		"e-mail":       {eq(store.ByEmail), []string{"SEARCH e USING PRIMARY KEY", "rowid=?"}},
		"prefix":       {prefix, []string{"resource_by_unique_key (unique_key>? AND unique_key<?)"}},
		"one of three": {store.Any{eq(store.ByUniqueKey), eq(store.ByEmail), eq(store.ByExternalID)}, []string{"resource_by_unique_key", "resource_by_external_id", "rowid=?"}},
		"group":        {store.InGroup{ID: "g"}, []string{"member_nested", "rowid=?"}},
	} {
		for and, cond := range map[string]store.Cond{"alone": tt.cond, "with a document": store.All{present, store.All{store.Any{present}, tt.cond}}} {
			where, args := sqlite.WhereText(cond)
			steps := strings.Join(planOf(t, db, "SELECT r.seq FROM resource r WHERE "+where+" ORDER BY r.seq LIMIT 10", args), "\n")
			if strings.Contains(steps+" ", "SCAN r ") || strings.Contains(steps, "SCAN r\n") || strings.Contains(steps, "resource_by_type (org=? AND type=?)") {
				t.Errorf("%s %s reads all resources:\n%s", name, and, steps)
			}
			for _, want := range tt.want {
				if !strings.Contains(steps, want) {
					t.Errorf("%s %s does without %s:\n%s", name, and, want, steps)
				}
			}
		}
	}
}

func planOf(t *testing.T, db *sql.DB, text string, args []driver.Value) []string {
	t.Helper()
	anys := make([]any, len(args))
	for i, a := range args {
		anys[i] = a
	}
	return explain(t, db, text, anys)
}

func plan(t *testing.T, db *sql.DB, text string) []string {
	t.Helper()
	return explain(t, db, text, make([]any, 13)) // as many as any statement has; the plan does not depend on values
}

func explain(t *testing.T, db *sql.DB, text string, args []any) (steps []string) {
	t.Helper()
	rows, err := db.Query("EXPLAIN QUERY PLAN "+text, args...)
	if err != nil {
		t.Fatalf("explain %q: %v", text, err)
	}
	defer rows.Close()
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		steps = append(steps, detail)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return steps
}
