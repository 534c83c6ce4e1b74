package expr_test

import (
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/expr"
)

// vector is one line of engine §5.6: an expression, the attributes it reads, and the result as Value.String writes it
// (∅ for null, lists in brackets). An empty want means that the evaluation must fail.
type vector struct {
	text   string
	source expr.Attributes
	want   string
}

// attrs makes a source of single-valued attributes from names and values in turn.
func attrs(pairs ...string) expr.Attributes {
	a := expr.Attributes{}
	for i := 0; i < len(pairs); i += 2 {
		a[pairs[i]] = []string{pairs[i+1]}
	}
	return a
}

// clockNow is the time of the documented sample of Now.
var clockNow = time.Date(2021, 7, 2, 15, 33, 38, 0, time.UTC)

func context(source expr.Source) expr.Context {
	return expr.Context{Source: source, Now: clockNow, Random: expr.NewRandom(7, "test")}
}

func runVectors(t *testing.T, vectors []vector) {
	t.Helper()
	for _, v := range vectors {
		t.Run(v.text, func(t *testing.T) {
			e, err := expr.Parse(v.text)
			if err != nil {
				t.Fatalf("parse %s: %v", v.text, err)
			}
			got, err := e.Eval(context(v.source))
			switch {
			case v.want == "" && err == nil:
				t.Errorf("%s with %v: got %s, want an error", v.text, v.source, got)
			case v.want == "":
			case err != nil:
				t.Errorf("%s with %v: %v, want %s", v.text, v.source, err, v.want)
			case got.String() != v.want:
				t.Errorf("%s with %v: got %s, want %s", v.text, v.source, got, v.want)
			}
		})
	}
}
