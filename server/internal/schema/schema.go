package schema

// Schema is a named set of attributes (RFC 7643 §7).
type Schema struct {
	ID          string // URN
	Name        string
	Description string
	Attributes  []*Attribute

	byName map[string]*Attribute
}

// NewSchema builds a schema. The attributes belong to it from then on and must not change. A complex attribute with a
// "value" beside a "$ref" refers to resources: its value is an id.
func NewSchema(id, name, description string, attrs ...*Attribute) *Schema {
	return &Schema{ID: id, Name: name, Description: description, Attributes: attrs, byName: index(attrs)}
}

// Attribute returns the attribute with the given name in any letter case, or nil.
func (s *Schema) Attribute(name string) *Attribute { return lookup(s.byName, name) }
