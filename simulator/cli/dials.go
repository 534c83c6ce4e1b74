package cli

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"
	"charm.land/lipgloss/v2/table"
	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/simulator"
)

func newDials() *cobra.Command {
	var asJSON, verbose bool
	cmd := &cobra.Command{
		Use:   "dials [NAME…]",
		Short: "List the dials: behaviours of Entra that can be set, with the evidence behind their defaults",
		Long: `List the dials. Where documentation and field reports are silent about Entra, or disagree, the behaviour is a dial with a
default and the evidence behind it: doc (Microsoft says so), obs (seen in public captures), inf (inferred), conflict
(sources disagree). Set one with --dial name=value.`,
		RunE: func(cmd *cobra.Command, names []string) error {
			list, err := selectDials(names)
			if err != nil {
				return err
			}
			switch {
			case asJSON:
				return writeJSON(cmd, list)
			case verbose || len(names) > 0:
				for _, d := range list {
					describeDial(cmd, d)
				}
				return nil
			default:
				return tabulateDials(cmd, list)
			}
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print them as JSON")
	cmd.Flags().BoolVar(&verbose, "verbose", false, "print description, evidence and source of each")
	return cmd
}

func selectDials(names []string) ([]simulator.Dial, error) {
	all := simulator.Dials()
	if len(names) == 0 {
		return all, nil
	}
	var list []simulator.Dial
next:
	for _, name := range names {
		for _, d := range all {
			if d.Name == name {
				list = append(list, d)
				continue next
			}
		}
		return nil, usage(nil, "`entrasim dials` lists them", "there is no dial %q", name)
	}
	return list, nil
}

func tabulateDials(cmd *cobra.Command, list []simulator.Dial) error {
	t := table.New().Border(lipgloss.HiddenBorder()).BorderTop(false).BorderBottom(false).
		Headers("DIAL", "DEFAULT", "VALUES", "EVIDENCE")
	for _, d := range list {
		t.Row(d.Name, orElse(d.Default, `""`), d.Allowed(), string(d.Mark)+": "+d.Source)
	}
	_, err := fmt.Fprintln(cmd.OutOrStdout(), t)
	return err
}

func describeDial(cmd *cobra.Command, d simulator.Dial) {
	out := cmd.OutOrStdout()
	fmt.Fprintf(out, "%s = %s\n", d.Name, orElse(d.Default, `""`))
	for _, line := range [][2]string{
		{"what", d.Description},
		{"values", d.Allowed()},
		{"evidence", string(d.Mark) + ": " + d.Evidence},
		{"source", d.Source},
	} {
		fmt.Fprintf(out, "  %-9s %s\n", line[0], strings.TrimSpace(line[1]))
	}
	fmt.Fprintln(out)
}
