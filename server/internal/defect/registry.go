package defect

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/entrasim/entrasim/server/internal/defect/rule"
)

// Registry knows defects by name. It is safe for concurrent use.
type Registry struct {
	mu     sync.RWMutex
	byName map[string]Defect
}

// NewRegistry makes a registry of defects written in Go. It panics when one of them is not well formed or has the name of
// another, which is a mistake in the program and seen at its start.
func NewRegistry(builtin ...Defect) *Registry {
	r := &Registry{byName: make(map[string]Defect, len(builtin))}
	for _, d := range builtin {
		if err := r.add(d); err != nil {
			panic("defect registry: " + err.Error())
		}
	}
	return r
}

// AddRules adds the defects of a rule file (package rule); name stands in errors. It adds all of them or none.
func (r *Registry) AddRules(name string, yaml []byte) error {
	list, err := rule.Parse(name, yaml)
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	next := maps.Clone(r.byName)
	if next == nil {
		next = map[string]Defect{}
	}
	for _, d := range list {
		if _, taken := next[d.Name]; taken {
			return &rule.Error{
				File: name, Line: d.Line, Column: d.Column,
				What: fmt.Sprintf("there is a defect %s already", d.Name), Remedy: "give this one another name",
			}
		}
		next[d.Name] = Defect{
			Name: d.Name, Title: d.Title, Models: d.Models, Source: d.Source, Checks: d.Checks, Front: d.Front, Wrap: d.Wrap,
		}
	}
	r.byName = next
	return nil
}

func (r *Registry) add(d Defect) error {
	if err := d.validate(); err != nil {
		return err
	}
	if _, taken := r.byName[d.Name]; taken {
		return fmt.Errorf("there are two defects %s", d.Name)
	}
	d.Checks = slices.Sorted(slices.Values(d.Checks))
	r.byName[d.Name] = d
	return nil
}

// Get returns the defect with the given name.
func (r *Registry) Get(name string) (Defect, bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	d, ok := r.byName[name]
	return d, ok
}

// All returns all defects, sorted by name.
func (r *Registry) All() []Defect {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return slices.SortedFunc(maps.Values(r.byName), func(a, b Defect) int {
		if a.Name < b.Name {
			return -1
		}
		return 1
	})
}

// Names returns the names of all defects, sorted.
func (r *Registry) Names() []string {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return slices.Sorted(maps.Keys(r.byName))
}
