package simulator

import (
	"errors"
	"fmt"

	"github.com/entrasim/entrasim/simulator/internal/directory"
	"github.com/entrasim/entrasim/simulator/internal/expr"
	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/scope"
)

// Evaluation is an expression of the mapping language, its value for one object, and how the value came about.
type Evaluation struct {
	Expression string           `json:"expression"`        // in canonical form
	Object     string           `json:"object"`            // name of the user or group; "" when there is none
	Value      []string         `json:"value"`             // null when the expression has no value
	Text       string           `json:"text"`              // for people: ∅ for no value, lists in brackets
	Choices    []string         `json:"choices,omitzero"`  // of SelectUniqueValue: the first that the target does not have is the value
	Ignored    bool             `json:"ignored,omitzero"`  // the attribute is left out of the export
	Redacted   bool             `json:"redacted,omitzero"` // logs show [Redact]
	Steps      []EvaluationStep `json:"steps"`             // inner steps first
}

// EvaluationStep is one part of an expression and what it gave.
type EvaluationStep struct {
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Depth  int    `json:"depth"` // 0 is the whole expression
	Text   string `json:"expression"`
	Value  string `json:"value"` // for people
	Error  string `json:"error,omitempty"`
}

// ExpressionError is an expression that cannot be read, or has no value for an object.
type ExpressionError struct {
	Line, Column int // from 1; 0 when the error has no place
	Err          error
	hint         string
}

func (e *ExpressionError) Error() string { return e.Err.Error() }

// Unwrap gives the cause.
func (e *ExpressionError) Unwrap() error { return e.Err }

// Hint says what to do.
func (e *ExpressionError) Hint() string { return e.hint }

// Evaluate evaluates an expression for an object of a directory: ref is an object id, a userPrincipalName or the displayName of
// a group. Without ref there are no attributes to read. IsSoftDeleted follows from the object's state and assignment alone, as
// without a scoping filter. The evaluation holds the steps taken also with an error, which is an [*ExpressionError].
func Evaluate(d *Directory, expression, ref string) (Evaluation, error) {
	e, err := expr.Parse(expression)
	if err != nil {
		return Evaluation{Expression: expression}, expressionError(err)
	}
	ctx := expr.Context{Now: d.Now(), DefaultDomain: d.Tenant(), Random: expr.NewRandom(0, ref)}
	v := Evaluation{Expression: e.String()}
	if ref != "" {
		o, err := d.Resolve(ref, "")
		if err != nil {
			return v, &ExpressionError{Err: err, hint: objectHint(d, ref)}
		}
		v.Object = nameOf(o)
		if err := checkAttributes(e, o.Kind()); err != nil {
			return v, err
		}
		ctx.Source = mapping.WithSoftDeleted(o, scope.Evaluate(scope.Subject{
			AccountEnabled: o.Enabled(), SoftDeleted: o.SoftDeleted(), Assigned: d.Assigned(o.ID()),
		}, scope.Settings{}, nil, o).IsSoftDeleted())
	}
	value, steps, err := trace(e, ctx)
	v.Steps = steps
	if err != nil {
		return v, expressionError(err)
	}
	v.set(value)
	return v, nil
}

func (v *Evaluation) set(value expr.Value) {
	v.Text, v.Ignored, v.Redacted = value.String(), value.Ignored(), value.IsRedacted()
	if !v.Redacted {
		v.Value, v.Choices = value.Strings(), value.Choices()
	}
}

// trace evaluates an expression and notes every step.
func trace(e expr.Expr, ctx expr.Context) (expr.Value, []EvaluationStep, error) {
	var steps []EvaluationStep
	ctx.Trace = func(s expr.Step) {
		step := EvaluationStep{Line: s.Pos.Line, Column: s.Pos.Column, Depth: s.Depth, Text: s.Text, Value: s.Value.String()}
		if s.Err != nil {
			step.Value, step.Error = "", s.Err.Error()
		}
		steps = append(steps, step)
	}
	value, err := e.Eval(ctx)
	return value, steps, err
}

// checkAttributes refuses attributes that the kind of object does not have: they would be null without a word.
func checkAttributes(e expr.Expr, kind directory.Kind) error {
	for _, n := range e.Attributes() {
		if _, ok := directory.LookupAttribute(kind, n.Name); ok || n.Name == mapping.IsSoftDeleted {
			continue
		}
		names := []string{mapping.IsSoftDeleted}
		for _, a := range directory.Attributes(kind) {
			names = append(names, a.Name)
		}
		hint := "attribute names are case-sensitive; directory extensions are extension_<application id>_<name>"
		if s := expr.Suggest(n.Name, names); s != "" {
			hint = "did you mean [" + s + "]?"
		}
		return &ExpressionError{
			Line: n.At.Line, Column: n.At.Column, hint: hint, Err: fmt.Errorf("%s: a %s has no attribute [%s]", n.At, kind, n.Name),
		}
	}
	return nil
}

func expressionError(err error) *ExpressionError {
	e := &ExpressionError{Err: err, hint: "see the function reference: https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data"}
	if s, ok := errors.AsType[*expr.SyntaxError](err); ok {
		e.Line, e.Column = s.Pos.Line, s.Pos.Column
		if s.Hint != "" {
			e.Err, e.hint = fmt.Errorf("%s: %s", s.Pos, s.Problem), s.Hint
		}
	}
	if v, ok := errors.AsType[*expr.EvalError](err); ok {
		e.Line, e.Column = v.Pos.Line, v.Pos.Column
	}
	return e
}
