package mapping

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/entrasim/entrasim/simulator/internal/mapping/syncschema"
	"github.com/entrasim/entrasim/simulator/internal/scope"
)

// Compile checks a schema and prepares it for evaluation. The problems are in the order of the document and have no line
// numbers; if one of them is not a warning, the Set must not be used.
func Compile(s *syncschema.Schema) (*Set, []Problem) {
	c := &compiler{schema: s}
	set := &Set{Schema: s}
	var err error
	if c.builtIn, err = builtIn(); err != nil {
		return set, []Problem{{Message: err.Error()}}
	}
	at := c.rule(set)
	if set.Rule == nil {
		c.report(Problem{Pointer: "/synchronizationRules", Message: "there is no synchronization rule", Hint: "export the schema of a provisioning job again"})
		return set, c.problems
	}
	set.Kept = kept(s, set.Rule)
	for i, def := range set.Rule.ObjectMappings {
		pointer := fmt.Sprintf("%s/objectMappings/%d", at, i)
		switch {
		case def == nil:
			c.report(Problem{Pointer: pointer, Message: "the object mapping is null"})
		case def.SourceObjectName != SourceUser && def.SourceObjectName != SourceGroup:
			c.warn(Problem{
				Object: def.Name, Pointer: pointer + "/sourceObjectName",
				Message: fmt.Sprintf("the object mapping is kept and has no effect: its source object is %q", def.SourceObjectName), Hint: "a SCIM job provisions User and Group",
			})
		case def != chosen(set.Rule, def.SourceObjectName):
			c.warn(Problem{
				Object: def.Name, Pointer: pointer,
				Message: fmt.Sprintf("the object mapping is kept and has no effect: %q is the one that is run for objects of type %s", chosen(set.Rule, def.SourceObjectName).Name, def.SourceObjectName),
			})
		default:
			c.object(set, def, pointer)
		}
	}
	set.Unique = c.uniques
	if set.User == nil {
		c.report(Problem{Pointer: at, Message: "there is no object mapping for users", Hint: "provisioning needs one with sourceObjectName User"})
	}
	return set, c.problems
}

type compiler struct {
	schema, builtIn *syncschema.Schema
	problems        []Problem
	uniques         []Problem
}

func (c *compiler) report(p Problem) { c.problems = append(c.problems, p) }

func (c *compiler) warn(p Problem) {
	p.Warning = true
	c.report(p)
}

// rule chooses the rule with the lowest priority number and gives its pointer.
func (c *compiler) rule(set *Set) string {
	best := -1
	for i, r := range c.schema.SynchronizationRules {
		if r != nil && (best < 0 || r.Priority < c.schema.SynchronizationRules[best].Priority) {
			best = i
		}
	}
	if best < 0 {
		return ""
	}
	set.Rule = c.schema.SynchronizationRules[best]
	at := fmt.Sprintf("/synchronizationRules/%d", best)
	for i := range c.schema.SynchronizationRules {
		if i != best {
			c.warn(Problem{Pointer: fmt.Sprintf("/synchronizationRules/%d", i), Message: fmt.Sprintf("the rule has no effect, %q comes first", set.Rule.Name)})
		}
	}
	for member, name := range map[string]string{"sourceDirectoryName": set.Rule.SourceDirectoryName, "targetDirectoryName": set.Rule.TargetDirectoryName} {
		if _, ok := c.schema.Directory(name); !ok && len(c.schema.Directories) > 0 {
			c.report(Problem{Pointer: at + "/" + member, Message: fmt.Sprintf("the directory %q is not among the directories of the schema", name)})
		}
	}
	slices.SortStableFunc(c.problems, func(a, b Problem) int { return cmp.Compare(a.Pointer, b.Pointer) })
	return at
}

// chosen is the object mapping that is run for a source object: the first one that is enabled, or else the first.
func chosen(rule *syncschema.Rule, source string) *syncschema.ObjectMapping {
	var first *syncschema.ObjectMapping
	for _, m := range rule.ObjectMappings {
		if m == nil || m.SourceObjectName != source {
			continue
		}
		if m.Enabled {
			return m
		}
		if first == nil {
			first = m
		}
	}
	return first
}

// object compiles one object mapping and puts it in its place.
func (c *compiler) object(set *Set, def *syncschema.ObjectMapping, pointer string) {
	m := &ObjectMapping{
		Definition: def, Name: def.Name, Source: def.SourceObjectName, Target: def.TargetObjectName,
		Enabled: bool(def.Enabled), FlowTypes: def.FlowTypes,
	}
	if def.SourceObjectName == SourceGroup {
		set.Group = m
	} else {
		set.User = m
	}
	o := &objectCompiler{compiler: c, mapping: m, pointer: pointer, defs: newDefinitions(c.schema, c.builtIn, set.Rule, def)}
	o.compile()
}

// objectCompiler compiles the attribute mappings of one object mapping.
type objectCompiler struct {
	*compiler
	mapping *ObjectMapping
	pointer string
	defs    definitions
}

func (o *objectCompiler) compile() {
	if o.mapping.Source == SourceUser && !o.mapping.Enabled {
		o.warn(o.problem("/enabled", "Entra does not support switching the user mapping off", "no user will be provisioned"))
	}
	if len(o.defs.source) == 0 || len(o.defs.target) == 0 {
		o.warn(o.problem("", "the schema does not define the objects of this mapping, so types cannot be checked", ""))
	}
	for i, def := range o.mapping.Definition.AttributeMappings {
		at := fmt.Sprintf("/attributeMappings/%d", i)
		if def == nil {
			o.report(o.problem(at, "the attribute mapping is null", ""))
			continue
		}
		ac := &attributeCompiler{objectCompiler: o, def: def, at: at}
		if a := ac.compile(); a != nil {
			o.mapping.Attributes = append(o.mapping.Attributes, a)
		}
	}
	o.matching()
	o.scope()
}

// problem makes a problem of the object mapping at a pointer below it.
func (o *objectCompiler) problem(at, message, hint string) Problem {
	return Problem{Object: o.mapping.Name, Pointer: o.pointer + at, Message: message, Hint: hint}
}

// matching collects the matching attributes.
func (o *objectCompiler) matching() {
	for _, a := range o.mapping.Attributes {
		if a.Priority > 0 {
			o.mapping.matching = append(o.mapping.matching, a)
		}
	}
	slices.SortStableFunc(o.mapping.matching, func(a, b *AttributeMapping) int { return cmp.Compare(a.Priority, b.Priority) })
	for i, a := range o.mapping.matching[min(1, len(o.mapping.matching)):] {
		if b := o.mapping.matching[i]; a.Priority == b.Priority {
			o.warn(o.problem("", fmt.Sprintf("%s and %s have the same matching precedence %d", b.Path, a.Path, a.Priority), "the one that stands first is tried first"))
		}
	}
	if len(o.mapping.matching) == 0 && bool(o.mapping.Definition.Enabled) {
		o.report(o.problem("/attributeMappings", "no attribute is used to match objects", "set matchingPriority to 1 on the attribute that identifies an object, for example userName"))
	}
}

func (o *objectCompiler) scope() {
	filter, problems := scope.Compile(o.mapping.Definition.Scope, func(name string) (string, bool, bool) {
		a, ok := o.defs.sourceAttribute(name)
		if !ok {
			return "", false, false
		}
		return cmp.Or(a.Type, string(String)), a.Multivalued, true
	})
	for _, p := range problems {
		q := o.problem("/scope"+p.Pointer, p.Where+": "+p.Message, p.Hint)
		q.Warning = p.Warning
		o.report(q)
	}
	o.mapping.Scope = filter
}
