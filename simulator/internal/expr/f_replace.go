package expr

import (
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/expr/dotnet"
)

// The positions of the arguments of Replace.
const (
	replaceSource = iota
	replaceOld
	replacePattern
	replaceGroup
	replaceValue
	replaceAttribute
	replaceTemplate
)

// Replace. Its parameters have other names in a source tree than on Microsoft's function page.
func replaceFunctions() []*function {
	f := fn("Replace", evalReplace, required("source"), optional("Find"), optional("RegularExpression"),
		optional("RegularExpressionGroupName"), optional("Replacement"), optional("ReplacementPropertyName"), optional("Template"))
	f.prepare = prepareReplace
	return []*function{f}
}

// prepareReplace compiles a pattern that is written as a text, which also finds patterns that cannot be run before any
// object is evaluated.
func prepareReplace(n *Call) error {
	if len(n.Args) <= replacePattern {
		return nil
	}
	literal, ok := n.Args[replacePattern].(*Literal)
	if !ok {
		return nil
	}
	re, err := dotnet.Compile(literal.Text)
	if err != nil {
		return &SyntaxError{Pos: literal.At, Problem: "Replace: " + err.Error()}
	}
	n.pattern = re
	return nil
}

// evalReplace chooses one of five modes by the arguments that are given.
func evalReplace(c *call) (Value, error) {
	given := func(i int) bool { return c.given(i) }
	switch {
	case given(replacePattern) && given(replaceGroup) && given(replaceAttribute):
		return c.replaceFromAttribute()
	case given(replacePattern) && given(replaceValue):
		return c.replacePattern()
	case given(replaceOld) && given(replaceTemplate):
		return c.replaceInTemplate()
	case given(replaceOld) && given(replaceValue):
		return c.replaceText()
	}
	return Null(), c.fail("this combination of arguments has no meaning; give oldValue with replacementValue or template, " +
		"or regexPattern with replacementValue, or regexPattern with regexGroupName and replacementAttributeName")
}

// text evaluates an argument that is the empty text when it has no value.
func (c *call) text(i int) (string, error) {
	s, _, err := c.single(i)
	return s, err
}

// replaceText replaces every occurrence of oldValue in the source.
func (c *call) replaceText() (Value, error) {
	old, err := c.text(replaceOld)
	if err != nil {
		return Null(), err
	}
	if old == "" {
		return Null(), c.fail("oldValue is empty")
	}
	replacement, err := c.text(replaceValue)
	if err != nil {
		return Null(), err
	}
	return c.eachText(func(s string) (string, error) { return strings.ReplaceAll(s, old, replacement), nil })
}

// replaceInTemplate replaces every occurrence of oldValue in the template with the source.
func (c *call) replaceInTemplate() (Value, error) {
	old, err := c.text(replaceOld)
	if err != nil {
		return Null(), err
	}
	if old == "" {
		return Null(), c.fail("oldValue is empty")
	}
	template, err := c.text(replaceTemplate)
	if err != nil {
		return Null(), err
	}
	return c.eachText(func(s string) (string, error) { return strings.ReplaceAll(template, old, s), nil })
}

// pattern compiles the regular expression argument and finds the group argument in it; group is 0 if none is given.
func (c *call) pattern() (re *dotnet.Regexp, group int, err error) {
	pattern, err := c.text(replacePattern)
	if err != nil {
		return nil, 0, err
	}
	if re = c.node.pattern; re == nil {
		if re, err = dotnet.Compile(pattern); err != nil {
			return nil, 0, c.fail("%v", err)
		}
	}
	name, err := c.text(replaceGroup)
	if err != nil || name == "" {
		return re, 0, err
	}
	group, ok := re.Group(name)
	if !ok {
		return nil, 0, c.fail("the pattern %q has no group %q", pattern, name)
	}
	return re, group, nil
}

// replacePattern replaces matches, or only what a group captured when its name is given.
func (c *call) replacePattern() (Value, error) {
	re, group, err := c.pattern()
	if err != nil {
		return Null(), err
	}
	replacement, err := c.text(replaceValue)
	if err != nil {
		return Null(), err
	}
	return c.eachText(func(s string) (string, error) {
		if c.given(replaceGroup) {
			return re.ReplaceGroup(s, group, replacement), nil
		}
		return re.Replace(s, replacement), nil
	})
}

// replaceFromAttribute gives the source if it has a value, otherwise what the group captures from another attribute.
// The page of Entra Connect describes the older, opposite behaviour.
func (c *call) replaceFromAttribute() (Value, error) {
	source, err := c.arg(replaceSource)
	if err != nil || !source.Empty() {
		return source, err
	}
	re, group, err := c.pattern()
	if err != nil {
		return Null(), err
	}
	other, ok, err := c.single(replaceAttribute)
	if err != nil || !ok {
		return Null(), err
	}
	for _, m := range re.Matches(other) {
		if text, ok := m.Group(group); ok {
			return Text(text), nil
		}
	}
	return Null(), nil
}
