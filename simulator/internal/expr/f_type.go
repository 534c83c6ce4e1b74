package expr

import "strconv"

// IsNull, IsNothing, IsNullOrEmpty, IsPresent, IsString, CBool, CStr, BitAnd.
func typeFunctions() []*function {
	cbool := fn("CBool", evalCBool, required("expression"))
	cbool.condition = true
	return []*function{
		fn("IsNull", test(Value.IsNull), required("expression")),
		fn("IsNothing", test(Value.IsNull), required("source")),
		fn("IsNullOrEmpty", test(Value.Empty), required("expression")),
		fn("IsPresent", test(func(v Value) bool { return !v.Empty() }), required("expression")),
		fn("IsString", test(func(v Value) bool { return len(v.Strings()) == 1 }), required("expression")),
		cbool,
		fn("CStr", evalCStr, required("value")),
		fn("BitAnd", evalBitAnd, required("value1"), required("value2")),
	}
}

func test(holds func(Value) bool) func(*call) (Value, error) {
	return func(c *call) (Value, error) {
		v, err := c.arg(0)
		if err != nil {
			return Null(), err
		}
		return Bool(holds(v)), nil
	}
}

func evalCBool(c *call) (Value, error) {
	s, ok, err := c.single(0)
	if err != nil {
		return Null(), err
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return Bool(n != 0), nil
	}
	return Bool(ok && s == True), nil
}

// evalCStr has nothing to convert, as every value is text already; it refuses what is not a single value.
func evalCStr(c *call) (Value, error) {
	s, ok, err := c.single(0)
	if err != nil || !ok {
		return Null(), err
	}
	return Text(s), nil
}

func evalBitAnd(c *call) (Value, error) {
	a, okA, err := c.integer(0)
	if err != nil {
		return Null(), err
	}
	b, okB, err := c.integer(1)
	if err != nil || !okA || !okB {
		return Null(), err
	}
	return Text(strconv.FormatInt(a&b, 10)), nil
}
