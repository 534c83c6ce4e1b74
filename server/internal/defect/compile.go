package defect

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/entrasim/entrasim/server/internal/defect/rule"
)

// UnknownError is a name that no defect has.
type UnknownError struct {
	Name string
	Near string // a name like it, or ""
}

func (e *UnknownError) Error() string {
	if e.Near != "" {
		return fmt.Sprintf("there is no defect %q; did you mean %s?", e.Name, e.Near)
	}
	return fmt.Sprintf("there is no defect %q", e.Name)
}

// PlaceError is a defect used where it cannot act.
type PlaceError struct {
	Name  string
	Front bool // it acts before authentication, but was meant for an organisation; else the other way round
}

func (e *PlaceError) Error() string {
	if e.Front {
		return fmt.Sprintf("defect %s acts before authentication; turn it on for the whole server, not for an organisation", e.Name)
	}
	return fmt.Sprintf("defect %s acts within an organisation; turn it on there", e.Name)
}

// Compile makes the chain of the named defects for an organisation. Without names it is nil. A name given twice counts once.
func (r *Registry) Compile(names []string, env Env) (func(http.Handler) http.Handler, error) {
	return r.compile(names, env, false)
}

// CompileFront does the same for defects with Front set, to be put around the handler of the whole SCIM port.
func (r *Registry) CompileFront(names []string, env Env) (func(http.Handler) http.Handler, error) {
	return r.compile(names, env, true)
}

// Split sorts names into those of organisations and those of the whole server; an unknown one is an [*UnknownError].
func (r *Registry) Split(names []string) (organisation, front []string, err error) {
	for _, name := range names {
		d, ok := r.Get(name)
		switch {
		case !ok:
			return nil, nil, r.unknown(name)
		case d.Front:
			front = append(front, name)
		default:
			organisation = append(organisation, name)
		}
	}
	return organisation, front, nil
}

func (r *Registry) unknown(name string) error {
	return &UnknownError{Name: name, Near: rule.Nearest(name, r.Names())}
}

func (r *Registry) compile(names []string, env Env, front bool) (func(http.Handler) http.Handler, error) {
	if len(names) == 0 {
		return nil, nil
	}
	if err := env.Validate(); err != nil {
		return nil, err
	}
	var chain []Defect
	for i, name := range names {
		if slices.Contains(names[:i], name) {
			continue
		}
		d, ok := r.Get(name)
		if !ok {
			return nil, r.unknown(name)
		}
		if d.Front != front {
			return nil, &PlaceError{Name: name, Front: d.Front}
		}
		chain = append(chain, d)
	}
	return func(next http.Handler) http.Handler {
		for _, d := range slices.Backward(chain) {
			next = d.Wrap(next, env)
		}
		return next
	}, nil
}
