package suites

import (
	"cmp"
	"slices"

	"github.com/entrasim/entrasim/suites/entra"
	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/lifecycle"
	"github.com/entrasim/entrasim/suites/okta"
	"github.com/entrasim/entrasim/suites/rfc7643/attributes"
	"github.com/entrasim/entrasim/suites/rfc7643/discovery"
	"github.com/entrasim/entrasim/suites/rfc7643/extension"
	"github.com/entrasim/entrasim/suites/rfc7643/group"
	"github.com/entrasim/entrasim/suites/rfc7643/resource"
	"github.com/entrasim/entrasim/suites/rfc7644/authentication"
	"github.com/entrasim/entrasim/suites/rfc7644/bulk"
	"github.com/entrasim/entrasim/suites/rfc7644/creation"
	"github.com/entrasim/entrasim/suites/rfc7644/deletion"
	"github.com/entrasim/entrasim/suites/rfc7644/failure"
	"github.com/entrasim/entrasim/suites/rfc7644/filter"
	"github.com/entrasim/entrasim/suites/rfc7644/list"
	"github.com/entrasim/entrasim/suites/rfc7644/me"
	"github.com/entrasim/entrasim/suites/rfc7644/patch"
	"github.com/entrasim/entrasim/suites/rfc7644/projection"
	"github.com/entrasim/entrasim/suites/rfc7644/put"
	"github.com/entrasim/entrasim/suites/rfc7644/retrieval"
	"github.com/entrasim/entrasim/suites/rfc7644/search"
	"github.com/entrasim/entrasim/suites/rfc7644/sorting"
	"github.com/entrasim/entrasim/suites/rfc7644/transport"
	"github.com/entrasim/entrasim/suites/rfc7644/version"
	"github.com/entrasim/entrasim/suites/rfc9865"
	"github.com/entrasim/entrasim/suites/robustness"
)

// CheckInfo is what is declared about a check.
type CheckInfo struct {
	ID          string   `json:"id" yaml:"id"`
	Title       string   `json:"title" yaml:"title"`
	Level       string   `json:"level" yaml:"level"`
	RFCLevel    string   `json:"rfcLevel,omitempty" yaml:"rfcLevel,omitempty"`
	Ref         string   `json:"ref" yaml:"ref"`
	Gate        string   `json:"gate,omitempty" yaml:"gate,omitempty"`
	Needs       []string `json:"needs,omitempty" yaml:"needs,omitempty"`
	Effect      string   `json:"effect" yaml:"effect"`
	Profiles    []string `json:"profiles" yaml:"profiles"`
	Requirement string   `json:"requirement" yaml:"requirement"`
	Advice      string   `json:"advice" yaml:"advice"`
	// LooksBack tells that the check is about the whole run, and so comes last.
	LooksBack bool `json:"-" yaml:"-"`
	// Entra says what becomes of it when Entra ID provisions into a target that fails: the check's own word, or that of its area.
	Entra string `json:"entra,omitempty" yaml:"entra,omitempty"`
	// Since is the edition that the check came with; dated profiles leave out what came later.
	Since string `json:"since,omitempty" yaml:"since,omitempty"`
	// Provisional checks find nothing worse than a note.
	Provisional bool `json:"provisional,omitempty" yaml:"provisional,omitempty"`
}

// catalogue is every check there is, by area in the order of the check list, and number.
func catalogue() []harness.Spec {
	return slices.Concat(
		transport.Checks(), authentication.Checks(), discovery.Checks(), attributes.Checks(), resource.Checks(),
		creation.Checks(), retrieval.Checks(), list.Checks(), filter.Checks(), sorting.Checks(), projection.Checks(), search.Checks(),
		put.Checks(), patch.Checks(), deletion.Checks(), group.Checks(), extension.Checks(), bulk.Checks(), version.Checks(), me.Checks(),
		failure.Checks(), rfc9865.Checks(), entra.Checks(), okta.Checks(), lifecycle.Checks(), robustness.Checks(),
	)
}

// List names every check there is, in catalogue order.
func List() []CheckInfo {
	var out []CheckInfo
	for _, s := range catalogue() {
		out = append(out, infoOf(s))
	}
	return out
}

// Select names the checks that a run with these options would have; only Profile, Checks and Filter count.
func Select(opts Options) ([]CheckInfo, error) {
	specs, err := opts.withDefaults().selected()
	if err != nil {
		return nil, err
	}
	var out []CheckInfo
	for _, s := range specs {
		out = append(out, infoOf(s))
	}
	return out, nil
}

// Find is List narrowed to ids and to a label expression such as "FLT && must"; either may be empty. Levels are as
// declared, whatever a profile makes of them; see Select.
func Find(ids []string, filter string) ([]CheckInfo, error) {
	specs, err := narrowed("", ids, filter)
	if err != nil {
		return nil, err
	}
	var out []CheckInfo
	for _, s := range specs {
		out = append(out, infoOf(s))
	}
	return out, nil
}

// selected narrows the catalogue to the options. Nothing left is an error: a typing error must not look like success.
func (o Options) selected() ([]harness.Spec, error) {
	if _, err := harness.LookupProfile(o.Profile); err != nil {
		return nil, usage("see `entrasim conform list`", "%w", err)
	}
	return narrowed(o.Profile, o.Checks, o.Filter)
}

// narrowed is the catalogue, narrowed; profile "" stands for all.
func narrowed(profile string, ids []string, filter string) ([]harness.Spec, error) {
	specs, err := harness.Select(catalogue(), profile, ids, filter)
	if err != nil {
		return nil, usage("see `entrasim conform list` for ids; labels are ids, areas, and levels, gates, effects and profiles in lower case", "%w", err)
	}
	if len(specs) > 0 {
		return specs, nil
	}
	of := ""
	if profile != "" {
		of = " of profile " + profile
	}
	return nil, usage("see `entrasim conform list` for what there is", "no check%s is left by this selection", of)
}

func infoOf(s harness.Spec) CheckInfo {
	i := info(s.Declaration)
	i.LooksBack = s.LooksBack()
	return i
}

func info(d harness.Declaration) CheckInfo {
	i := CheckInfo{
		ID: d.ID, Title: d.Title, Level: string(d.Level), RFCLevel: string(d.RFC), Ref: d.Ref, Gate: string(d.Gate),
		Effect: string(d.Effect), Profiles: slices.Clone(d.Profiles), Requirement: d.Requirement, Advice: d.Advice,
		Entra: cmp.Or(d.Entra, areas[d.Area()].Entra), Since: d.Since, Provisional: d.Provisional,
	}
	for _, n := range d.Needs {
		i.Needs = append(i.Needs, string(n))
	}
	return i
}

// Editions are the dates with which a profile can be asked for, as in entra@2026.11, oldest first.
func Editions() []string { return harness.Editions() }

// Profiles names the profiles that Options.Profile takes, as they are today; see Editions.
func Profiles() []string {
	var out []string
	for _, p := range harness.Profiles() {
		out = append(out, p.Name)
	}
	return out
}
