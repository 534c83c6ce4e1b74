package settings

import (
	"errors"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/entrasim/entrasim/server/internal/custom"
	"github.com/entrasim/entrasim/server/internal/document"
	"github.com/entrasim/entrasim/server/internal/schema"
)

// Change is what to do to settings; what is left empty stays as it is.
type Change struct {
	Mood          *string           // "" goes back to the mood that the organisation was created with
	Seed          *uint64           //
	ClearSwitches bool              // unset all switches, before Switches is looked at
	Switches      map[string]string // by name; the choice "" goes back to what the mood has
	Defects       *[]string         // replaces the list
	TurnOn        []string          // defects to turn on
	TurnOff       []string          // defects to turn off, in the end; those that are not on do not matter
	Limits        jsontext.Value    // an object as in the document; replaces all limits

	PutSchemas  []jsontext.Value // adds schemas; one with the same id is replaced
	DropSchemas []string         // by id; they extend nothing any more either
	PutTypes    []jsontext.Value // adds resource types; one with the same name is replaced
	DropTypes   []string         // by name
	Extend      []Extension      // adds extensions to resource types, after all that
}

// Extension is a schema that a resource type gets as extension.
type Extension struct {
	ResourceType string
	Schema       string
	Required     bool
}

// With returns the settings after a change, checked as Parse does. The error is document.Problems without positions, except in
// documents that are part of the change.
func (s *Settings) With(c Change, opts Options) (*Settings, error) {
	next := *s
	next.switches = s.Switches()
	if c.Mood != nil {
		next.mood = *c.Mood
	}
	if c.Seed != nil {
		next.seed = *c.Seed
	}
	next.setSwitches(c)
	next.setDefects(c)
	if c.Limits != nil {
		n, err := document.Parse(opts.File, c.Limits, document.Limits{})
		if err != nil {
			return nil, err
		}
		if next.limits = readLimits(n); n.Err() != nil {
			return nil, n.Err()
		}
	}
	if err := next.setDocuments(c, opts); err != nil {
		return nil, err
	}
	opts.File = ""
	out, err := Parse(next.AppendJSON(nil), opts)
	var ps document.Problems
	if errors.As(err, &ps) {
		return nil, ps.Unplaced()
	}
	return out, err
}

func (s *Settings) setSwitches(c Change) {
	if c.ClearSwitches || s.switches == nil {
		s.switches = map[string]schema.Choice{}
	}
	for name, choice := range c.Switches {
		if s.switches[name] = schema.Choice(choice); choice == "" {
			delete(s.switches, name)
		}
	}
}

func (s *Settings) setDefects(c Change) {
	list := s.defects
	if c.Defects != nil {
		list = *c.Defects
	}
	list = slices.Clone(list)
	for _, name := range c.TurnOn {
		if !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	s.defects = slices.DeleteFunc(list, func(name string) bool { return slices.Contains(c.TurnOff, name) })
}

func (s *Settings) setDocuments(c Change, opts Options) error {
	var err error
	if s.schemas, err = edit(s.schemas, c.PutSchemas, c.DropSchemas, "id", opts.File); err != nil {
		return err
	}
	if s.types, err = edit(s.types, c.PutTypes, c.DropTypes, "name", opts.File); err != nil {
		return err
	}
	for _, id := range c.DropSchemas {
		s.eachType(func(t *custom.ResourceType) bool {
			n := len(t.Extensions)
			t.Extensions = slices.DeleteFunc(t.Extensions, func(e custom.Extension) bool { return strings.EqualFold(e.Schema, id) })
			return len(t.Extensions) < n
		})
	}
	for _, e := range c.Extend {
		s.extend(e)
	}
	return nil
}

// edit replaces, adds and drops documents.
func edit(list []Document, put []jsontext.Value, drop []string, key, file string) ([]Document, error) {
	out := slices.Clone(list)
	for _, raw := range put {
		n, err := document.Parse(file, raw, document.Limits{Size: MaxSize})
		if err != nil {
			return nil, err
		}
		// What is wrong with the document by itself is said with its positions; how it fits with the others comes later.
		if key == "id" {
			custom.ReadSchema(n)
		} else {
			custom.ReadResourceType(n)
		}
		if err := n.Err(); err != nil {
			return nil, err
		}
		d, _ := documentOf(n, key)
		if i := slices.IndexFunc(out, func(have Document) bool { return strings.EqualFold(have.Name, d.Name) }); i < 0 {
			out = append(out, d)
		} else {
			out[i] = d
		}
	}
	return slices.DeleteFunc(out, func(have Document) bool {
		return slices.ContainsFunc(drop, func(name string) bool { return strings.EqualFold(have.Name, name) })
	}), nil
}
