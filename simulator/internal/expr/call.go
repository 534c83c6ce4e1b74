package expr

import (
	"fmt"
	"strconv"
)

// call is one function call being evaluated: what the implementation of a function sees.
type call struct {
	ev       *evaluator
	node     *Call
	redacted bool // an argument was redacted, so the result is
}

// fail makes the error of this call.
func (c *call) fail(format string, args ...any) error {
	return &EvalError{Pos: c.node.At, Function: c.node.Name, Problem: fmt.Sprintf(format, args...)}
}

// given reports whether an argument is written and not blank.
func (c *call) given(i int) bool {
	if i >= len(c.node.Args) {
		return false
	}
	_, blank := c.node.Args[i].(*Omitted)
	return !blank
}

// arg evaluates an argument; one that is not given is null.
func (c *call) arg(i int) (Value, error) {
	if !c.given(i) {
		return Null(), nil
	}
	v, err := c.ev.value(c.node.Args[i])
	c.redacted = c.redacted || v.redacted
	return v, err
}

// single evaluates an argument that must not be multi-valued; ok is false for null.
func (c *call) single(i int) (text string, ok bool, err error) {
	v, err := c.arg(i)
	if err != nil || v.IsNull() {
		return "", false, err
	}
	values := v.Strings()
	if len(values) != 1 {
		return "", false, c.fail("argument %d has %d values, one is expected", i+1, len(values))
	}
	return values[0], true, nil
}

// integer evaluates an argument that must be a whole number; literals may be quoted. ok is false for null.
func (c *call) integer(i int) (n int64, ok bool, err error) {
	s, ok, err := c.single(i)
	if err != nil || !ok {
		return 0, false, err
	}
	n, err = strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0, false, c.fail("argument %d is %s, a whole number is expected", i+1, c.shown(s))
	}
	return n, true, nil
}

// shown quotes a value for an error, which must not give away what Redact hides.
func (c *call) shown(s string) string {
	if c.redacted || c.ev.redact > 0 {
		return Redacted
	}
	return quote(s)
}

// eachText evaluates the first argument and applies f to each of its values; null stays null.
func (c *call) eachText(f func(string) (string, error)) (Value, error) {
	v, err := c.arg(0)
	if err != nil {
		return Null(), err
	}
	return v.each(f)
}
