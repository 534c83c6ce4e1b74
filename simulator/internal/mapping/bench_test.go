package mapping_test

import (
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
)

func BenchmarkEvaluateDefaultUser(b *testing.B) {
	b.ReportAllocs()
	set, err := mapping.Load(mapping.Default)
	if err != nil {
		b.Fatal(err)
	}
	ctx := contextOf(fullUser, false)
	for b.Loop() {
		if _, err := set.User.Evaluate(ctx); err != nil {
			b.Fatal(err)
		}
	}
}
