package syncschema

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// Directory is Graph's directoryDefinition.
type Directory struct {
	ID                string         `json:"id"`
	DiscoveryDateTime *string        `json:"discoveryDateTime"`
	Discoverabilities string         `json:"discoverabilities"`
	Name              string         `json:"name"`
	ReadOnly          bool           `json:"readOnly"`
	Version           *string        `json:"version"`
	Objects           []*Object      `json:"objects"`
	Unknown           jsontext.Value `json:",embed"`
}

// Object is Graph's objectDefinition.
type Object struct {
	Name          string         `json:"name"`
	SupportedAPIs []string       `json:"supportedApis"`
	Attributes    []*Attribute   `json:"attributes"`
	Metadata      []Metadata     `json:"metadata"`
	Unknown       jsontext.Value `json:",embed"`
}

// Attribute is Graph's attributeDefinition.
type Attribute struct {
	Anchor            bool               `json:"anchor"`
	CaseExact         bool               `json:"caseExact"`
	DefaultValue      *string            `json:"defaultValue"`
	FlowNullValues    bool               `json:"flowNullValues"`
	Multivalued       bool               `json:"multivalued"`
	Mutability        string             `json:"mutability"`
	Name              string             `json:"name"`
	Required          bool               `json:"required"`
	Type              string             `json:"type"`
	APIExpressions    []Metadata         `json:"apiExpressions"`
	Metadata          []Metadata         `json:"metadata"`
	ReferencedObjects []ReferencedObject `json:"referencedObjects"`
	Unknown           jsontext.Value     `json:",embed"`
}

// ReferencedObject names an object type a reference attribute may point to.
type ReferencedObject struct {
	ReferencedObjectName string         `json:"referencedObjectName"`
	ReferencedProperty   *string        `json:"referencedProperty"`
	Unknown              jsontext.Value `json:",embed"`
}

// Directory finds a directory by name.
func (s *Schema) Directory(name string) (*Directory, bool) {
	for _, d := range s.Directories {
		if d.Name == name {
			return d, true
		}
	}
	return nil, false
}

// Object finds an object definition by name.
func (d *Directory) Object(name string) (*Object, bool) {
	if d == nil {
		return nil, false
	}
	for _, o := range d.Objects {
		if o.Name == name {
			return o, true
		}
	}
	return nil, false
}

// Attribute finds an attribute definition by its exact name.
func (o *Object) Attribute(name string) (*Attribute, bool) {
	if o == nil {
		return nil, false
	}
	for _, a := range o.Attributes {
		if a.Name == name {
			return a, true
		}
	}
	return nil, false
}

// AttributeFold is Attribute without regard to letter case.
func (o *Object) AttributeFold(name string) (*Attribute, bool) {
	if a, ok := o.Attribute(name); ok || o == nil {
		return a, ok
	}
	for _, a := range o.Attributes {
		if strings.EqualFold(a.Name, name) {
			return a, true
		}
	}
	return nil, false
}
