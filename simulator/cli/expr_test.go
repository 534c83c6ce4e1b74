package cli_test

import (
	"strings"
	"testing"
)

func TestExpr(t *testing.T) {
	dir := file(t, "crew.yaml", crew)
	o := run(t, t.Context(), "expr", `Join("-", ToUpper([displayName]), "x")`, "--user", "ada@yard.example", "--directory", dir)
	want := "    [displayName] = \"Ada\"\n  ToUpper([displayName]) = \"ADA\"\nJoin(\"-\", ToUpper([displayName]), \"x\") = \"ADA-x\"\n\"ADA-x\"\n"
	if o.err != nil || o.out != want {
		t.Errorf("expr: %v, got\n%s\nwant\n%s", o.err, o.out, want)
	}
	o = run(t, t.Context(), "expr", `[jobTitle]`, "--user", "ada@yard.example", "--directory", dir)
	if o.err != nil || !strings.Contains(o.out, "nothing is exported") {
		t.Errorf("no value: %v, got %s", o.err, o.out)
	}
	o = run(t, t.Context(), "expr", `ToLower("X")`, "--json")
	if o.err != nil || !strings.Contains(o.out, `"text": "\"x\""`) {
		t.Errorf("as JSON: %v, got %s", o.err, o.out)
	}
	check(t, run(t, t.Context(), "expr", `Jon("a")`), 2, "Jon")
	check(t, run(t, t.Context(), "expr", `[a]`, "--user", "ada@yard.example"), 2, "no directory")
	check(t, run(t, t.Context(), "expr", `[givenNme]`, "--user", "ada@yard.example", "--directory", dir), 2, "givenNme")
}
