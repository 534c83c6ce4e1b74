package attribute

import (
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/validator/resource"
)

// Origin says where a list comes from.
type Origin string

// The origins.
const (
	FromDefault   Origin = "default attributes"
	FromDiscovery Origin = "discovered schema"
	FromUpload    Origin = "uploaded schema"
	FromJob       Origin = "schema of the provisioning job"
)

// Attribute is one attribute of a list.
type Attribute struct {
	Path       mapping.TargetPath
	Type       mapping.ValueType
	Multi      bool // multi-valued as a whole, without a filter
	Required   bool
	ReadOnly   bool
	Never      bool // returned never, or write-only: no answer may hold it
	CaseExact  bool
	Matching   bool // has a matching precedence in the uploaded schema
	Mapped     bool // an attribute mapping writes it; of the other sources all are
	CreateOnly bool
}

// Name is the path as Entra writes it.
func (a Attribute) Name() string { return a.Path.String() }

// Reference reports whether values are ids of other resources: manager and members.
func (a Attribute) Reference() bool { return a.Type == mapping.Reference }

// Simple reports whether the attribute has neither a filter nor several values: what a path-less operation can hold.
func (a Attribute) Simple() bool { return !a.Path.Filtered() && !a.Multi }

// List is what an endpoint is tested with.
type List struct {
	Origin   Origin
	User     []Attribute
	Group    []Attribute // empty when the endpoint has no groups
	Warnings []string    // what a person should know about the source
}

// Manager is the manager attribute, if users have one.
func (l List) Manager() (Attribute, bool) {
	for _, a := range l.User {
		if a.Reference() && strings.EqualFold(a.Path.Attr, "manager") {
			return a, true
		}
	}
	return Attribute{}, false
}

// Find looks an attribute up by its name, without regard to letter case.
func Find(list []Attribute, name string) (Attribute, bool) {
	for _, a := range list {
		if strings.EqualFold(a.Name(), name) {
			return a, true
		}
	}
	return Attribute{}, false
}

// Schemas lists the URNs a body with these attributes declares: the core schema first, extensions as first seen.
func Schemas(core string, list []Attribute) []any {
	urns := []any{core}
next:
	for _, a := range list {
		if a.Path.URN == "" || a.Path.URN == core {
			continue
		}
		for _, u := range urns {
			if u == a.Path.URN {
				continue next
			}
		}
		urns = append(urns, a.Path.URN)
	}
	return urns
}

// enterprise is an attribute of the enterprise extension.
func enterprise(name string) string { return resource.URNEnterprise + ":" + name }
