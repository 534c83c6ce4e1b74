package cli

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"
	"charm.land/lipgloss/v2/table"
	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/fixtures"
	"github.com/entrasim/entrasim/simulator/internal/scenario"
)

// listed is a scenario in a list.
type listed struct {
	Name     string   `json:"name"`
	Title    string   `json:"title"`
	Evidence []string `json:"evidence"`
}

func newScenarioList() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "list [TEXT]",
		Short:   "List the scenarios that travel with the program, with the evidence they stand on",
		Example: "  entrasim scenario list Q01\n  entrasim scenario list quarantine",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			list := []listed{}
			for _, name := range fixtures.Scenarios() {
				s, _, err := readScenario(name)
				if err != nil {
					return err
				}
				if len(args) == 0 || strings.Contains(strings.ToLower(name+s.Title+strings.Join(s.Evidence, " ")), strings.ToLower(args[0])) {
					list = append(list, listed{name, s.Title, s.Evidence})
				}
			}
			if asJSON {
				return writeJSON(cmd, list)
			}
			t := table.New().Border(lipgloss.HiddenBorder()).BorderTop(false).BorderBottom(false).Headers("SCENARIO", "WHAT HAPPENS", "EVIDENCE")
			for _, l := range list {
				t.Row(l.Name, l.Title, strings.Join(l.Evidence, ", "))
			}
			_, err := fmt.Fprintln(cmd.OutOrStdout(), t)
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print them as JSON")
	return cmd
}

func newScenarioShow() *cobra.Command {
	return &cobra.Command{
		Use:     "show NAME",
		Short:   "Print a scenario that travels with the program, to read it or to begin with",
		Example: "  entrasim scenario show row-01-unassigned > story.txtar",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			data, err := fixtures.Scenario(strings.TrimSuffix(args[0], extension))
			if err != nil {
				return usage(nil, "`entrasim scenario list` names them", "there is no scenario %q", args[0])
			}
			_, err = cmd.OutOrStdout().Write(data)
			return err
		},
	}
}

func newScenarioVerbs() *cobra.Command {
	var asJSON, markdown bool
	cmd := &cobra.Command{
		Use:     "verbs [VERB…]",
		Short:   "List the verbs that scenarios are written with, or describe some",
		Example: "  entrasim scenario verbs fault\n  entrasim scenario verbs --markdown > verbs.md",
		RunE: func(cmd *cobra.Command, names []string) error {
			list, err := chosenVerbs(names)
			switch out := cmd.OutOrStdout(); {
			case err != nil:
				return err
			case asJSON:
				return writeJSON(cmd, list)
			case markdown && len(names) == 0:
				_, err = fmt.Fprint(out, scenario.Reference())
			case markdown || len(names) > 0:
				for _, v := range list {
					if _, err := fmt.Fprintln(out, v.Markdown()); err != nil {
						return err
					}
				}
			default:
				t := table.New().Border(lipgloss.HiddenBorder()).BorderTop(false).BorderBottom(false).Headers("VERB", "WHAT IT DOES")
				for _, v := range list {
					t.Row(v.Name, v.Summary)
				}
				_, err = fmt.Fprintln(out, t)
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print them as JSON")
	cmd.Flags().BoolVar(&markdown, "markdown", false, "print the whole page about scenarios in Markdown")
	return cmd
}

func chosenVerbs(names []string) ([]*scenario.Verb, error) {
	if len(names) == 0 {
		return scenario.Verbs(), nil
	}
	var list []*scenario.Verb
	for _, name := range names {
		v, ok := scenario.VerbNamed(name)
		if !ok {
			return nil, usage(nil, "`entrasim scenario verbs` lists them", "there is no verb %q", name)
		}
		list = append(list, v)
	}
	return list, nil
}
