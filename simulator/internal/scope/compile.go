package scope

import (
	"fmt"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/expr/dotnet"
	"github.com/entrasim/entrasim/simulator/internal/mapping/syncschema"
)

// Problem is something wrong with a clause.
type Problem struct {
	Pointer string // JSON pointer of the clause, relative to the filter
	Where   string // title of the filter group and attribute, for people
	Message string
	Hint    string
	Warning bool // the filter works, but not as its author meant
}

// unusable are source attributes that no filter can use, with the reason (KNOWN, SCOPE, engine §3.4).
var unusable = map[string]string{
	"appRoleAssignments": "scoping filters on appRoleAssignments are not supported; assign users and groups instead",
	"userType":           "userType is not available to scoping filters",
	"manager":            "scoping filters on reference attributes are not supported",
	"members":            "scoping filters on group membership are not supported; assign the group instead",
}

// Compile reads a filter. definition gives the type of a source attribute and whether it is multi-valued; ok is false
// for attributes that are not known. A nil schema filter gives a nil Filter. If a problem is not a warning, the Filter
// must not be used.
func Compile(def *syncschema.Filter, definition func(attribute string) (typ string, multi, ok bool)) (*Filter, []Problem) {
	if def == nil {
		return nil, nil
	}
	c := &compiler{definition: definition}
	return &Filter{
		groups:   c.groups("/groups", def.Groups),
		input:    c.groups("/inputFilterGroups", def.InputFilterGroups),
		category: c.groups("/categoryFilterGroups", def.CategoryFilterGroups),
	}, c.problems
}

type compiler struct {
	definition func(string) (string, bool, bool)
	problems   []Problem
}

func (c *compiler) groups(pointer string, defs []syncschema.FilterGroup) []group {
	var groups []group
	for i, d := range defs {
		g := group{name: d.Name}
		for j, cl := range d.Clauses {
			at := Problem{
				Pointer: fmt.Sprintf("%s/%d/clauses/%d", pointer, i, j),
				Where:   fmt.Sprintf("filter %q, attribute %q", d.Name, cl.SourceOperandName),
			}
			g.clauses = append(g.clauses, c.clause(cl, at))
		}
		groups = append(groups, g)
	}
	return groups
}

func (c *compiler) report(at Problem, hint, format string, args ...any) {
	at.Message, at.Hint = fmt.Sprintf(format, args...), hint
	c.problems = append(c.problems, at)
}

func (c *compiler) warn(at Problem, hint, format string, args ...any) {
	at.Warning = true
	c.report(at, hint, format, args...)
}

func (c *compiler) clause(def syncschema.FilterClause, at Problem) clause {
	cl := clause{attribute: def.SourceOperandName}
	var values []string
	if def.TargetOperand != nil {
		values = def.TargetOperand.Values
	}
	op, ok := parseOperator(def.OperatorName)
	if !ok {
		c.unknownOperator(def.OperatorName, at)
		return cl
	}
	cl.operator = op
	typ, multi, known := c.definition(cl.attribute)
	if !known {
		c.report(at, "attribute names are case-sensitive", "the source has no attribute %q", cl.attribute)
		return cl
	}
	c.checkAttribute(&cl, typ, multi, at)
	switch {
	case op.Unary() && len(values) > 0 && strings.Join(values, "") != "":
		c.warn(at, "", "%s takes no value, %q has no effect", op, values)
	case op.Unary():
	case len(values) != 1:
		c.report(at, "write one clause for each value, in groups of their own for OR", "%s needs one value and has %d", op, len(values))
	default:
		cl.value = values[0]
		c.operand(&cl, at)
	}
	return cl
}

func (c *compiler) unknownOperator(name string, at Problem) {
	for refused, reason := range refusedOperators {
		if plain(refused) == plain(name) {
			c.report(at, "", "the operator %s is not supported: %s", refused, reason)
			return
		}
	}
	names := make([]string, 0, len(Operators()))
	for _, o := range Operators() {
		names = append(names, string(o))
	}
	c.report(at, "the operators are "+strings.Join(names, ", "), "unknown operator %q", name)
}

func (c *compiler) checkAttribute(cl *clause, typ string, multi bool, at Problem) {
	switch {
	case unusable[cl.attribute] != "":
		c.report(at, "", "%s", unusable[cl.attribute])
	case strings.EqualFold(typ, "DateTime"):
		c.report(at, "", "scoping filters on date attributes are not supported")
	case multi:
		c.warn(at, "", "filters on multi-valued attributes are not supported, the clause is false when %q has several values", cl.attribute)
	case !c.fits(cl.operator, typ):
		c.warn(at, "", "%s is meant for attributes of type %s, %q is %s", cl.operator, strings.Join(cl.operator.Types(), " or "), cl.attribute, typ)
	}
}

// fits reports whether an operator is meant for a type. Attributes of type String may hold numbers, as the definition of
// Entra's employeeId shows.
func (c *compiler) fits(op Operator, typ string) bool {
	for _, t := range op.Types() {
		if strings.EqualFold(t, typ) || t == "Integer" && strings.EqualFold(typ, "String") {
			return true
		}
	}
	return false
}

// operand reads the value of a binary operator.
func (c *compiler) operand(cl *clause, at Problem) {
	switch cl.operator {
	case GreaterThan, GreaterThanOrEqual:
		n, ok := natural(cl.value)
		if !ok {
			cl.never = true
			c.warn(at, "use a whole number from 0", "invalid scoping rule: %s compares integers and %q is none, so the clause is always false", cl.operator, cl.value)
		}
		cl.number = n
	case RegexMatch, NotRegexMatch:
		re, err := dotnet.Compile(cl.value)
		if err != nil {
			c.report(at, "", "%v", err)
			return
		}
		cl.pattern = re
	}
}
