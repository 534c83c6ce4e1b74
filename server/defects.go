package server

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"sync"

	"github.com/entrasim/entrasim/server/internal/admin"
	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/builtin"
	"github.com/entrasim/entrasim/server/internal/refusal"
)

// Defect is a fault that a Server can have on purpose.
type Defect struct {
	Name   string   `json:"name"`
	Title  string   `json:"title"`  // what the server does
	Models string   `json:"models"` // whose mistake this is
	Source string   `json:"source"` // where it is documented
	Checks []string `json:"checks"` // conformance checks that should notice it
	Front  bool     `json:"front"`  // acts before authentication: for the whole server only
}

// Defects lists all defects by name: those that are built in, and those of rule files as in Config.DefectRules.
func Defects(rules map[string][]byte) ([]Defect, error) {
	r, err := defectRegistry(rules)
	if err != nil {
		return nil, err
	}
	return listed(r), nil
}

func defectRegistry(rules map[string][]byte) (*defect.Registry, error) {
	r := defect.NewRegistry(builtin.All()...)
	for _, name := range slices.Sorted(maps.Keys(rules)) {
		if err := r.AddRules(name, rules[name]); err != nil {
			return nil, fmt.Errorf("read defect rules: %w", err)
		}
	}
	return r, nil
}

func listed(r *defect.Registry) []Defect {
	all := r.All()
	out := make([]Defect, len(all))
	for i, d := range all {
		checks := d.Checks
		if checks == nil {
			checks = []string{}
		}
		out[i] = Defect{Name: d.Name, Title: d.Title, Models: d.Models, Source: d.Source, Checks: checks, Front: d.Front}
	}
	return out
}

// faults is the registry of defects as the rest of the server sees it. The rules are read when somebody asks for a defect: a
// server without any starts faster.
type faults struct {
	registry func() (*defect.Registry, error)
	env      defect.Env
}

func newFaults(cfg Config, seed uint64) *faults {
	return &faults{
		registry: sync.OnceValues(func() (*defect.Registry, error) { return defectRegistry(cfg.DefectRules) }),
		env:      defect.Env{BasePath: cfg.BasePath, Now: cfg.Now, Sleep: cfg.Sleep, Seed: seed},
	}
}

// list lists all defects for the admin API.
func (f *faults) list() ([]admin.Defect, error) {
	r, err := f.registry()
	if err != nil {
		return nil, err
	}
	all := listed(r)
	out := make([]admin.Defect, len(all))
	for i, d := range all {
		out[i] = admin.Defect(d)
	}
	return out, nil
}

// Check says why an organisation cannot have a defect.
func (f *faults) Check(name string) error {
	_, front, err := f.split([]string{name})
	if err == nil && len(front) > 0 {
		err = &defect.PlaceError{Name: name, Front: true}
		return refusal.New(refusal.Invalid, "%v", err).WithHint("start the server with: entrasim serve --defect %s", name)
	}
	return err
}

// split sorts names into those of organisations and those of the whole server.
func (f *faults) split(names []string) (own, front []string, err error) {
	if len(names) == 0 {
		return nil, nil, nil
	}
	r, err := f.registry()
	if err != nil {
		return nil, nil, err
	}
	own, front, err = r.Split(names)
	if err != nil {
		return nil, nil, refusal.New(refusal.Invalid, "%v", err).WithHint("list them with: entrasim defects")
	}
	return own, front, nil
}

// Compile makes what stands around the port of an organisation.
func (f *faults) Compile(names []string, seed uint64) (func(http.Handler) http.Handler, error) {
	r, err := f.registry()
	if err != nil {
		return nil, err
	}
	env := f.env
	env.Seed = seed
	return r.Compile(names, env)
}

// front puts defects around the whole port.
func (f *faults) front(names []string, port http.Handler) (http.Handler, error) {
	if len(names) == 0 {
		return port, nil
	}
	r, err := f.registry()
	if err != nil {
		return nil, err
	}
	wrap, err := r.CompileFront(names, f.env)
	if err != nil {
		return nil, err
	}
	return wrap(port), nil
}
