package expr

// SelectUnique is the function whose value only the target can settle.
const SelectUnique = "SelectUniqueValue"

// SelectUniqueValue. The first rule stands apart from the rest so that there are two of them at least.
func uniqueFunctions() []*function {
	return []*function{fn(SelectUnique, evalSelectUnique, required("uniqueValueRule"), repeated("uniqueValueRule"))}
}

// evalSelectUnique evaluates every rule. Rules without a value, and values that came up before, are no choice.
func evalSelectUnique(c *call) (Value, error) {
	var choices []string
	seen := map[string]bool{}
	for i := range c.node.Args {
		s, ok, err := c.single(i)
		if err != nil {
			return Null(), err
		}
		if ok && s != "" && !seen[s] {
			seen[s] = true
			choices = append(choices, s)
		}
	}
	if len(choices) == 0 {
		return Null(), nil
	}
	v := Text(choices[0])
	v.choices = choices
	return v, nil
}

// checkUnique refuses SelectUniqueValue inside other functions (FN).
func checkUnique(root Node) error {
	var err error
	walk(root, func(n Node) {
		if c, ok := n.(*Call); ok && c.Name == SelectUnique && n != root && err == nil {
			err = &SyntaxError{
				Pos: c.At, Problem: SelectUnique + " stands inside another function",
				Hint: "it must be the outermost function; write what is around it into each of its rules",
			}
		}
	})
	return err
}
