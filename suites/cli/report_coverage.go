package cli

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/suites"
	"github.com/entrasim/entrasim/suites/report"
)

// coverage is the document that coverage --json prints.
type coverage struct {
	Schema   int              `json:"schema"`
	Sections []report.Section `json:"sections"`
}

func newReportCoverage() *cobra.Command {
	var asJSON, bare bool
	cmd := &cobra.Command{
		Use:   "coverage [REPORT]",
		Short: "Show by section of the RFCs which checks there are, and how many pass",
		Long: `Show the sections of RFC 7643, 7644 and 9865 and the other texts that checks refer to, with the checks of each. With a report
the verdicts are counted; checks that it does not have count as not run. Sections that bind no server in a way that can be
seen from outside say so.`,
		Example: "  entrasim report coverage\n  entrasim report coverage today.json --bare",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			checks := declared()
			if len(args) == 1 {
				rep, err := readReport(cmd, args[0])
				if err != nil {
					return err
				}
				checks = outcomes(checks, rep.Checks)
			}
			sections := report.Coverage(checks)
			shown := sections
			if bare {
				shown = without(sections)
			}
			out := cmd.OutOrStdout()
			if asJSON {
				return json.MarshalWrite(out, coverage{Schema: 1, Sections: shown}, jsontext.WithIndent("  "), json.Deterministic(true))
			}
			if err := printCoverage(out, shown, len(args) == 1); err != nil {
				return err
			}
			covered, bound := covered(sections)
			_, err := fmt.Fprintf(out, "\n%d of the %d sections of RFC 7643, 7644 and 9865 that bind a server have checks\n", covered, bound)
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the sections as JSON")
	cmd.Flags().BoolVar(&bare, "bare", false, "only sections that have no check")
	return cmd
}

// declared are the checks of the catalogue, without verdicts.
func declared() []report.Check {
	var out []report.Check
	for _, c := range suites.List() {
		out = append(out, report.Check{ID: c.ID, Title: c.Title, Ref: c.Ref})
	}
	return out
}

// outcomes are checks with the verdicts of those that ran, and what ran besides.
func outcomes(checks, ran []report.Check) []report.Check {
	verdicts := map[string]report.Check{}
	for _, c := range ran {
		verdicts[c.ID] = c
	}
	var out []report.Check
	for _, c := range checks {
		if done, ok := verdicts[c.ID]; ok {
			c = done
			delete(verdicts, c.ID)
		}
		out = append(out, c)
	}
	for _, c := range ran {
		if _, left := verdicts[c.ID]; left {
			out = append(out, c)
		}
	}
	return out
}

func without(sections []report.Section) []report.Section {
	var out []report.Section
	for _, s := range sections {
		if len(s.Checks) == 0 {
			out = append(out, s)
		}
	}
	return out
}

func printCoverage(w io.Writer, sections []report.Section, ran bool) error {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	head := "SECTION\tCHECKS\t"
	if ran {
		head += "PASS\tWARN\tFAIL\tOTHER\tNOT RUN\t"
	}
	fmt.Fprintln(tw, head+"TITLE")
	for _, s := range sections {
		name := strings.TrimSpace(s.Text + " " + mark(s.Number))
		fmt.Fprintf(tw, "%s\t%d\t", name, len(s.Checks))
		if ran {
			passed, warned, failed, other := s.Counts()
			notRun := s.Verdicts[report.NotRun]
			fmt.Fprintf(tw, "%d\t%d\t%d\t%d\t%d\t", passed, warned, failed, other-notRun, notRun)
		}
		title := s.Title
		if s.Silent != "" {
			title += " (" + s.Silent + ")"
		}
		fmt.Fprintln(tw, report.Printable(title))
	}
	if err := tw.Flush(); err != nil {
		return fmt.Errorf("write coverage: %w", err)
	}
	return nil
}

// covered counts the sections of the texts that the suites are about.
func covered(sections []report.Section) (covered, bound int) {
	for _, s := range sections {
		if s.Title == "" || s.Silent != "" {
			continue
		}
		bound++
		if len(s.Checks) > 0 {
			covered++
		}
	}
	return covered, bound
}

// mark is a section's number with its sign.
func mark(number string) string {
	if number == "" {
		return ""
	}
	return "§" + number
}
