package mapping

import (
	"slices"

	"github.com/entrasim/entrasim/simulator/internal/expr"
	"github.com/entrasim/entrasim/simulator/internal/mapping/syncschema"
	"github.com/entrasim/entrasim/simulator/internal/scope"
)

// The source object types that have an object mapping.
const (
	SourceUser  = "User"
	SourceGroup = "Group"
)

// Set is the compiled mapping of a job. It does not change and may be used by several goroutines.
type Set struct {
	Name     string             // name or path it was loaded by
	Digest   string             // SHA-256 of the text it was made of, in hexadecimal; "" when it was not made of a text
	Schema   *syncschema.Schema // the document, for export and for Graph
	Rule     *syncschema.Rule   // the synchronization rule in use
	User     *ObjectMapping     // nil if the rule has none
	Group    *ObjectMapping     // nil if the rule has none
	Warnings []Problem
	Unique   []Problem // mappings by SelectUniqueValue, which Entra refuses in a job of this kind
	Kept     []Problem // parts of the document that have no effect, in its order; they are written again
}

// For gives the object mapping of a source object type, nil if there is none.
func (s *Set) For(source string) *ObjectMapping {
	switch source {
	case SourceUser:
		return s.User
	case SourceGroup:
		return s.Group
	default:
		return nil
	}
}

// ObjectMapping is a compiled object mapping.
type ObjectMapping struct {
	Definition *syncschema.ObjectMapping
	Name       string // as the portal shows it
	Source     string // User or Group
	Target     string // name of the target object, a schema URN
	Enabled    bool
	FlowTypes  syncschema.FlowTypes // Create, Update and Delete in the target object actions
	Attributes []*AttributeMapping  // in the order of the document
	Scope      *scope.Filter        // nil lets everything pass

	matching []*AttributeMapping
}

// Matching lists the matching attributes by precedence.
func (m *ObjectMapping) Matching() []*AttributeMapping { return m.matching }

// ReadsSoftDeleted reports whether a mapping reads IsSoftDeleted: without one there is no way to disable an object
// (engine §3.6 row 5).
func (m *ObjectMapping) ReadsSoftDeleted() bool {
	return slices.ContainsFunc(m.Attributes, (*AttributeMapping).ReadsSoftDeleted)
}

// UsesAppRoles reports whether a mapping reads app role assignments, which does not work with Sync all (engine §3.1).
func (m *ObjectMapping) UsesAppRoles() bool {
	return slices.ContainsFunc(m.Attributes, func(a *AttributeMapping) bool { return a.Expr.Reads("appRoleAssignments") })
}

// Attribute finds the mapping of a target attribute, without regard to letter case.
func (m *ObjectMapping) Attribute(path TargetPath) (*AttributeMapping, bool) {
	for _, a := range m.Attributes {
		if a.Path.Is(path) {
			return a, true
		}
	}
	return nil, false
}

// SourceAttributes lists every source attribute that mappings and scoping filter read, sorted, without repetition. A
// change of any other attribute changes nothing in the target.
func (m *ObjectMapping) SourceAttributes() []string {
	names := m.Scope.Attributes()
	for _, a := range m.Attributes {
		for _, n := range a.Expr.Attributes() {
			names = append(names, n.Name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Kind is the mapping type in the portal.
type Kind string

// The mapping types.
const (
	Direct     Kind = "Direct"
	Constant   Kind = "Constant"
	Expression Kind = "Expression"
	None       Kind = "None" // no source, perhaps a default value
)

// AttributeMapping is a compiled attribute mapping.
type AttributeMapping struct {
	Definition *syncschema.AttributeMapping
	Path       TargetPath
	Kind       Kind
	Expr       expr.Expr // zero for None
	Type       ValueType // of the target attribute
	Multi      bool      // the target attribute is multi-valued
	CaseExact  bool      // a difference in letter case counts as a change
	Required   bool      // the object cannot be created without it
	Reference  bool      // manager, members: resolved by the engine, not evaluated here
	Priority   int       // matching precedence; 0 for attributes that do not match
	FlowType   syncschema.FlowType
	// Default is the mapping's default value, Fallback the one of the attribute definition, which takes part only
	// when the attribute is required. Nil if there is none.
	Default, Fallback *string
	// OmittedOnCreate marks extension attributes whose name does not have the documented form: Entra leaves them out of
	// the create and sends them with a later update (engine §5.1).
	OmittedOnCreate bool
}

// SourceAttribute is the attribute a direct mapping reads; "" for other kinds.
func (a *AttributeMapping) SourceAttribute() string {
	if n, ok := a.Expr.Root().(*expr.Attribute); ok {
		return n.Name
	}
	return ""
}

// ReadsSoftDeleted reports whether the mapping reads IsSoftDeleted.
func (a *AttributeMapping) ReadsSoftDeleted() bool { return a.Expr.Reads(IsSoftDeleted) }

// CreateOnly reports whether the mapping applies only while the object is created.
func (a *AttributeMapping) CreateOnly() bool { return a.FlowType == syncschema.ObjectAddOnly }
