package mapping

import (
	"fmt"

	"github.com/entrasim/entrasim/simulator/internal/expr"
)

// Evaluate gives what every mapping wants for one object, in the order of the mappings. ctx.Source must know
// IsSoftDeleted: see WithSoftDeleted. The error is an *EvaluationError about the first mapping that fails; the object
// is then not exported at all.
func (m *ObjectMapping) Evaluate(ctx expr.Context) ([]Desired, error) {
	all := make([]Desired, 0, len(m.Attributes))
	for _, a := range m.Attributes {
		d, err := a.evaluate(ctx)
		if err != nil {
			err.Object = m.Name
			return nil, err
		}
		all = append(all, d)
	}
	return all, nil
}

// Evaluate gives what one mapping wants for one object.
func (a *AttributeMapping) Evaluate(ctx expr.Context) (Desired, error) {
	d, err := a.evaluate(ctx)
	if err != nil {
		return d, err
	}
	return d, nil
}

// evaluate gives what one mapping wants.
func (a *AttributeMapping) evaluate(ctx expr.Context) (Desired, *EvaluationError) {
	d := Desired{Mapping: a, Path: a.Path, Type: a.Type, Reference: a.Reference}
	var err error
	switch {
	case a.Reference:
	case a.Kind == None:
		d.Null = true
	case a.Kind == Direct:
		d.direct(ctx.Source)
	default:
		err = d.expression(ctx)
	}
	if err != nil {
		return Desired{}, &EvaluationError{Target: a.Path, Err: err}
	}
	if len(d.Values) > 1 && !a.Multi && !d.Type.Roles() {
		return Desired{}, &EvaluationError{
			Target: a.Path, Code: CodeSingleValue,
			Err: fmt.Errorf("the source has %d values and the target attribute takes one", len(d.Values)),
		}
	}
	return d, nil
}

// direct copies a source attribute. An empty text is no value here (wire §6.3); only an expression can export one.
func (d *Desired) direct(s expr.Source) {
	values, ok := s.Attr(d.Mapping.SourceAttribute())
	if !ok || len(values) == 0 || len(values) == 1 && values[0] == "" {
		d.Null = true
		return
	}
	d.Values = values
}

func (d *Desired) expression(ctx expr.Context) error {
	v, err := d.Mapping.Expr.Eval(ctx)
	if err != nil {
		return err
	}
	var shape expr.RoleShape
	d.Roles, shape = v.Roles()
	switch shape {
	case expr.ComplexRoles:
		d.Type = AppRoles
	case expr.AssertiveRoles:
		d.Type = AssertiveAppRoles
	}
	d.Values, d.Null, d.Choices = v.Strings(), v.IsNull(), v.Choices()
	d.Ignored, d.Redacted = v.Ignored(), v.IsRedacted()
	return nil
}

// MatchValue gives the value a matching attribute is looked up with; ok is false when there is none, and the next
// matching attribute is to be tried (engine §4.1).
func (a *AttributeMapping) MatchValue(ctx expr.Context) (value string, ok bool, err error) {
	d, fail := a.evaluate(ctx)
	if fail != nil {
		return "", false, fail
	}
	if d.Null || d.Ignored || len(d.Values) != 1 || d.Values[0] == "" {
		return "", false, nil
	}
	return d.Values[0], true, nil
}
