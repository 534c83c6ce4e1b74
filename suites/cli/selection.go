package cli

import (
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/entrasim/entrasim/suites"
)

// selection holds the flags that say which checks.
type selection struct {
	profile, filter       string
	checks, areas, levels []string
	failedOf              string // a JSON report
}

// levels are the labels of the levels, strongest first.
var levels = []string{"must", "should", "may", "info"}

// flags adds the flags; profile is what --profile is by default.
func (s *selection) flags(fs *pflag.FlagSet, profile, about string) {
	fs.StringVar(&s.profile, "profile", profile, about+": "+strings.Join(suites.Profiles(), ", "))
	fs.StringSliceVar(&s.checks, "check", nil, "only this check; can be repeated")
	fs.StringSliceVar(&s.areas, "area", nil, "only checks of this area, such as FLT; can be repeated")
	fs.StringSliceVar(&s.levels, "level", nil, "only checks of this level ("+strings.Join(levels, ", ")+"); can be repeated")
	fs.StringVar(&s.filter, "label", "", "only checks whose labels match, such as 'AAD && patch && !write'")
}

// options are those of a run of the selected checks: areas and levels are labels.
func (s *selection) options() (suites.Options, error) {
	known := areas()
	for _, a := range s.areas {
		if !slices.Contains(known, strings.ToUpper(a)) {
			return suites.Options{}, usage(nil, "there is "+strings.Join(known, ", "), "unknown area %q", a)
		}
	}
	for _, l := range s.levels {
		if !slices.Contains(levels, strings.ToLower(l)) {
			return suites.Options{}, usage(nil, "there is "+strings.Join(levels, ", "), "unknown level %q", l)
		}
	}
	var parts []string
	for _, any := range [][]string{{s.filter}, s.areas, s.levels} {
		if expr := strings.Join(any, " || "); expr != "" {
			parts = append(parts, expr)
		}
	}
	if len(parts) > 1 {
		for i, expr := range parts {
			parts[i] = "(" + expr + ")"
		}
	}
	return suites.Options{Profile: s.profile, Checks: s.checks, Filter: strings.Join(parts, " && ")}, nil
}

// find names the selected checks, of all profiles when none is given.
func (s *selection) find() ([]suites.CheckInfo, error) {
	opts, err := s.options()
	if err != nil {
		return nil, err
	}
	if s.profile == "" {
		return suites.Find(opts.Checks, opts.Filter)
	}
	return suites.Select(opts)
}

// areas are the areas of the catalogue, in its order.
func areas() []string {
	var out []string
	for _, c := range suites.List() {
		if area, _, _ := strings.Cut(c.ID, "-"); !slices.Contains(out, area) {
			out = append(out, area)
		}
	}
	return out
}
