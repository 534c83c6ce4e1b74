package simulator

import (
	"errors"
	"fmt"
	"slices"

	"github.com/entrasim/entrasim/simulator/internal/directory"
	"github.com/entrasim/entrasim/simulator/internal/engine"
	"github.com/entrasim/entrasim/simulator/internal/mapping"
)

// Mappings names the mappings that travel with the program.
func Mappings() []string { return mapping.Names() }

var errNoUsers = errors.New("the mapping has no object mapping for users; switching it off is not supported")

// loadRules reads and prepares the object mappings of the job. There is no rule for groups when they are not provisioned.
func (s *Simulator) loadRules() error {
	if s.cfg.Mapping == "" {
		s.cfg.Mapping = mapping.Default
	}
	name := s.cfg.Mapping
	set, err := s.readMapping(name)
	if err != nil {
		return err
	}
	missing := uniqueValues(set, s.dials.AsksForUniqueValues())
	for _, m := range []*mapping.ObjectMapping{set.User, set.Group} {
		missing = append(missing, missingSources(m)...)
	}
	for _, p := range missing {
		if !p.Warning {
			return &mapping.Error{Name: name, Problems: missing}
		}
	}
	if s.users, err = engine.NewRule(set.User); err != nil {
		return err
	}
	if s.users == nil {
		return errNoUsers
	}
	if s.groups, err = engine.NewRule(set.Group); err != nil {
		return err
	}
	s.problems, s.kept, s.digest = append(set.Warnings, missing...), len(set.Kept), set.Digest
	return nil
}

func (s *Simulator) readMapping(name string) (*mapping.Set, error) {
	if s.cfg.Schema != nil {
		return mapping.Parse(s.cfg.Schema, name)
	}
	return mapping.Load(name)
}

// uniqueValues are the mappings by SelectUniqueValue: errors, as with Entra, or warnings when they are carried out all the same.
func uniqueValues(set *mapping.Set, carriedOut bool) []mapping.Problem {
	list := slices.Clone(set.Unique)
	for i := range list {
		list[i].Warning = carriedOut
	}
	return list
}

// missingSources finds source attributes that the directory cannot have. The schema of a customer may declare attributes of a
// later day: they have no value for anybody, which is worth a warning, and an error when objects are matched by it.
func missingSources(m *mapping.ObjectMapping) []mapping.Problem {
	if m == nil {
		return nil
	}
	var found []mapping.Problem
	for _, attribute := range m.SourceAttributes() {
		_, known := directory.LookupAttribute(directory.Kind(m.Source), attribute)
		if known || attribute == mapping.IsSoftDeleted {
			continue
		}
		p := mapping.Problem{
			Object: m.Name, Warning: true,
			Message: fmt.Sprintf("the source attribute [%s] is declared in the schema, but no %s of the directory can have it: it has no value for anybody", attribute, m.Source),
			Hint:    "directory extensions are named extension_<application id without dashes>_<name>",
		}
		for _, a := range m.Matching() {
			if a.Expr.Reads(attribute) {
				p.Warning = false
				p.Message = fmt.Sprintf("objects are matched by %s, whose source has no attribute %q", a.Path, attribute)
				p.Hint = "names are case-sensitive: userPrincipalName, displayName, mail, …; " + p.Hint
			}
		}
		found = append(found, p)
	}
	return found
}
