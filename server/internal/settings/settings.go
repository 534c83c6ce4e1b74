package settings

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/entrasim/entrasim/server/internal/custom"
	"github.com/entrasim/entrasim/server/internal/resources"
	"github.com/entrasim/entrasim/server/internal/schema"
)

// Version is the version of the format that this package reads and writes.
const Version = 1

// Settings is a checked settings document. The zero value chooses nothing.
type Settings struct {
	mood     string
	seed     uint64
	switches map[string]schema.Choice
	defects  []string
	limits   resources.Limits
	schemas  []Document
	types    []Document
	own      *custom.Set
}

// Document is a schema or resource type as the organisation wrote it.
type Document struct {
	Name string         // the id of a schema, the name of a resource type
	Raw  jsontext.Value // compact
}

// Mood returns the mood that was chosen, or "".
func (s *Settings) Mood() string { return s.mood }

// Seed returns what awkward choices follow from.
func (s *Settings) Seed() uint64 { return s.seed }

// Switches returns the switches that were set, by name.
func (s *Settings) Switches() map[string]schema.Choice { return maps.Clone(s.switches) }

// Defects returns the names of the defects that are turned on, in their order.
func (s *Settings) Defects() []string { return slices.Clone(s.defects) }

// Limits returns the limits that were set; the others are 0.
func (s *Settings) Limits() resources.Limits { return s.limits }

// Schemas returns the schemas of its own, in their order.
func (s *Settings) Schemas() []Document { return slices.Clone(s.schemas) }

// ResourceTypes returns the resource type documents of its own, in their order.
func (s *Settings) ResourceTypes() []Document { return slices.Clone(s.types) }

// Base is what holds where settings choose nothing.
type Base struct {
	Mood     string
	Seed     uint64
	Switches map[string]schema.Choice // over any mood, below the switches of the settings
}

// Mode returns the mode that mood and switches come to.
func (s *Settings) Mode(base Base) (schema.Mode, error) {
	m, err := schema.ModeByName(cmp.Or(s.mood, base.Mood))
	if err != nil {
		return m, err
	}
	m.Seed = cmp.Or(s.seed, base.Seed)
	for _, switches := range []map[string]schema.Choice{base.Switches, s.switches} {
		for _, name := range slices.Sorted(maps.Keys(switches)) {
			sw, ok := schema.SwitchByName(name)
			if !ok {
				return m, fmt.Errorf("there is no switch %q", name)
			}
			if m, err = sw.With(m, switches[name]); err != nil {
				return m, err
			}
		}
	}
	return m, nil
}

// Registry joins the organisation's schemas and resource types with the core ones.
func (s *Settings) Registry() *schema.Registry {
	if s.own == nil {
		return schema.Core()
	}
	return s.own.Registry()
}
