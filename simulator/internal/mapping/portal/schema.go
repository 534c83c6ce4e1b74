package portal

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/fixtures"
	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/mapping/syncschema"
)

// Schema is a synchronization schema that is being edited.
type Schema struct{ doc *syncschema.Schema }

// Open begins with a mapping that travels with the program.
func Open(name string) (*Schema, error) {
	data, err := fixtures.Mapping(name)
	if err != nil {
		return nil, err
	}
	return Parse(data)
}

// Parse begins with the text of a schema.
func Parse(data []byte) (*Schema, error) {
	doc, err := syncschema.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("read synchronization schema: %w", err)
	}
	if len(doc.SynchronizationRules) == 0 || doc.SynchronizationRules[0] == nil {
		return nil, errors.New("read synchronization schema: there is no synchronization rule in it")
	}
	return &Schema{doc}, nil
}

// Text is the schema as the portal would export it.
func (s *Schema) Text() ([]byte, error) { return syncschema.Marshal(s.doc) }

// Problems are what keeps the schema from being run, warnings left out. That no attribute is used to match objects is not among them:
// one that is edited step by step comes by it, and is told when the job is set up.
func (s *Schema) Problems() []mapping.Problem {
	_, all := mapping.Compile(s.doc)
	return slices.DeleteFunc(all, func(p mapping.Problem) bool { return p.Warning || strings.HasSuffix(p.Pointer, "/attributeMappings") })
}

// Object finds the object mapping of a source object, "User" or "Group", without regard to case.
func (s *Schema) Object(source string) (Object, error) {
	rule := s.doc.SynchronizationRules[0]
	for _, m := range rule.ObjectMappings {
		if m == nil || !strings.EqualFold(m.SourceObjectName, source) {
			continue
		}
		o := Object{mapping: m}
		if dir, ok := s.doc.Directory(rule.TargetDirectoryName); ok {
			o.target, _ = dir.Object(m.TargetObjectName)
		}
		return o, nil
	}
	return Object{}, fmt.Errorf("there is no object mapping for %q; there are User and Group", source)
}

// Object is one object mapping.
type Object struct {
	mapping *syncschema.ObjectMapping
	target  *syncschema.Object // the attribute list of the target; nil when the schema has none
}

// Enable switches the object mapping on or off.
func (o Object) Enable(on bool) { o.mapping.Enabled = syncschema.Flag(on) }

// Actions ticks the target object actions: any of create, update and delete; those that are not named are unticked.
func (o Object) Actions(names ...string) error {
	set, err := ParseActions(names...)
	if err != nil {
		return err
	}
	o.mapping.FlowTypes = set
	return nil
}

// ParseActions reads target object actions by the names of the portal.
func ParseActions(names ...string) (syncschema.FlowTypes, error) {
	ticks := map[string]syncschema.FlowTypes{"create": syncschema.Add, "update": syncschema.Update, "delete": syncschema.Delete}
	var set syncschema.FlowTypes
	for _, n := range names {
		tick, ok := ticks[strings.ToLower(n)]
		if !ok {
			return 0, fmt.Errorf("there is no target object action %q; there are create, update and delete", n)
		}
		set |= tick
	}
	return set, nil
}
