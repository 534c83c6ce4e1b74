package mapping

import (
	"github.com/entrasim/entrasim/simulator/internal/expr"
	"github.com/entrasim/entrasim/simulator/internal/mapping/syncschema"
)

// cautions warns about expressions that evaluate and yet do not do what their author expects (FN, engine §5.6).
func (c *attributeCompiler) cautions(e expr.Expr) {
	e.Walk(func(n expr.Node) {
		switch n := n.(type) {
		case *expr.Call:
			c.callCaution(n)
		case *expr.Keyword:
			if n.Name == "IgnoreObjectFlow" {
				c.fail("/source", "use a scoping filter", "IgnoreObjectFlow at %s is known from HR provisioning only", n.At)
			}
		}
	})
}

func (c *attributeCompiler) callCaution(n *expr.Call) {
	switch n.Name {
	case "IIF":
		if testsForNothing(n.Args[0]) {
			c.doubt("/source", `use Switch([x], [x], "", "Other") instead`,
				"IIF at %s tests whether an attribute is empty, but an empty attribute makes the condition fail and IIF gives no value", n.At)
		}
	case expr.SelectUnique:
		c.unique(n)
	case "Switch":
		if a, ok := n.Args[0].(*expr.Attribute); ok {
			if def, ok := c.defs.sourceAttribute(a.Name); ok && def.Type == string(Reference) {
				c.fail("/source", "", "Switch at %s cannot be used on the reference attribute [%s]", n.At, a.Name)
			}
		}
	}
}

// testsForNothing reports whether a condition is one of those that Microsoft calls unsupported in IIF.
func testsForNothing(condition expr.Node) bool {
	switch n := condition.(type) {
	case *expr.Call:
		switch n.Name {
		case "IsNull", "IsNothing", "IsNullOrEmpty", "IsNullorEmpty", "IsPresent":
			return len(n.Args) == 1 && isAttribute(n.Args[0])
		}
	case *expr.Comparison:
		return isAttribute(n.Left) && isEmptyText(n.Right) || isEmptyText(n.Left) && isAttribute(n.Right)
	}
	return false
}

func isAttribute(n expr.Node) bool {
	_, ok := n.(*expr.Attribute)
	return ok
}

func isEmptyText(n expr.Node) bool {
	l, ok := n.(*expr.Literal)
	return ok && l.Text == "" && !l.Number
}

// unique holds a mapping by SelectUniqueValue to its rules (FN). That a job of this kind does not have the function at all is
// noted apart, because it can be carried out all the same.
func (c *attributeCompiler) unique(n *expr.Call) {
	if c.def.MatchingPriority > 0 {
		c.fail("/matchingPriority", "match by an attribute whose value is known beforehand", "SelectUniqueValue at %s cannot be used on a matching attribute", n.At)
	}
	if c.def.FlowType != syncschema.ObjectAddOnly {
		c.fail("/flowType", `set "Apply this mapping" to "Only during object creation"`, "SelectUniqueValue at %s would give another value with every update", n.At)
	}
	p := c.problem(c.at+"/source", "SelectUniqueValue is supported only for Workday, SuccessFactors and API-driven provisioning to Active Directory, not for SCIM jobs",
		"use an attribute that is unique already; the dial select-unique-value=ask carries it out all the same")
	p.Target, p.Warning = c.def.TargetAttributeName, true
	c.uniques = append(c.uniques, p)
}
