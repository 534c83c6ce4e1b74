package scenario

import (
	"context"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/fixtures"
	"github.com/entrasim/entrasim/simulator"
	"github.com/entrasim/entrasim/simulator/internal/directory"
)

func directoryVerb() *Verb {
	return &Verb{
		Name:    "directory",
		Forms:   []string{"directory NAME", "directory SECTION", "directory users=N,groups=N,…"},
		Summary: "Says who is in the tenant, in which groups, and assigned to the application.",
		Details: "NAME is a directory that travels with the program (" + strings.Join(fixtures.Directories(), ", ") + "); SECTION is one of this " +
			"file, in the form of directory files (YAML or JSON); the third form makes people up, as `entrasim directory generate` does. Without this verb the tenant is empty. Scheduled changes of the " +
			"directory take place as time passes.",
		Example: []string{"directory small", "directory people.yaml"},
		read: func(l *line, s *Scenario) (action, error) {
			if len(l.words) != 1 {
				return nil, l.usage()
			}
			name := l.words[0]
			if strings.Contains(name, "=") {
				if _, err := directory.ParseSpec(name); err != nil {
					return nil, l.wrap(err, "write it like users=100,groups=5,seed=7")
				}
				return func(_ context.Context, w *world) error { return w.move(directory.Generate(name)) }, nil
			}
			text, embedded := s.lookup(name)
			if !embedded {
				if !slices.Contains(fixtures.Directories(), name) {
					_, err := s.section(l, name, fixtures.Directories()...)
					return nil, err
				}
				data, err := fixtures.Directory(name)
				if err != nil {
					return nil, l.wrap(err, "")
				}
				text = string(data)
			}
			if _, err := directory.Parse(name, []byte(text)); err != nil {
				return nil, l.inSection(err, s.starts[name], text)
			}
			return func(_ context.Context, w *world) error { return w.move(directory.Parse(name, []byte(text))) }, nil
		},
	}
}

// move brings another directory in.
func (w *world) move(dir *directory.Directory, err error) error {
	if err != nil {
		return err
	}
	if w.begun {
		return w.line.fail("name the directory before the first step that sends something", "the job has begun with another directory")
	}
	w.dir, w.clock = dir, simulator.NewVirtualClock(dir.Start())
	return w.put()
}

// inSection moves a mistake in a section that begins in a line of the file to its place in the file. One behind the end of the
// section is shown where the section ends.
func (l *line) inSection(err error, start int, text string) error {
	e := l.wrap(err, "")
	if fault, ok := asFileError(err); ok && start > 0 {
		e.Line, e.What, e.Remedy = start-1+min(fault.Line, strings.Count(text, "\n")), fault.File+": "+fault.What, fault.Remedy
	}
	return e
}
