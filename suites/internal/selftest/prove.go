package selftest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/server"
	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/report"
)

// Moods of the reference server; of the awkward one, as many worlds as there are seeds in awkwardSeeds.
var (
	moods        = []string{"entra", "strict", "awkward"}
	awkwardSeeds = []uint64{1, 2, 3}
)

// Differences are findings that are right although the target is: mood → id → why.
type Differences map[string]map[string]string

// Moods proves that specs accuse no right server: run against the reference server in each of its moods, with other people's
// data about, no check may fail, warn, be skipped or end in an error, except where differences say why it has to. A difference that does
// not show fails as well. With -short there is one awkward world.
func Moods(t *testing.T, specs []harness.Spec, differences Differences) {
	t.Helper()
	proveMoods(t, specs, differences, awkwardSeeds, (*Reference).Populate)
}

func proveMoods(t *testing.T, specs []harness.Spec, differences Differences, worlds []uint64, prepare func(*Reference) error) {
	t.Helper()
	for _, mood := range moods {
		seeds := worlds[:1]
		if mood == "awkward" && !testing.Short() {
			seeds = worlds
		}
		for _, seed := range seeds {
			t.Run(fmt.Sprintf("%s/%d", mood, seed), func(t *testing.T) {
				t.Parallel()
				checks := judgeReference(t, specs, nil, prepare, func(c *server.Config) { c.Mood, c.Seed = mood, &seed })
				wantNoFault(t, checks, differences[mood])
			})
		}
	}
}

func wantNoFault(t *testing.T, checks []report.Check, differences map[string]string) {
	t.Helper()
	for _, c := range checks {
		reason, differs := differences[c.ID]
		switch faulty := findsFault(c) || c.Verdict == report.Error || c.Verdict == report.Skipped; {
		case faulty && !differs:
			t.Errorf("a right server is accused: %s", Explain(c))
		case !faulty && differs:
			t.Errorf("%s is listed as a difference (%s) and is %s: take it off the list", c.ID, reason, c.Verdict)
		}
	}
}

// Catches proves that checks find what they are there for: for each defect of the table (by name; several joined by "+" are
// on at the same time) the checks listed must find fault with the reference server that has it: fail, or warn where they
// are a SHOULD, or say so in a note where they are a MAY. Every check of specs must stand in the table or in unproven, with
// the reason why no defect can exist. With -short each check is seen to find one defect.
func Catches(t *testing.T, specs []harness.Spec, table map[string][]string, unproven map[string]string) {
	t.Helper()
	proveCatches(t, specs, table, unproven, (*Reference).Populate)
}

func proveCatches(t *testing.T, specs []harness.Spec, table map[string][]string, unproven map[string]string, prepare func(*Reference) error) {
	t.Helper()
	missing := map[string]bool{}
	for _, s := range specs {
		_, excused := unproven[s.ID]
		missing[s.ID] = !excused
	}
	seen := map[string]bool{}
	for _, defect := range slices.Sorted(maps.Keys(table)) {
		ids, before := table[defect], len(seen)
		for _, id := range ids {
			delete(missing, id)
			seen[id] = true
		}
		if testing.Short() && len(seen) == before {
			continue
		}
		t.Run(defect, func(t *testing.T) {
			t.Parallel()
			picked, err := Pick(specs, ids...)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range judgeReference(t, picked, strings.Split(defect, "+"), prepare) {
				if !findsFault(c) {
					t.Errorf("under the defect %s this must find fault and does not: %s", defect, Explain(c))
				}
			}
		})
	}
	for _, id := range slices.Sorted(maps.Keys(missing)) {
		if missing[id] {
			t.Errorf("%s has not been seen to find fault: name a defect that it finds, or say why there can be none", id)
		}
	}
}

// findsFault tells whether a verdict is one that the author of the target should look at: a failure, a warning, or the note
// that is all a MAY can give.
func findsFault(c report.Check) bool {
	return c.Verdict == report.Fail || c.Verdict == report.Warn || (c.Verdict == report.Note && c.Advice != "")
}

// judgeReference starts a reference server, prepares it (other people's data), turns the defects on, judges it, and stops it.
func judgeReference(t *testing.T, specs []harness.Spec, defects []string, prepare func(*Reference) error, change ...func(*server.Config)) []report.Check {
	t.Helper()
	front, own, err := sortDefects(defects)
	if err != nil {
		t.Fatal(err)
	}
	ref, err := NewReference(t.Context(), append(change, func(c *server.Config) { c.Defects = front })...)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := ref.Close(); err != nil {
			t.Errorf("close the reference server: %v", err)
		}
	}()
	if err := prepare(ref); err != nil {
		t.Fatal(err)
	}
	if err := ref.Server.Configure(t.Context(), server.DefaultOrganisation, server.Change{TurnOn: own}); err != nil {
		t.Fatal(err)
	}
	checks, err := ref.Run(t.Context(), harness.Config{}, specs...)
	if err != nil {
		t.Fatal(err)
	}
	return checks
}

// sortDefects tells those that act before authentication, and so are the whole server's, from those of an organisation.
func sortDefects(names []string) (front, own []string, err error) {
	if len(names) == 0 {
		return nil, nil, nil
	}
	all, err := knownDefects()
	if err != nil {
		return nil, nil, err
	}
	for _, name := range names {
		switch i := slices.IndexFunc(all, func(d server.Defect) bool { return d.Name == name }); {
		case i < 0:
			return nil, nil, fmt.Errorf("there is no defect %q; `entrasim defects` lists them", name)
		case all[i].Front:
			front = append(front, name)
		default:
			own = append(own, name)
		}
	}
	return front, own, nil
}

// Worlds proves that specs accuse no awkward server: legal, but inconvenient in a way that each seed draws anew. Heavy checks are
// left out; differences may show and need not.
func Worlds(t *testing.T, specs []harness.Spec, differences map[string]string, seeds []uint64) {
	t.Helper()
	light := slices.DeleteFunc(slices.Clone(specs), func(s harness.Spec) bool { return s.Effect == harness.EffectHeavy })
	for _, seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			for _, c := range judgeWorld(t, light, "awkward", seed) {
				if _, differs := differences[c.ID]; !differs && (findsFault(c) || c.Verdict == report.Error || c.Verdict == report.Skipped) {
					t.Errorf("a right server is accused: %s", Explain(c))
				}
			}
		})
	}
}

// Verdicts are those of the reference server in a mood, without sockets and under the first seed, of all specs but the heavy ones.
func Verdicts(t *testing.T, specs []harness.Spec, mood string) []report.Check {
	t.Helper()
	light := slices.DeleteFunc(slices.Clone(specs), func(s harness.Spec) bool { return s.Effect == harness.EffectHeavy })
	return judgeWorld(t, light, mood, awkwardSeeds[0])
}

// judgeWorld calls a reference server with other people's data.
func judgeWorld(t *testing.T, specs []harness.Spec, mood string, seed uint64) []report.Check {
	t.Helper()
	ref, err := NewReference(t.Context(), func(c *server.Config) { c.Mood, c.Seed, c.DefectRules = mood, &seed, nil })
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := ref.Close(); err != nil {
			t.Errorf("close the reference server: %v", err)
		}
	}()
	if err := ref.Populate(); err != nil {
		t.Fatal(err)
	}
	checks, err := ref.Call(t.Context(), harness.Config{}, specs...)
	if err != nil {
		t.Fatal(err)
	}
	return checks
}
