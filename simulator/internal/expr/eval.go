package expr

import (
	"fmt"
	"strconv"
	"strings"
)

// Eval gives the value of the expression for one object. The error is an *EvalError.
func (e Expr) Eval(ctx Context) (Value, error) {
	if e.root == nil {
		return Null(), &EvalError{Pos: Pos{Line: 1, Column: 1}, Problem: "the expression was not parsed"}
	}
	ev := &evaluator{ctx: ctx}
	return ev.value(e.root)
}

// evaluator is the state of one Eval.
type evaluator struct {
	ctx      Context
	depth    int
	redact   int // depth of Redact calls around the current part
	narrowed int // depth of Switch sources around the current part (Options.SwitchNullOnUnchanged)
}

// value evaluates a part and reports it to the trace.
func (ev *evaluator) value(n Node) (Value, error) {
	if ev.ctx.Trace == nil {
		return ev.plain(n)
	}
	depth := ev.depth
	ev.depth++
	v, err := ev.plain(n)
	ev.depth--
	shown := v
	if ev.redact > 0 {
		shown.redacted = true
	}
	ev.ctx.Trace(Step{Pos: n.Pos(), Depth: depth, Text: ev.shownText(n), Value: shown, Err: err})
	return v, err
}

// shownText hides texts written inside Redact from the trace.
func (ev *evaluator) shownText(n Node) string {
	if _, ok := n.(*Literal); ok && ev.redact > 0 {
		return Redacted
	}
	return n.String()
}

func (ev *evaluator) plain(n Node) (Value, error) {
	switch n := n.(type) {
	case *Omitted:
		return Null(), nil
	case *Attribute:
		return ev.attribute(n), nil
	case *Literal:
		return literal(n)
	case *Keyword:
		return keyword(n)
	case *Comparison:
		return ev.comparison(n)
	case *Call:
		f, ok := functions[n.Name]
		if !ok {
			return Null(), &EvalError{Pos: n.At, Problem: fmt.Sprintf("unknown function %q", n.Name)}
		}
		c := &call{ev: ev, node: n}
		v, err := f.eval(c)
		if err != nil {
			return Null(), err
		}
		v.redacted = v.redacted || c.redacted
		return v, nil
	default:
		return Null(), &EvalError{Pos: n.Pos(), Problem: fmt.Sprintf("unexpected part %T", n)}
	}
}

func (ev *evaluator) attribute(n *Attribute) Value {
	if ev.ctx.Source == nil {
		return Null()
	}
	if ev.narrowed > 0 && ev.ctx.Unchanged != nil && ev.ctx.Unchanged(n.Name) {
		return Null()
	}
	values, ok := ev.ctx.Source.Attr(n.Name)
	if !ok {
		return Null()
	}
	return Of(values)
}

// literal gives texts as they are and hexadecimal numbers in decimal.
func literal(n *Literal) (Value, error) {
	hex, ok := strings.CutPrefix(n.Text, "&H")
	if !n.Number || !ok {
		return Text(n.Text), nil
	}
	i, err := strconv.ParseInt(hex, 16, 64)
	if err != nil {
		return Null(), &EvalError{Pos: n.At, Problem: fmt.Sprintf("the number %s does not fit into 64 bits", n.Text)}
	}
	return Text(strconv.FormatInt(i, 10)), nil
}

func keyword(n *Keyword) (Value, error) {
	switch n.Name {
	case keywordIgnoreAttribute:
		return Value{ignored: true}, nil
	case keywordIgnoreObject:
		return Null(), &EvalError{Pos: n.At, Problem: "IgnoreObjectFlow is known from HR provisioning only and has no meaning in a SCIM job"}
	default:
		return Text(n.Name), nil
	}
}

// comparison gives True or False, and null when one side is null.
func (ev *evaluator) comparison(n *Comparison) (Value, error) {
	left, err := ev.value(n.Left)
	if err != nil {
		return Null(), err
	}
	right, err := ev.value(n.Right)
	if err != nil {
		return Null(), err
	}
	if left.IsNull() || right.IsNull() {
		return Null(), nil
	}
	a, b := left.Strings(), right.Strings()
	if len(a) != 1 || len(b) != 1 {
		return Null(), &EvalError{Pos: n.At, Problem: "a multi-valued attribute cannot be compared"}
	}
	v := Bool(holds(n.Op, compare(a[0], b[0])))
	v.redacted = left.redacted || right.redacted
	return v, nil
}

// compare orders two texts: as numbers when both are numbers, otherwise by their characters, case-sensitively.
func compare(a, b string) int {
	x, errX := strconv.ParseInt(a, 10, 64)
	y, errY := strconv.ParseInt(b, 10, 64)
	if errX == nil && errY == nil {
		switch {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	}
	return strings.Compare(a, b)
}

func holds(op string, order int) bool {
	switch op {
	case "=":
		return order == 0
	case "<>":
		return order != 0
	case ">":
		return order > 0
	case ">=":
		return order >= 0
	case "<":
		return order < 0
	default:
		return order <= 0
	}
}
