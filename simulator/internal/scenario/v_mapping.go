package scenario

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/directory"
	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/mapping/portal"
)

func mappingVerb() *Verb {
	return &Verb{
		Name:    "mapping",
		Forms:   []string{"mapping NAME", "mapping SECTION"},
		Summary: "Says which attribute mappings the job has.",
		Details: "NAME is a mapping that travels with the program (" + strings.Join(mapping.Names(), ", ") + "); SECTION is one of this file " +
			"and holds a synchronization schema as the portal exports it. Without this verb it is default. Changes after the first " +
			"cycle restart the job, as they do in Entra. `map`, `unmap`, `actions`, `filter` and `object` edit it.",
		Example: []string{"mapping wando"},
		read: func(l *line, s *Scenario) (action, error) {
			if len(l.words) != 1 {
				return nil, l.usage()
			}
			name := l.words[0]
			begin := func() (*portal.Schema, error) { return portal.Open(name) }
			if text, ok := s.lookup(name); ok {
				begin = func() (*portal.Schema, error) { return portal.Parse([]byte(text)) }
			} else if !slices.Contains(mapping.Names(), name) {
				_, err := s.section(l, name, mapping.Names()...)
				return nil, err
			}
			if _, err := begin(); err != nil {
				return nil, l.wrap(err, "export the schema of a job again, from Review your schema")
			}
			return func(_ context.Context, w *world) error {
				var err error
				if w.schema, err = begin(); err != nil {
					return err
				}
				return w.put()
			}, nil
		},
	}
}

// edit makes an action of a change of one object mapping; read has checked its words already.
func edit(l *line, kind string, change func(portal.Object) error) (action, error) {
	if !strings.EqualFold(kind, "user") && !strings.EqualFold(kind, "group") {
		return nil, l.fail("write user or group", "there is no object mapping for %q", kind)
	}
	return func(_ context.Context, w *world) error {
		o, err := w.schema.Object(kind)
		if err != nil {
			return err
		}
		known := w.schema.Problems()
		if err := change(o); err != nil {
			return err
		}
		for _, p := range w.schema.Problems() {
			if !slices.ContainsFunc(known, func(k mapping.Problem) bool { return k.Target == p.Target && k.Message == p.Message }) {
				return w.line.wrong(p)
			}
		}
		return w.put()
	}, nil
}

// wrong is a problem of the mapping that the line has brought in.
func (l *line) wrong(p mapping.Problem) error {
	remedy := p.Hint
	p.Line, p.Hint = 0, "" // the place is one in a schema that nobody sees
	if remedy == "" {
		remedy = "the form is " + strings.Join(l.forms, "  or  ")
	}
	return l.fail(remedy, "%s", p)
}

// asFileError finds a mistake in a directory text.
func asFileError(err error) (*directory.FileError, bool) {
	return errors.AsType[*directory.FileError](err)
}
