package portal

import (
	"fmt"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/expr"
	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/mapping/syncschema"
)

// Attribute is an attribute mapping as its page in the portal shows it, with what the attribute list says of the target.
type Attribute struct {
	Target     string
	Source     string  // an expression; empty is the mapping type None
	Default    *string // default value if null
	Precedence int     // matching precedence; 0 means that the attribute does not match objects
	OnCreate   bool    // apply this mapping only during object creation

	// The rest belongs to the attribute list; what is left empty stays as it is there.
	Type      string // String, Integer, Boolean, Reference, Binary or DateTime
	Multi     bool
	CaseExact bool
	Required  bool
}

// Map adds an attribute mapping, or replaces the one of the same target.
func (o Object) Map(a Attribute) error {
	m := &syncschema.AttributeMapping{
		TargetAttributeName: a.Target, DefaultValue: a.Default, MatchingPriority: a.Precedence,
		FlowType: syncschema.Always, FlowBehavior: syncschema.FlowWhenChanged,
	}
	if a.OnCreate {
		m.FlowType = syncschema.ObjectAddOnly
	}
	if a.Source != "" {
		e, err := expr.Parse(a.Source)
		if err != nil {
			return fmt.Errorf("map %s: %w", a.Target, err)
		}
		m.Source = mapping.Tree(e)
	}
	if err := o.define(a); err != nil {
		return err
	}
	if i := o.find(a.Target); i >= 0 {
		o.mapping.AttributeMappings[i] = m
	} else {
		o.mapping.AttributeMappings = append(o.mapping.AttributeMappings, m)
	}
	return nil
}

// Unmap removes the attribute mapping of a target attribute.
func (o Object) Unmap(target string) error {
	i := o.find(target)
	if i < 0 {
		return fmt.Errorf("nothing is mapped to %s", target)
	}
	o.mapping.AttributeMappings = slices.Delete(o.mapping.AttributeMappings, i, i+1)
	return nil
}

func (o Object) find(target string) int {
	return slices.IndexFunc(o.mapping.AttributeMappings, func(m *syncschema.AttributeMapping) bool {
		return m != nil && strings.EqualFold(m.TargetAttributeName, target)
	})
}

var types = []string{"String", "Integer", "Boolean", "Reference", "Binary", "DateTime"}

// define brings the attribute list in line.
func (o Object) define(a Attribute) error {
	if a.Type == "" && !a.Multi && !a.CaseExact && !a.Required {
		return nil
	}
	i := slices.IndexFunc(types, func(t string) bool { return strings.EqualFold(t, a.Type) })
	if a.Type != "" && i < 0 {
		return fmt.Errorf("map %s: there is no type %q; there are %s", a.Target, a.Type, strings.Join(types, ", "))
	}
	if o.target == nil {
		return fmt.Errorf("map %s: the schema has no attribute list for the target", a.Target)
	}
	def, ok := o.target.AttributeFold(a.Target)
	if !ok {
		def = &syncschema.Attribute{Name: a.Target, Type: types[0], Mutability: "ReadWrite"}
		o.target.Attributes = append(o.target.Attributes, def)
	}
	if a.Type != "" {
		def.Type = types[i]
	}
	def.Multivalued = def.Multivalued || a.Multi
	def.CaseExact = def.CaseExact || a.CaseExact
	def.Required = def.Required || a.Required
	return nil
}
