package mapping

import (
	"errors"
	"fmt"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/expr"
	"github.com/entrasim/entrasim/simulator/internal/mapping/syncschema"
)

// attributeCompiler compiles one attribute mapping.
type attributeCompiler struct {
	*objectCompiler
	def *syncschema.AttributeMapping
	at  string // pointer below the object mapping
}

func (c *attributeCompiler) fail(member, hint, format string, args ...any) {
	p := c.problem(c.at+member, fmt.Sprintf(format, args...), hint)
	p.Target = c.def.TargetAttributeName
	c.report(p)
}

func (c *attributeCompiler) doubt(member, hint, format string, args ...any) {
	p := c.problem(c.at+member, fmt.Sprintf(format, args...), hint)
	p.Target = c.def.TargetAttributeName
	c.warn(p)
}

// compile gives the compiled mapping, or nil when nothing can be made of it.
func (c *attributeCompiler) compile() *AttributeMapping {
	path, err := ParseTargetPath(c.def.TargetAttributeName)
	if err != nil {
		c.fail("/targetAttributeName", "", "%v", err)
		return nil
	}
	a := &AttributeMapping{
		Definition: c.def, Path: path, Priority: c.def.MatchingPriority, FlowType: c.def.FlowType,
		Default: c.def.DefaultValue,
	}
	c.target(a)
	if !c.source(a) {
		return nil
	}
	c.reference(a)
	c.match(a)
	return a
}

// target checks the target attribute and takes its properties from the definition.
func (c *attributeCompiler) target(a *AttributeMapping) {
	a.Type = String
	if def, ok := c.defs.targetAttribute(a.Path.String()); ok {
		t, err := parseValueType(def.Type)
		if err != nil {
			c.fail("", "correct the definition of the target attribute", "%v", err)
		}
		a.Type, a.Multi, a.CaseExact, a.Required, a.Fallback = t, def.Multivalued, def.CaseExact, def.Required, def.DefaultValue
		if strings.EqualFold(def.Mutability, "ReadOnly") {
			c.fail("/targetAttributeName", "remove the mapping", "the target attribute is read-only")
		}
	} else if len(c.defs.target) > 0 {
		c.doubt("/targetAttributeName", "add it to the attribute list of the target to give it another type", "the target attribute is not in the attribute list and is taken for a single-valued text")
	}
	switch {
	case a.Path.URN == "" && strings.EqualFold(a.Path.Attr, "id"):
		c.fail("/targetAttributeName", "map the value to externalId instead", "the id is given by the target and cannot be mapped")
	case a.Path.URN == "" && strings.EqualFold(a.Path.Attr, "entitlements"):
		c.fail("/targetAttributeName", "remove the mapping", "the attribute entitlements is not supported")
	case !wellFormedExtension(a.Path.URN):
		a.OmittedOnCreate = true
		c.doubt("/targetAttributeName", "the form is urn:ietf:params:scim:schemas:extension:{Name}:2.0:User:{attribute}", "the name of the extension does not have the form that Entra expects, so the attribute is left out when an object is created and sent with a later update")
	}
	for _, other := range c.mapping.Attributes {
		if other.Path.Is(a.Path) {
			c.fail("/targetAttributeName", "an attribute can be the target of one mapping only", "the target attribute is mapped twice")
		}
	}
}

// source reads the source expression; false means that there is none to work with.
func (c *attributeCompiler) source(a *AttributeMapping) bool {
	if c.def.Source == nil {
		a.Kind = None
		return true
	}
	e, err := expression(c.def.Source)
	if err != nil {
		c.fail("/source", syntaxHint(err), "the expression cannot be read: %s", syntaxProblem(err))
		return false
	}
	a.Expr = e
	switch e.Root().(type) {
	case *expr.Attribute:
		a.Kind = Direct
	case *expr.Literal:
		a.Kind = Constant
	default:
		a.Kind = Expression
	}
	if made := Tree(e); !sameTree(c.def.Source, made) {
		c.doubt("/source", "the text is used", "the parameters of the source do not say the same as its expression %s", made.Expression)
	}
	for _, n := range e.Attributes() {
		c.sourceAttribute(n)
	}
	c.cautions(e)
	c.multiValued(a)
	return true
}

// sourceAttribute checks that an attribute can be read.
func (c *attributeCompiler) sourceAttribute(n *expr.Attribute) {
	if reason := whyUnavailable(n.Name); reason != "" {
		c.fail("/source", "choose another source attribute", "the source attribute [%s] cannot be used: %s", n.Name, reason)
		return
	}
	if _, ok := c.defs.sourceAttribute(n.Name); ok {
		return
	}
	hint := "attribute names are case-sensitive; directory extensions are named extension_<application id without dashes>_<name>"
	if s := expr.Suggest(n.Name, c.defs.sourceNames()); s != "" {
		hint = "did you mean [" + s + "]? Attribute names are case-sensitive"
	}
	c.fail("/source", hint, "unknown source attribute [%s] at %s", n.Name, n.At)
}

// multiValued finds direct mappings that can never work for an object with several values.
func (c *attributeCompiler) multiValued(a *AttributeMapping) {
	if a.Kind != Direct || a.Multi {
		return
	}
	if def, ok := c.defs.sourceAttribute(a.SourceAttribute()); ok && def.Multivalued && def.Type != string(Reference) {
		c.fail("/source", `take one value, for example Item([`+def.Name+`], 1), or join them, for example Join(";", [`+def.Name+`])`,
			"the source attribute [%s] is multi-valued and the target attribute takes one value", def.Name)
	}
}

// reference marks reference attributes and refuses what cannot be resolved.
func (c *attributeCompiler) reference(a *AttributeMapping) {
	def, ok := c.defs.sourceAttribute(a.SourceAttribute())
	fromReference := a.Kind == Direct && ok && def.Type == string(Reference)
	switch {
	case a.Type == Reference && fromReference:
		a.Reference = true
	case a.Type == Reference:
		c.fail("/source", "map a reference attribute directly, for example [manager]", "the target attribute is a reference, and only a reference attribute can be its source")
	case fromReference:
		hint := "map it to a reference attribute of the target"
		if def.Name == "appRoleAssignments" {
			hint = "use SingleAppRoleAssignment([appRoleAssignments]) or AssertiveAppRoleAssignmentsComplex([appRoleAssignments])"
		}
		c.fail("/source", hint, "the source attribute [%s] is a reference and the target attribute is not", def.Name)
	}
}

// match checks a matching attribute.
func (c *attributeCompiler) match(a *AttributeMapping) {
	switch {
	case a.Priority < 0:
		c.fail("/matchingPriority", "0 means no, 1 is tried first", "the matching precedence is negative")
	case a.Priority == 0:
	case a.Reference, a.Multi:
		c.fail("/matchingPriority", "match by a single-valued attribute", "reference and multi-valued attributes cannot match objects")
	case a.Kind == None, a.Kind == Constant:
		c.fail("/matchingPriority", "match by an attribute that differs between objects", "a mapping of type %s cannot match objects", a.Kind)
	}
}

func syntaxProblem(err error) string {
	var at *expr.SyntaxError
	if errors.As(err, &at) {
		return at.Pos.String() + ": " + at.Problem
	}
	return err.Error()
}

func syntaxHint(err error) string {
	var at *expr.SyntaxError
	if errors.As(err, &at) {
		return at.Hint
	}
	return ""
}
