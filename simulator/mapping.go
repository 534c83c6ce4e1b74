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

// loadRules reads and prepares the object mappings of a job. groups is nil when groups are not provisioned.
func loadRules(name string) (users, groups *engine.Rule, warnings []mapping.Problem, err error) {
	if name == "" {
		name = mapping.Default
	}
	set, err := mapping.Load(name)
	if err != nil {
		return nil, nil, nil, err
	}
	for _, m := range []*mapping.ObjectMapping{set.User, set.Group} {
		if err := checkSources(name, m); err != nil {
			return nil, nil, nil, err
		}
	}
	if users, err = engine.NewRule(set.User); err != nil {
		return nil, nil, nil, err
	}
	if users == nil {
		return nil, nil, nil, errNoUsers
	}
	if groups, err = engine.NewRule(set.Group); err != nil {
		return nil, nil, nil, err
	}
	return users, groups, set.Warnings, nil
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
