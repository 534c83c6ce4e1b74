package mapping

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/entrasim/entrasim/fixtures"
	"github.com/entrasim/entrasim/simulator/internal/mapping/syncschema"
)

// definitions answers questions about the attributes of one object mapping: from the directories of the document
// first, then from those of the default mapping.
type definitions struct{ source, target []*syncschema.Object }

// builtIn is the schema of the default mapping, whose directories hold every attribute of engine §5.2.
var builtIn = sync.OnceValues(func() (*syncschema.Schema, error) {
	data, err := fixtures.Mapping(Default)
	if err != nil {
		return nil, err
	}
	s, err := syncschema.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("read built-in attribute lists: %w", err)
	}
	return s, nil
})

// newDefinitions collects the object definitions of the document and the built-in ones.
func newDefinitions(s, builtIn *syncschema.Schema, rule *syncschema.Rule, m *syncschema.ObjectMapping) definitions {
	var d definitions
	add := func(s *syncschema.Schema, source, target string) {
		if dir, ok := s.Directory(source); ok {
			if o, ok := dir.Object(m.SourceObjectName); ok {
				d.source = append(d.source, o)
			}
		}
		if dir, ok := s.Directory(target); ok {
			if o, ok := dir.Object(m.TargetObjectName); ok {
				d.target = append(d.target, o)
			}
		}
	}
	add(s, rule.SourceDirectoryName, rule.TargetDirectoryName)
	if len(builtIn.SynchronizationRules) > 0 {
		r := builtIn.SynchronizationRules[0]
		add(builtIn, r.SourceDirectoryName, r.TargetDirectoryName)
	}
	return d
}

// Names of directory extensions: extension_<application id without dashes>_<name> (engine §5.1).
var directoryExtension = regexp.MustCompile(`^extension_[0-9a-f]{32}_\w+$`)

// sourceAttribute finds a source attribute by its exact name. Directory extensions need no definition.
func (d definitions) sourceAttribute(name string) (*syncschema.Attribute, bool) {
	for _, o := range d.source {
		if a, ok := o.Attribute(name); ok {
			return a, true
		}
	}
	if directoryExtension.MatchString(name) {
		return &syncschema.Attribute{Name: name, Type: string(String)}, true
	}
	return nil, false
}

// targetAttribute finds a target attribute; letter case does not matter in SCIM.
func (d definitions) targetAttribute(name string) (*syncschema.Attribute, bool) {
	for _, o := range d.target {
		if a, ok := o.AttributeFold(name); ok {
			return a, true
		}
	}
	return nil, false
}

// sourceNames lists the source attributes, in the order of the definitions.
func (d definitions) sourceNames() []string {
	var names []string
	for _, o := range d.source {
		for _, a := range o.Attributes {
			names = append(names, a.Name)
		}
	}
	return names
}

// unavailable are attributes of users that the provisioning service does not offer as a source, with the reason.
var unavailable = map[string]string{
	"samaccountname":           "it is not available as a source attribute",
	"usertype":                 "it is not available as a source attribute",
	"password":                 "passwords cannot be provisioned",
	"passwordprofile.password": "passwords cannot be provisioned",
}

// whyUnavailable gives the reason why an attribute cannot be a source, "" if it can.
func whyUnavailable(name string) string { return unavailable[strings.ToLower(name)] }

// The form that names of custom extensions must have (CUST, engine §5.1).
var customExtension = regexp.MustCompile(`^(?i:urn:ietf:params:scim:schemas:extension:)[^:]+(?i::2\.0:(User|Group))$`)

// wellFormedExtension reports whether the URN in front of an attribute has the documented form; the URNs of the core
// schemas have it by nature.
func wellFormedExtension(urn string) bool {
	return urn == "" || customExtension.MatchString(urn) || strings.EqualFold(urn, coreUser) || strings.EqualFold(urn, coreGroup)
}

// The URNs of the core schemas.
const (
	coreUser  = "urn:ietf:params:scim:schemas:core:2.0:User"
	coreGroup = "urn:ietf:params:scim:schemas:core:2.0:Group"
)
