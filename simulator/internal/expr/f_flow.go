package expr

// IgnoreFlowIfNullOrEmpty, Redact, DefaultDomain.
func flowFunctions() []*function {
	return []*function{
		fn("IgnoreFlowIfNullOrEmpty", evalIgnoreFlow, required("expression")),
		fn("Redact", evalRedact, required("value")),
		fn("DefaultDomain", evalDefaultDomain),
	}
}

func evalIgnoreFlow(c *call) (Value, error) {
	v, err := c.arg(0)
	if err != nil {
		return Null(), err
	}
	if v.Empty() {
		v.ignored = true
	}
	return v, nil
}

// evalRedact marks the value and hides everything below it from the trace.
func evalRedact(c *call) (Value, error) {
	c.ev.redact++
	defer func() { c.ev.redact-- }()
	v, err := c.arg(0)
	v.redacted = true
	return v, err
}

// evalDefaultDomain is known from Graph's functions listing by name only.
func evalDefaultDomain(c *call) (Value, error) {
	if c.ev.ctx.DefaultDomain == "" {
		return Null(), c.fail("the directory has no default domain")
	}
	return Text(c.ev.ctx.DefaultDomain), nil
}
