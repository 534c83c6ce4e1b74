package harness

import "strings"

// ResourceType is an entry of /ResourceTypes (RFC 7643 §6).
type ResourceType struct {
	ID         string            `json:"id"`
	Name       string            `json:"name"`
	Endpoint   string            `json:"endpoint"`
	Schema     string            `json:"schema"`
	Extensions []SchemaExtension `json:"schemaExtensions"`
}

// SchemaExtension is one extension of a resource type.
type SchemaExtension struct {
	Schema   string `json:"schema"`
	Required bool   `json:"required"`
}

// Schema is an entry of /Schemas (RFC 7643 §7).
type Schema struct {
	ID         string      `json:"id"`
	Name       string      `json:"name"`
	Attributes []Attribute `json:"attributes"`
}

// Attribute is one attribute as published. What the target left out has the default of RFC 7643 §2.2 only through the methods
// of T that say so; here it is empty.
type Attribute struct {
	Name            string      `json:"name"`
	Type            string      `json:"type"`
	MultiValued     bool        `json:"multiValued"`
	Required        bool        `json:"required"`
	CaseExact       bool        `json:"caseExact"`
	Mutability      string      `json:"mutability"`
	Returned        string      `json:"returned"`
	Uniqueness      string      `json:"uniqueness"`
	CanonicalValues []string    `json:"canonicalValues"`
	ReferenceTypes  []string    `json:"referenceTypes"`
	SubAttributes   []Attribute `json:"subAttributes"`
}

// Attribute finds an attribute by name in any letter case.
func (s Schema) Attribute(name string) (Attribute, bool) { return attributeNamed(s.Attributes, name) }

// Sub finds a sub-attribute by name in any letter case.
func (a Attribute) Sub(name string) (Attribute, bool) { return attributeNamed(a.SubAttributes, name) }

func attributeNamed(attributes []Attribute, name string) (Attribute, bool) {
	for _, a := range attributes {
		if strings.EqualFold(a.Name, name) {
			return a, true
		}
	}
	return Attribute{}, false
}

// Provider is the target's /ServiceProviderConfig; nil when it gives no usable answer.
func (t *T) Provider() map[string]any { return t.session.features().provider }

// ResourceTypes are what the target announces; nil when it gives no usable answer.
func (t *T) ResourceTypes() []ResourceType { return t.session.features().types }

// Schemas are what the target publishes; nil when it gives no usable answer.
func (t *T) Schemas() []Schema { return t.session.features().published }

// Schema finds a published schema by its URN in any letter case.
func (t *T) Schema(urn string) (Schema, bool) {
	for _, s := range t.Schemas() {
		if strings.EqualFold(s.ID, urn) {
			return s, true
		}
	}
	return Schema{}, false
}

// Open tells whether a gate is open: announced, or not denied and not found to be missing when it was tried.
func (t *T) Open(g Gate) bool {
	open, _ := t.session.features().gate(g)
	allowed, _ := t.session.cfg.Allowed(g)
	if _, known := t.session.features().word(g); !open || !allowed || known {
		return open && allowed
	}
	return t.tried(g).missing == ""
}

// OtherToken is a token of another tenant of the target; only behind GateTwoTenants.
func (t *T) OtherToken() string { return t.session.cfg.OtherToken }

// Loopback tells whether the target is this machine.
func (t *T) Loopback() bool { return Loopback(t.session.base) }
