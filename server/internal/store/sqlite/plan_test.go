package sqlite_test

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

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

func plan(t *testing.T, db *sql.DB, text string) (steps []string) {
	t.Helper()
	args := make([]any, 11) // as many as any statement has; the plan does not depend on values
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
