package harness

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/onsi/ginkgo/v2"
	"github.com/onsi/ginkgo/v2/types"
)

// Declaration is everything about a check except what it does.
type Declaration struct {
	ID    string // as in the check list, e.g. AAD-007; never reused
	Title string
	Level Level // as in the check list
	RFC   Level // what RFC 7643 and 7644 demand here, Silent where they have no rule
	Ref   string
	Gate  Gate   // zero: always applicable
	Needs []Need // prerequisites, each established at most once per run
	// Effect is the worst the check does to the target's data.
	Effect Effect
	// Profiles name the profiles the check is part of.
	Profiles []string
	// Concerns are the attributes that the check is about and a customer may do without; empty when everybody needs it.
	Concerns []string
	// In changes the level in some of them.
	In map[string]Level
	// Requirement is the rule in one sentence.
	Requirement string
	// Advice tells the author of a failing target what to do.
	Advice string
	// Entra says what becomes of it when Entra ID provisions into a target that fails; empty where the area says enough.
	Entra string
	// Since is the edition of the catalogue that the check came with, the first one when empty. Dated profiles (entra@2026.11)
	// leave out what came later.
	Since string
	// Provisional checks are run and reported and find nothing worse than a note: a new check proves itself for an edition
	// before anybody's pipeline depends on it.
	Provisional bool
}

// Area is the three-letter area code of the id.
func (d Declaration) Area() string {
	area, _, _ := strings.Cut(d.ID, "-")
	return area
}

// Labels are the Ginkgo labels of the check: id, area, level, gate, effect, profiles. Plain words, so that a filter reads
// `AAD && patch && !write`.
func (d Declaration) Labels() []string {
	labels := []string{d.ID, d.Area(), d.Level.label()}
	if d.Gate != "" {
		labels = append(labels, string(d.Gate))
	}
	if d.Provisional {
		labels = append(labels, "provisional")
	}
	return append(append(labels, string(d.Effect)), d.Profiles...)
}

// Spec is a declared check with its body. Make it with Check.
type Spec struct {
	Declaration
	location types.CodeLocation
	body     func(*T)
	closing  bool
}

// Closing makes a spec one that looks back over the run (T.Observed): it runs after all others, in whatever order those run,
// and after all other processes when there are several.
func Closing(s Spec) Spec {
	s.closing = true
	return s
}

// Check declares a check. It and RFC are the only ways to make a Spec.
func Check(d Declaration, body func(*T)) Spec {
	return Spec{Declaration: d, location: types.NewCodeLocation(1), body: body}
}

var idForm = regexp.MustCompile(`^[A-Z]{3}-[0-9]{3}$`)

// Validate reports the first thing that is wrong with a catalogue of specs.
func Validate(specs []Spec) error {
	seen := map[string]bool{}
	for _, s := range specs {
		switch {
		case !idForm.MatchString(s.ID):
			return fmt.Errorf("check %q at %s: the id is not of the form AAA-000", s.ID, s.location)
		case seen[s.ID]:
			return fmt.Errorf("check %s at %s: the id is declared twice", s.ID, s.location)
		case s.Title == "" || s.Requirement == "" || s.Advice == "" || s.Ref == "":
			return fmt.Errorf("check %s at %s: title, reference, requirement and advice must all be given", s.ID, s.location)
		case s.Level.strength() == "" || s.Effect == "":
			return fmt.Errorf("check %s at %s: level and effect must be given", s.ID, s.location)
		case s.Since != "" && !slices.Contains(editions, s.Since):
			return fmt.Errorf("check %s at %s: there is no edition %q; there is %s", s.ID, s.location, s.Since, strings.Join(editions, ", "))
		case s.body == nil:
			return fmt.Errorf("check %s at %s: it has no body", s.ID, s.location)
		}
		for _, p := range s.Profiles {
			if _, err := LookupProfile(p); err != nil {
				return fmt.Errorf("check %s at %s: %w", s.ID, s.location, err)
			}
		}
		seen[s.ID] = true
	}
	return nil
}

// Register adds the specs to Ginkgo's tree, to be run against session. Call it before RunSpecs.
//
// Ginkgo shuffles top-level containers and sorts the rest by file and line. To run in the order given (unless everything is
// shuffled), all specs stand in one container, each in one of its own whose location is its number.
func Register(session *Session, specs []Spec) {
	ginkgo.Describe("conformance", func() {
		for i, s := range specs {
			line, when := i+1, []any{}
			if s.closing {
				line, when = line+len(specs), []any{ginkgo.SpecPriority(-1), ginkgo.Serial}
			}
			ginkgo.Describe(s.Area(), types.CodeLocation{FileName: "catalogue", LineNumber: line}, func() {
				ginkgo.It(s.ID+" "+s.Title, ginkgo.Label(s.Labels()...), ginkgo.NodeTimeout(session.checkTimeout()), s.location, when,
					func(ctx ginkgo.SpecContext) { session.run(ctx, s) })
			})
		}
	})
	ginkgo.AfterSuite(func(ctx ginkgo.SpecContext) { session.Sweep(ctx) }, ginkgo.NodeTimeout(session.checkTimeout()))
}

// Select returns the specs of a profile ("" for all; "entra@2026.11" as that edition had it), narrowed to ids (all when empty) and to a Ginkgo label filter ("" for all).
func Select(specs []Spec, profile string, ids []string, filter string) ([]Spec, error) {
	matches, err := types.ParseLabelFilter(filter)
	if err != nil {
		return nil, fmt.Errorf("label expression %q: %w", filter, err)
	}
	in, err := selecting(profile)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if !slices.ContainsFunc(specs, func(s Spec) bool { return strings.EqualFold(s.ID, id) }) {
			return nil, fmt.Errorf("there is no check %q", id)
		}
	}
	var out []Spec
	for _, s := range specs {
		named := len(ids) == 0 || slices.ContainsFunc(ids, func(id string) bool { return strings.EqualFold(s.ID, id) })
		if named && in.contains(s.Declaration) && matches(s.Labels()) {
			out = append(out, s.in(in.Name))
		}
	}
	return out, nil
}
