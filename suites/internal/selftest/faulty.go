package selftest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/entrasim/entrasim/server"
	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/report"
)

// Faulty is a named defect with what is needed to have it: a server that knows a single file of rules starts in a fraction of the
// time.
type Faulty struct {
	server.Defect
	rules    map[string][]byte // the file that it is in; empty when it is built in
	extended bool              // it shows only in a server with schemas of its own
}

// EveryDefect lists the named defects with the file of each.
var EveryDefect = sync.OnceValues(func() ([]Faulty, error) {
	builtin, err := server.Defects(nil)
	if err != nil {
		return nil, err
	}
	all := make([]Faulty, 0, len(builtin))
	known := map[string]bool{}
	for _, d := range builtin {
		known[d.Name] = true
		all = append(all, Faulty{Defect: d})
	}
	files, err := defectRules()
	if err != nil {
		return nil, err
	}
	for name, text := range files {
		file := map[string][]byte{name: text}
		defects, err := server.Defects(file)
		if err != nil {
			return nil, err
		}
		for _, d := range defects {
			if !known[d.Name] {
				all = append(all, Faulty{Defect: d, rules: file, extended: name == extendedDefectsFile})
			}
		}
	}
	slices.SortFunc(all, func(a, b Faulty) int { return strings.Compare(a.Name, b.Name) })
	return all, nil
})

// Extended tells whether the defect shows only in a server with schemas of its own (testdata/extended.json).
func (f Faulty) Extended() bool { return f.extended }

// Judge judges a reference server that has the defect, called in this process, by specs. Every run meets the same: same seed, same
// data of other people.
func (f Faulty) Judge(ctx context.Context, specs []harness.Spec) (checks []report.Check, err error) {
	ref, err := NewReference(ctx, func(c *server.Config) {
		c.DefectRules, c.Seed = f.rules, &awkwardSeeds[0]
		if f.Front {
			c.Defects = []string{f.Name}
		}
	})
	if err != nil {
		return nil, err
	}
	defer func() {
		if cerr := ref.Close(); err == nil && cerr != nil {
			err = fmt.Errorf("close the reference server: %w", cerr)
		}
	}()
	prepare := (*Reference).Populate
	if f.extended {
		prepare = extend
	}
	if err := prepare(ref); err != nil {
		return nil, err
	}
	if !f.Front {
		if err := ref.Server.Configure(ctx, server.DefaultOrganisation, server.Change{TurnOn: []string{f.Name}}); err != nil {
			return nil, fmt.Errorf("turn the defect on: %w", err)
		}
	}
	return ref.Call(ctx, harness.Config{}, specs...)
}

// FindsFault tells whether a verdict is one that the author of the target should look at: a failure, a warning, or the note that
// is all a MAY can give.
func FindsFault(c report.Check) bool { return findsFault(c) }
