package mapping

import "github.com/entrasim/entrasim/simulator/internal/expr"

// IsSoftDeleted is the source attribute that the engine computes from scope and state (engine §3.5).
const IsSoftDeleted = "IsSoftDeleted"

// WithSoftDeleted adds the computed attribute IsSoftDeleted to a source.
func WithSoftDeleted(s expr.Source, softDeleted bool) expr.Source {
	w := &softDeletedSource{Source: s, values: []string{expr.False}}
	if softDeleted {
		w.values[0] = expr.True
	}
	return w
}

type softDeletedSource struct {
	expr.Source
	values []string
}

// Attr implements expr.Source.
func (s *softDeletedSource) Attr(name string) ([]string, bool) {
	if name == IsSoftDeleted {
		return s.values, true
	}
	return s.Source.Attr(name)
}
