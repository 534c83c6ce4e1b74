package cli

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"charm.land/lipgloss/v2/table"

	"github.com/entrasim/entrasim/simulator"
)

// mapping tells what a mapping does.
func (v *voice) mapping(r simulator.MappingReport) {
	v.say("%s", v.paint(strings.TrimSpace("Mapping "+r.Name), label))
	if r.Job != "" {
		v.say("  of the job %s, version %s", r.Job, orElse(r.Version, "unknown"))
	}
	for _, o := range r.Objects {
		v.object(o)
	}
}

// object tells about an object mapping: what it does, who is in scope, and a table of its attributes.
func (v *voice) object(o simulator.ObjectReport) {
	v.say("\n%s", v.paint(fmt.Sprintf("%s → %s (%s)", o.Source, o.Target, o.Name), label))
	if !o.Enabled {
		v.say("  %s", v.paint("switched off: nothing of it is run", alert))
	}
	switch len(o.Actions) {
	case 0:
		v.say("  target object actions: none is ticked, so nothing is ever sent")
	default:
		v.say("  target object actions: %s", strings.Join(o.Actions, ", "))
	}
	v.matching(o)
	v.filters(o)
	if o.Source == string(simulator.KindUser) && !o.SoftDeletes {
		v.say("  %s", v.paint("no attribute reads [IsSoftDeleted]: users that leave the scope are not disabled", alert))
	}
	t := table.New().Border(lipgloss.HiddenBorder()).BorderTop(false).BorderBottom(false).
		Headers("TARGET ATTRIBUTE", "MATCH", "KIND", "SOURCE", "DEFAULT", "APPLIED", "TYPE")
	for _, a := range o.Attributes {
		t.Row(short(a.Target), matchMark(a.Matching), a.Kind, a.Source, a.Default, a.Apply, strings.Join(append([]string{a.Type}, a.Traits...), ", "))
	}
	v.say("%s", t)
}

// matching tells how target objects are found.
func (v *voice) matching(o simulator.ObjectReport) {
	var by []string
	list := slices.Clone(o.Attributes)
	slices.SortStableFunc(list, func(a, b simulator.AttributeReport) int { return a.Matching - b.Matching })
	for _, a := range list {
		if a.Matching > 0 {
			by = append(by, short(a.Target))
		}
	}
	switch len(by) {
	case 0:
		v.say("  matched by: nothing")
	case 1:
		v.say("  matched by: %s", by[0])
	default:
		v.say("  matched by: %s; the first that has a hit ends the search", strings.Join(by, ", then "))
	}
}

func matchMark(precedence int) string {
	if precedence == 0 {
		return ""
	}
	return fmt.Sprint(precedence)
}

// filters tells who is in scope.
func (v *voice) filters(o simulator.ObjectReport) {
	if len(o.Filters) == 0 {
		v.say("  scope: no filter; everything that is assigned passes")
		return
	}
	v.say("  scope: what passes one of these filters")
	for _, f := range o.Filters {
		effect := ""
		if f.Effect != "" {
			effect = " (" + f.Effect + ")"
		}
		v.say("    %q%s: %s", f.Title, effect, orElse(strings.Join(f.Clauses, " AND "), "no clause, so everything passes"))
	}
}

// mappingFindings lists what is wrong with a mapping.
func (v *voice) mappingFindings(r simulator.MappingReport) {
	for _, list := range []struct {
		title string
		style lipgloss.Style
		found []simulator.MappingProblem
	}{
		{"error", bad, r.Errors}, {"warning", alert, r.Warnings}, {"kept", weak, r.Kept},
	} {
		for i, p := range list.found {
			if slices.ContainsFunc(list.found[:i], sameFinding(p)) {
				continue
			}
			text := p.String()
			if p.Line > 0 {
				text = r.Name + ":" + text
			} else {
				text = r.Name + ": " + text
			}
			if n := countSame(list.found[i:], p); n > 1 {
				text += fmt.Sprintf(" (and at %s)", plural(n-1, "other place"))
			}
			v.say("%s  %s", v.paint(fmt.Sprintf("%-7s", list.title), list.style), text)
		}
	}
	if !r.OK() {
		return
	}
	var parts []string
	for _, o := range r.Objects {
		text := fmt.Sprintf("%s with %s", strings.ToLower(o.Source)+"s", plural(len(o.Attributes), "attribute"))
		if !o.Enabled {
			text += " (switched off)"
		}
		parts = append(parts, text)
	}
	v.say("%s can be run: %s; %s, %s without effect here", r.Name, strings.Join(parts, ", "), plural(len(r.Warnings), "warning"), plural(len(r.Kept), "part"))
}

// sameFinding tells whether another finding says the same about another place.
func sameFinding(p simulator.MappingProblem) func(simulator.MappingProblem) bool {
	return func(q simulator.MappingProblem) bool {
		return p.Message == q.Message && p.Object == q.Object && p.Target == q.Target
	}
}

func countSame(list []simulator.MappingProblem, p simulator.MappingProblem) int {
	n := 0
	for _, q := range list {
		if sameFinding(p)(q) {
			n++
		}
	}
	return n
}
