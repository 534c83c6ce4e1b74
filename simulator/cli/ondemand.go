package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/simulator"
)

func newOnDemand() *cobra.Command {
	var s session
	var asJSON, verbose bool
	cmd := &cobra.Command{
		Use:   "on-demand USER | GROUP [MEMBER…] --url URL (--directory FILE | --generate SPEC)",
		Short: "Provision one user at once, or one group with up to five members, and show the steps in detail",
		Long: `Provision one user at once, as the portal's "Provision on demand" does, or one group with up to five of its members, and show
the steps: import, match, scope, action. Requests have the shapes without the flag aadOptscim062020, whatever the tenant URL
says; roles are left out. Users who are disabled or deleted in Entra cannot be chosen.

With --state it is the job in that file: its object connections are used and added to, its cycles go on unaffected.

Exit codes: 0 provisioned or nothing to do, 1 it failed, 2 usage, 3 the endpoint cannot be reached or refuses the connection.`,
		Example: `  entrasim provision on-demand ada@contoso.example --url http://127.0.0.1:8480/scim/v2 --directory people.yaml
  entrasim provision on-demand Crew ada@contoso.example --url https://app.example.com/scim/v2 --directory people.yaml --state job.db`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if stop, err := settle(cmd); stop || err != nil {
				return err
			}
			v := newVoice(cmd, verbose)
			return s.with(cmd, func(*simulator.Config) {}, func(sim *simulator.Simulator) error {
				for _, n := range append(sim.Warnings(), sim.Notes()...) {
					v.note(n)
				}
				report, err := sim.ProvisionOnDemand(cmd.Context(), args[0], args[1:]...)
				var refused *simulator.OnDemandError
				if errors.As(err, &refused) {
					return usage(err, refused.Hint(), "")
				}
				if asJSON {
					if err := writeJSON(cmd, report); err != nil {
						return err
					}
				} else {
					v.onDemand(report)
				}
				return onDemandOutcome(report, err)
			})
		},
	}
	s.flags(cmd.Flags())
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the report as JSON")
	cmd.Flags().BoolVar(&verbose, "verbose", false, "show requests and answers in full")
	return cmd
}

// onDemandOutcome makes the exit code of a report.
func onDemandOutcome(r simulator.OnDemandReport, err error) error {
	switch {
	case err != nil:
		return explain(err)
	case r.Result == simulator.OnDemandFailure:
		e := r.Status.Error
		return &Error{Message: e.Code + ": " + oneLine(e.Reason), Remedy: orElse(e.RecommendedAction, "--verbose shows requests and answers"), Code: exitFindings}
	default:
		return nil
	}
}

// onDemand shows a report phase by phase.
func (v *voice) onDemand(r simulator.OnDemandReport) {
	var phase simulator.OnDemandPhase
	n := 0
	for _, s := range r.Steps {
		if s.Phase != phase {
			phase = s.Phase
			n++
			v.say("%s", v.paint(fmt.Sprintf("%d. %s", n, phase), label))
		}
		mark, style := string(s.Status), good
		switch mark {
		case "failure":
			style = bad
		case "skipped", "warning":
			style = alert
		}
		v.say("   %s  %s", v.paint(fmt.Sprintf("%-7s", mark), style), s.Description)
		for _, d := range s.Details {
			v.say("            %s %s", v.paint(fmt.Sprintf("%-36s", d.Name), weak), oneLine(d.Value))
		}
	}
	v.modified(r)
	for _, x := range r.Exchanges {
		if v.verbose {
			v.exchange(x)
		} else {
			v.say("   %s", v.paint(x.String(), weak))
		}
	}
	v.say("")
	verdict := fmt.Sprintf("%s: %s", r.Result, r.Name)
	if e := r.Status.Error; e != nil {
		verdict += ": " + e.Code + ": " + oneLine(e.Reason)
	} else if r.Action != "other" {
		verdict += ": " + string(r.Action)
	}
	style := good
	if r.Result != simulator.OnDemandSuccess {
		style = alert
	}
	v.say("%s", v.paint(verdict, style))
}

// modified lists what was sent, attribute by attribute.
func (v *voice) modified(r simulator.OnDemandReport) {
	if len(r.Modified) == 0 {
		return
	}
	v.say("   %s", v.paint("Modified properties", label))
	width := 0
	for _, m := range r.Modified {
		width = max(width, len(short(m.DisplayName)))
	}
	for _, m := range r.Modified {
		change := fmt.Sprintf("%q", m.NewValue)
		if m.OldValue != "" {
			change = fmt.Sprintf("%q -> %q", m.OldValue, m.NewValue)
		}
		v.say("            %s %s", short(m.DisplayName)+strings.Repeat(" ", width-len(short(m.DisplayName))), change)
	}
}
