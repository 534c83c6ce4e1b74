package simulator

import (
	"errors"
	"fmt"

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
	for _, m := range []*mapping.ObjectMapping{set.User, set.Group} {
		if err := checkSources(name, m); err != nil {
			return err
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
	s.problems, s.digest = set.Warnings, set.Digest
	return nil
}

func (s *Simulator) readMapping(name string) (*mapping.Set, error) {
	if s.cfg.Schema != nil {
		return mapping.Parse(s.cfg.Schema, name)
	}
	return mapping.Load(name)
}

// checkSources sees to it that the mapping reads attributes the directory can have. A schema may declare what it likes; an
// attribute nobody has would be a silent null.
func checkSources(name string, m *mapping.ObjectMapping) error {
	if m == nil {
		return nil
	}
	var unknown []mapping.Problem
	for _, attribute := range m.SourceAttributes() {
		_, known := directory.LookupAttribute(directory.Kind(m.Source), attribute)
		if known || attribute == mapping.IsSoftDeleted {
			continue
		}
		unknown = append(unknown, mapping.Problem{
			Object:  m.Name,
			Message: fmt.Sprintf("the source has no attribute %q", attribute),
			Hint:    "names are case-sensitive: userPrincipalName, displayName, mail, …; directory extensions are extension_<application id>_<name>",
		})
	}
	if len(unknown) == 0 {
		return nil
	}
	return &mapping.Error{Name: name, Problems: unknown}
}
