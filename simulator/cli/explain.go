package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/simulator"
)

// nowhere is the tenant URL of an explanation that asks no target.
const nowhere = "https://no-target.invalid"

func newExplain() *cobra.Command {
	var s session
	var asJSON, verbose bool
	cmd := &cobra.Command{
		Use:   "explain USER | GROUP (--directory FILE | --generate SPEC) [--url URL] [--state FILE] [--log FILE]",
		Short: "Explain why a user or group is (not) provisioned, and what the next cycle will do",
		Long: `Explain one user or group: why they are in scope or not, and which clause says so; how each attribute gets its value; what the
target has; what the next cycle would send; and what went wrong the last time.

Without --url the target is not asked. With it, requests are sent that read only. --state names the job, with its object
connections and failures; --log its provisioning log, for the last failure in full. Nothing is changed.`,
		Example: `  entrasim explain ada@contoso.example --directory people.yaml
  entrasim explain ada@contoso.example --directory people.yaml --url https://app.example.com/scim/v2 --state job.db --log log.jsonl`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			stop, err := settle(cmd)
			if stop || err != nil {
				return err
			}
			log := s.logFile
			s.logFile = "" // it is read, not continued
			ask := s.url != ""
			s.look = true
			if !ask {
				s.anonymous = true
				if s.url, err = lastURL(cmd, s.state); err != nil {
					return err
				}
			}
			v := newVoice(cmd, verbose)
			return s.with(cmd, func(*simulator.Config) {}, func(sim *simulator.Simulator) error {
				for _, n := range sim.Notes() {
					v.note(n)
				}
				x, err := sim.Explain(cmd.Context(), args[0], ask)
				var unknown *simulator.OnDemandError
				if errors.As(err, &unknown) {
					return usage(unknown.Err, unknown.Hint(), "")
				} else if err != nil {
					return explain(err)
				}
				last, err := lastFailure(log, x.ID)
				if err != nil {
					return err
				}
				if asJSON {
					err = writeJSON(cmd, struct {
						simulator.Explanation
						LastFailure *simulator.Record `json:"lastFailure"`
					}{x, last})
				} else {
					v.explanation(x, last)
				}
				if x.Refusal != nil {
					err = errors.Join(err, explain(x.Refusal))
				}
				return err
			})
		},
	}
	s.flags(cmd.Flags())
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the explanation as JSON")
	cmd.Flags().BoolVar(&verbose, "verbose", false, "show requests and answers in full")
	return cmd
}

// lastURL is the tenant URL that the job in a file was last run with. No request is sent to it, but it is part of the job.
func lastURL(cmd *cobra.Command, state string) (url string, err error) {
	if state == "" {
		return nowhere, nil
	}
	s := stored{state: state}
	err = s.with(cmd, func(job *simulator.Job) error {
		status, err := job.Status(cmd.Context())
		url = orElse(status.URL, nowhere)
		return err
	})
	return url, err
}

// lastFailure finds the last failure of an object in a log.
func lastFailure(path, id string) (*simulator.Record, error) {
	if path == "" {
		return nil, nil
	}
	var last *simulator.Record
	_, err := readLog(path, simulator.LogFilter{Status: "failure", Object: id}, func(r simulator.Record) error {
		last = &r
		return nil
	})
	return last, err
}

// explanation tells an explanation in paragraphs.
func (v *voice) explanation(x simulator.Explanation, last *simulator.Record) {
	v.say("%s", v.paint(fmt.Sprintf("%s %s (%s), as of the next cycle, %s", strings.ToLower(x.Kind), x.Name, x.ID, x.At.Format(stamp)), label))
	v.scope(x.Scope)
	v.attributes(x)
	if x.Asked {
		v.target(x)
		v.next(x)
	} else {
		v.say("\n%s\n  not asked: give its address with --url", v.paint("Target", label))
		v.connected(x)
	}
	v.trouble(x, last)
}

// scope tells whether the object is in scope.
func (v *voice) scope(s simulator.ScopeExplanation) {
	verdict, style := "In scope", good
	if !s.InScope {
		verdict, style = "Not in scope", bad
	}
	v.say("\n%s", v.paint(verdict, style))
	for _, r := range s.Reasons {
		v.say("  %s", r)
	}
	group := ""
	for _, c := range s.Clauses {
		if c.Group != group {
			group = c.Group
			v.say("  filter group %q", group)
		}
		mark := v.paint("holds", good)
		if !c.Passed {
			mark = v.paint("fails", bad)
		}
		v.say("    %s  %s (it is %q)", mark, c.Text, c.Actual)
	}
}

// attributes tells how each value came about.
func (v *voice) attributes(x simulator.Explanation) {
	v.say("\n%s", v.paint("Attributes", label))
	for _, a := range x.Attributes {
		match := ""
		if a.Matching > 0 {
			match = fmt.Sprintf(" (matching, %d)", a.Matching)
		}
		v.say("  %s%s = %s", short(a.Target), v.paint(match, weak), a.Value)
		v.say("      %s%s", v.paint(orElse(a.Source, "no source")+": ", weak), a.Why)
		if a.Error != "" {
			v.say("      %s", v.paint(a.Error, bad))
		}
		v.steps(a.Steps, "        ")
		switch {
		case x.Target == "":
		case a.Differs:
			v.say("      %s", v.paint("the target has "+orElse(a.Current, "nothing")+", which differs", alert))
		case a.Current != "":
			v.say("      %s", v.paint("the target has "+a.Current, weak))
		}
	}
}
