package cli

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"charm.land/lipgloss/v2/table"
	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/simulator/internal/validator"
	"github.com/entrasim/entrasim/simulator/internal/validator/trial"
)

// toolNames are the tools' names for people.
var toolNames = map[trial.Tool]string{
	trial.Validator: "Microsoft Entra SCIM Validator",
	trial.Gallery:   "App gallery validation",
}

// tellValidations prints a report.
func tellValidations(v *voice, rep validator.Report) {
	runs := slices.DeleteFunc(slices.Clone(rep.Runs), func(r validator.ToolRun) bool { return !started(r) })
	if len(runs) == 0 {
		return
	}
	for i, run := range runs {
		if i > 0 {
			v.say("")
		}
		v.say("%s", v.paint(fmt.Sprintf("%s: %s, joined by %s and %s", toolNames[run.Tool], run.Attributes, run.UserJoin, run.GroupJoin), label))
		v.say("%s", tabulateResults(v, run.Results))
		for _, r := range run.Results {
			v.validation(r)
		}
		v.skipped(run.Results)
		if v.verbose && len(run.CleanUp) > 0 {
			v.say("Clean-up: %s", plural(len(run.CleanUp), "request"))
		}
		v.say("%s", tallyVerdicts(run.Counts))
		v.say("Microsoft's own conclusion would be: %s", run.Overall)
	}
	v.say("seed %d; made-up names carry %s", rep.Seed, rep.Marker)
}

// started reports whether a tool got anywhere: a table of tests that did not run says nothing the error does not.
func started(run validator.ToolRun) bool {
	return slices.ContainsFunc(run.Results, func(r validator.Result) bool {
		return r.Verdict != trial.NotRun && !(r.Verdict == trial.Bad && run.Counts.NotRun == len(run.Results)-1)
	})
}

func tabulateResults(v *voice, results []validator.Result) fmt.Stringer {
	t := table.New().Border(lipgloss.HiddenBorder()).BorderTop(false).BorderBottom(false).
		Headers("ID", "TEST", "KIND", "MICROSOFT", "RFC", "VERDICT")
	for _, r := range results {
		t.Row(r.ID, r.Name, string(r.Kind), side(r.Tool), side(r.RFC), v.paint(string(r.Verdict), verdictStyle(r)))
	}
	return t
}

// side is what one side says; nothing for a side that was not asked.
func side(o trial.Outcome) string {
	if o == trial.Unasked {
		return "-"
	}
	return string(o)
}

func verdictStyle(r validator.Result) lipgloss.Style {
	switch r.Verdict {
	case trial.OK:
		return good
	case trial.Bad:
		if r.Kind == trial.Mandatory {
			return bad
		}
		return alert
	case trial.FalseAlarm, trial.Unseen:
		return alert
	default:
		return weak
	}
}

// validation says about a test what the table cannot. Verbosely, it says everything.
func (v *voice) validation(r validator.Result) {
	told := r.Verdict == trial.OK || r.Verdict == trial.NotRun || r.Verdict == trial.Skipped
	if told && !v.verbose {
		return
	}
	v.say("%s", v.paint(r.ID+"  "+r.Title(), label)+": "+r.Summary)
	for _, p := range r.Planned {
		v.say("      would send: %s", p)
	}
	shown := r.Complaints()
	if v.verbose {
		shown = r.Assertions
		v.say("      evidence: %s (%s)", r.Evidence.Mark, r.Evidence.Source)
	} else if len(shown) < 2 {
		shown = nil // the summary has said it
	}
	for _, a := range shown {
		v.demand(a)
	}
	if v.verbose {
		for _, x := range r.Exchanges {
			v.say("      %s", v.paint("# "+x.Cause, weak))
			v.exchange(x)
		}
	}
}

// skipped tells why tests were skipped, each reason once.
func (v *voice) skipped(results []validator.Result) {
	var reasons []string
	ids := map[string][]string{}
	for _, r := range results {
		if r.Verdict != trial.Skipped || v.verbose {
			continue
		}
		if ids[r.Summary] == nil {
			reasons = append(reasons, r.Summary)
		}
		ids[r.Summary] = append(ids[r.Summary], r.ID)
	}
	for _, reason := range reasons {
		v.say("%s", v.paint(strings.Join(ids[reason], ", ")+" skipped: "+reason, weak))
	}
}

func (v *voice) demand(a trial.Assertion) {
	text := a.What
	if a.Got != "" {
		text += "; got " + a.Got
	}
	if a.Section != "" {
		text += " [RFC " + a.Section + "]"
	}
	if a.Note != "" {
		text += " (" + a.Note + ")"
	}
	v.say("      Microsoft %-7s RFC %-7s %s", side(a.Tool), side(a.RFC), text)
}

func tallyVerdicts(c validator.Counts) string {
	text := fmt.Sprintf("%d passed, %d failed", c.Passed, c.Failed)
	if c.FalseAlarms > 0 {
		text += ", " + plural(c.FalseAlarms, "false alarm") + " (the tool says fail, the RFC fine)"
	}
	for _, p := range []struct {
		n    int
		what string
	}{
		{c.Unseen, "unseen (the tool says fine, the RFC does not)"},
		{c.Skipped, "skipped"},
		{c.NotRun, "not run"},
		{c.NeedsTenant, "in need of a tenant"},
	} {
		if p.n > 0 {
			text += fmt.Sprintf(", %d %s", p.n, p.what)
		}
	}
	return text
}

// listValidations prints the tests and the evidence behind them.
func listValidations(cmd *cobra.Command, tools []string, asJSON bool) error {
	list := slices.DeleteFunc(validator.Tests(), func(t validator.Test) bool {
		return len(tools) > 0 && !slices.Contains(tools, string(t.Tool))
	})
	if len(list) == 0 {
		return usage(nil, "the tools are validator and gallery", "there is no tool %q", tools[0])
	}
	if asJSON {
		return writeJSON(cmd, list)
	}
	t := table.New().Border(lipgloss.HiddenBorder()).BorderTop(false).BorderBottom(false).
		Headers("ID", "TOOL", "TEST", "KIND", "REQUEST", "EVIDENCE")
	for _, test := range list {
		t.Row(test.ID, string(test.Tool), test.Name, string(test.Kind), test.Request, test.Evidence.Mark+": "+test.Evidence.Source)
	}
	_, err := fmt.Fprintln(cmd.OutOrStdout(), t)
	return err
}
