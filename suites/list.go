package suites

import (
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
		out = append(out, info(s.Declaration))
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
		out = append(out, info(s.Declaration))
	}
	return out, nil
}

// selected narrows the catalogue to the options. Nothing left is an error: a typing error must not look like success.
func (o Options) selected() ([]harness.Spec, error) {
	if _, err := harness.LookupProfile(o.Profile); err != nil {
		return nil, usage("see `entrasim conform list`", "%w", err)
	}
	specs, err := harness.Select(catalogue(), o.Profile, o.Checks, o.Filter)
	if err != nil {
		return nil, usage("see `entrasim conform list` for ids; labels are ids, areas, and levels, gates, effects and profiles in lower case", "%w", err)
	}
	if len(specs) == 0 {
		return nil, usage("see `entrasim conform list` for what there is", "no check of profile %s is left by this selection", o.Profile)
	}
	return specs, nil
}

func info(d harness.Declaration) CheckInfo {
	i := CheckInfo{
		ID: d.ID, Title: d.Title, Level: string(d.Level), RFCLevel: string(d.RFC), Ref: d.Ref, Gate: string(d.Gate),
		Effect: string(d.Effect), Profiles: slices.Clone(d.Profiles), Requirement: d.Requirement, Advice: d.Advice,
	}
	for _, n := range d.Needs {
		i.Needs = append(i.Needs, string(n))
	}
	return i
}

// Profiles names the profiles that Options.Profile takes.
func Profiles() []string {
	var out []string
	for _, p := range harness.Profiles() {
		out = append(out, p.Name)
	}
	return out
}
