package postgres_test

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/entrasim/entrasim/server/internal/store/postgres"
)

// populate has users enough that reading all of them is something else than looking one up, and tells PostgreSQL nothing.
const populate = `
	INSERT INTO organisation (id, name, mood, roles) VALUES ('o', 'o', 'entra', '{}');
	INSERT INTO resource (org, type, id, version, unique_key, external_id, display_key, active, doc, search)
		SELECT 'o', 'User', 'u' || i, 1, 'k' || i, 'e' || i, 'd' || i, true, '{}', '{}' FROM generate_series(1, 5000) i;
	INSERT INTO email (res, org, value) SELECT seq, 'o', id || '@example.com' FROM resource;
	INSERT INTO resource (org, type, id, version, unique_key, external_id, display_key, active, doc, search)
		SELECT 'o', 'Group', 'g' || i, 1, 'k' || i, 'e' || i, 'd' || i, true, '{}', '{}' FROM generate_series(1, 3) i;
	INSERT INTO member (grp, res, nested, display)
		SELECT g.seq, u.seq, false, '' FROM resource g, resource u WHERE g.type = 'Group' AND u.type = 'User'`

// A change or a question about a few records reads no table from end to end, whether PostgreSQL has counted them or not, and
// whether it plans for these parameters or for all.
func TestPlansLookUp(t *testing.T) {
	url := freshSchema(t)
	openURL(t, url)
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := conn.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	do := func(sql string) {
		t.Helper()
		if _, err := conn.Exec(t.Context(), sql); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
	do(populate)
	several := "u1"
	for i := range 99 {
		several += fmt.Sprintf(",u%d", i+2)
	}
	arguments := map[string]string{
		"groups of one":     "'o', 'u7'",
		"groups of several": "'o', '{" + several + "}'",
		"replace":           "'o', 'User', 'k7', 'u7', 2, NULL, 'e7', 'd7', true, '{}', '{}', '{a@example.com}'",
	}
	numbers := map[string]string{}
	for name, sql := range postgres.Statements {
		numbers[name] = fmt.Sprintf("plan_%d", len(numbers))
		do("PREPARE " + numbers[name] + " AS " + sql)
	}
	readsAll := regexp.MustCompile(`Seq Scan on (resource|member|email)\b`)
	for _, counted := range []string{"", "ANALYZE resource, member, email"} {
		do(counted)
		for _, mode := range []string{"force_custom_plan", "force_generic_plan"} {
			do("SET plan_cache_mode = " + mode)
			for name := range postgres.Statements {
				rows, err := conn.Query(t.Context(), "EXPLAIN EXECUTE "+numbers[name]+"("+arguments[name]+")", pgx.QueryExecModeSimpleProtocol)
				if err != nil {
					t.Fatal(err)
				}
				plan, err := pgx.CollectRows(rows, pgx.RowTo[string])
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				if text := strings.Join(plan, "\n"); readsAll.MatchString(text) {
					t.Errorf("%s (%s, %q) reads a whole table:\n%s", name, mode, counted, text)
				}
			}
		}
	}
}
