package simulator_test

import (
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/expr"
	"github.com/entrasim/entrasim/simulator/internal/mapping"
)

// BenchmarkExpressions says how many expressions are evaluated in a second, and what one of them allocates: the commonest of the
// default mapping, and the dearest of those that customers write.
func BenchmarkExpressions(b *testing.B) {
	const batch = 10_000
	source := mapping.WithSoftDeleted(expr.Attributes{
		"givenName": {"Zoë"}, "surname": {"Müller-Lüdenscheidt"}, "mail": {"zoe@old.contoso.example"}, "telephoneNumber": {"+49 9998887777"}, "country": {"DE"},
	}, false)
	for _, bench := range []struct{ name, text string }{
		{"attribute", `[mail]`},
		{"active", `Switch([IsSoftDeleted], , "False", "True", "True", "False")`},
		{"join", `Join(" ", [givenName], [surname])`},
		{"condition", `IIF([country] = "DE", Coalesce([mail], "none"), "abroad")`},
		{"login", `ToLower(Join("@", NormalizeDiacritics(StripSpaces(Join(".", [givenName], [surname]))), "contoso.example"), )`},
		{"pattern", `Replace([telephoneNumber], , "\\+(?<isd>\\d* )(?<number>\\d{10})", , "${number}", , )`},
	} {
		b.Run(bench.name, func(b *testing.B) {
			e, err := expr.Parse(bench.text)
			if err != nil {
				b.Fatal(err)
			}
			ctx := expr.Context{Source: source, Now: time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)}
			evaluate := func() {
				if v, err := e.Eval(ctx); err != nil || v.IsNull() {
					b.Fatalf("%s: got %s, %v", e, v, err)
				}
			}
			allocations := testing.AllocsPerRun(1000, evaluate)
			for b.Loop() {
				for range batch {
					evaluate()
				}
			}
			b.ReportMetric(float64(b.N)*batch/b.Elapsed().Seconds(), "expressions/s")
			b.ReportMetric(allocations, "allocs/expression")
		})
	}
}
