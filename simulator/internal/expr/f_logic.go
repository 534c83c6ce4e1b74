package expr

// IIF, Switch, Coalesce, Not.
func logicFunctions() []*function {
	iif := fn("IIF", evalIIF, required("condition"), blank("valueIfTrue"), blank("valueIfFalse"))
	iif.condition = true
	sw := fn("Switch", evalSwitch, required("source"), blank("defaultValue"), repeated("switchValue"))
	sw.extra = func(args int) string {
		if args%2 == 1 {
			return "Switch needs an even number of arguments, a value for each key"
		}
		return ""
	}
	return []*function{
		iif,
		sw,
		fn("Coalesce", evalCoalesce, repeated("source")),
		fn("Not", evalNot, required("source")),
	}
}

// evalIIF gives no value when the condition reads an attribute that is null or empty: "the condition check fails"
// (FN), and engine §12 row 4 takes that for no value unless the option says otherwise.
func evalIIF(c *call) (Value, error) {
	failed := false
	walk(c.node.Args[0], func(n Node) {
		if a, ok := n.(*Attribute); ok && c.ev.attribute(a).Empty() {
			failed = true
		}
	})
	condition := Null()
	if !failed {
		var err error
		if condition, err = c.arg(0); err != nil {
			return Null(), err
		}
	}
	switch values := condition.Strings(); {
	case len(values) > 1:
		return Null(), c.fail("the condition has %d values", len(values))
	case len(values) == 1 && values[0] == True:
		return c.arg(1)
	case len(values) == 1 || c.ev.ctx.Options.IIFNullIsFalse:
		return c.arg(2)
	default:
		return Null(), nil
	}
}

// evalSwitch compares case-sensitively; a key "" catches the empty text and null.
func evalSwitch(c *call) (Value, error) {
	source, err := c.switchSource()
	if err != nil {
		return Null(), err
	}
	values := source.Strings()
	if len(values) > 1 {
		return Null(), c.fail("the source has %d values, one is expected", len(values))
	}
	sought := ""
	if len(values) == 1 {
		sought = values[0]
	}
	for i := 2; i+1 < len(c.node.Args); i += 2 {
		key, ok, err := c.single(i)
		if err != nil {
			return Null(), err
		}
		if ok && key == sought {
			return c.arg(i + 1)
		}
	}
	return c.arg(1)
}

// switchSource evaluates the source; with Options.SwitchNullOnUnchanged an attribute outside the change is null in it
// (engine §2.3).
func (c *call) switchSource() (Value, error) {
	if c.ev.ctx.Options.SwitchNullOnUnchanged {
		c.ev.narrowed++
		defer func() { c.ev.narrowed-- }()
	}
	return c.arg(0)
}

func evalCoalesce(c *call) (Value, error) {
	for i := range c.node.Args {
		v, err := c.arg(i)
		if err != nil {
			return Null(), err
		}
		if !v.IsNull() && (!v.Empty() || !c.ev.ctx.Options.CoalesceSkipsEmpty) {
			return v, nil
		}
	}
	return Null(), nil
}

// evalNot turns True into False and everything else, null included, into True.
func evalNot(c *call) (Value, error) {
	v, err := c.arg(0)
	if err != nil {
		return Null(), err
	}
	values := v.Strings()
	return Bool(len(values) != 1 || values[0] != True), nil
}
