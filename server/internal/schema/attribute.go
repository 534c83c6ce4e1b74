package schema

import "github.com/entrasim/entrasim/server/internal/scim"

// Type is the data type of an attribute (RFC 7643 §2.3).
type Type uint8

// The data types.
const (
	String Type = iota
	Boolean
	Decimal
	Integer
	DateTime
	Binary
	Reference
	Complex
)

// Mutability says who may change an attribute, and when (RFC 7643 §7).
type Mutability uint8

// The mutabilities.
const (
	ReadWrite Mutability = iota
	ReadOnly
	Immutable
	WriteOnly
)

// Returned says when an attribute is part of an answer (RFC 7643 §7).
type Returned uint8

// The returned characteristics.
const (
	Default Returned = iota
	Always
	Never
	Request
)

// Uniqueness says how far a value must be unique (RFC 7643 §7).
type Uniqueness uint8

// The uniqueness characteristics.
const (
	None Uniqueness = iota
	Server
	Global
)

var (
	typeNames       = [...]string{"string", "boolean", "decimal", "integer", "dateTime", "binary", "reference", "complex"}
	mutabilityNames = [...]string{"readWrite", "readOnly", "immutable", "writeOnly"}
	returnedNames   = [...]string{"default", "always", "never", "request"}
	uniquenessNames = [...]string{"none", "server", "global"}
)

func (t Type) String() string       { return typeNames[t] }
func (m Mutability) String() string { return mutabilityNames[m] }
func (r Returned) String() string   { return returnedNames[r] }
func (u Uniqueness) String() string { return uniquenessNames[u] }

// Attribute is one attribute of a schema with its characteristics (RFC 7643 §7). It must not be changed once it is part
// of a registry.
type Attribute struct {
	Name            string
	Description     string
	Type            Type
	MultiValued     bool
	Required        bool
	CaseExact       bool // as published; comparisons use IsCaseExact
	Mutability      Mutability
	Returned        Returned
	Uniqueness      Uniqueness
	CanonicalValues []string
	ReferenceTypes  []string
	SubAttributes   []*Attribute

	identifier bool // holds the id of a resource
	subs       map[string]*Attribute
}

// Sub returns the sub-attribute with the given name in any letter case, or nil.
func (a *Attribute) Sub(name string) *Attribute { return lookup(a.subs, name) }

// IsCaseExact reports whether two values of the attribute that differ in letter case are different values.
func (a *Attribute) IsCaseExact() bool {
	return a.CaseExact || a.identifier || a.Type == Reference || a.Type == Binary
}

// IsResourceReference reports whether the attribute's "value" is the id of a resource: members, groups, manager.
func (a *Attribute) IsResourceReference() bool {
	v := a.subs["value"]
	return v != nil && v.identifier
}

// IsWritable reports whether clients may set the attribute at all.
func (a *Attribute) IsWritable() bool { return a.Mutability != ReadOnly }

// lookup finds an attribute by name: exact first, because nearly every client writes schema case, then folded.
func lookup(byKey map[string]*Attribute, name string) *Attribute {
	if a, ok := byKey[name]; ok {
		return a
	}
	var buf [64]byte
	return byKey[string(scim.AppendFold(buf[:0], name))]
}

// index maps the names of attrs, as written and folded, and does the same for their sub-attributes.
func index(attrs []*Attribute) map[string]*Attribute {
	m := make(map[string]*Attribute, 2*len(attrs))
	for _, a := range attrs {
		m[a.Name] = a
		m[scim.FoldKey(a.Name)] = a
		if a.Type == Complex {
			a.subs = index(a.SubAttributes)
			if v := a.subs["value"]; v != nil && a.subs["$ref"] != nil {
				v.identifier = true
			}
		}
	}
	return m
}
