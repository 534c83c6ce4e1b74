package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/suites/report"
)

// difference is the document that diff --json prints.
type difference struct {
	Schema int  `json:"schema"`
	Worse  bool `json:"worse"`
	report.Difference
}

func newReportDiff() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "diff BEFORE AFTER",
		Short: "Say what got worse and what got better between two reports",
		Long: `Compare the verdicts of two reports, of both columns. What no longer works, and what fails and is new, makes the exit code 1.
Checks that only the earlier report has are named and change nothing.`,
		Example: "  entrasim report diff main.json branch.json",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 2 {
				return nil
			}
			return usage(nil, "name the earlier report first: entrasim report diff BEFORE AFTER", "diff takes two reports, not %d", len(args))
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			before, err := readReport(cmd, args[0])
			if err != nil {
				return err
			}
			after, err := readReport(cmd, args[1])
			if err != nil {
				return err
			}
			d := report.Diff(before, after)
			if asJSON {
				doc := difference{Schema: 1, Worse: d.Worse(), Difference: d}
				err = json.MarshalWrite(cmd.OutOrStdout(), doc, jsontext.WithIndent("  "), jsontext.AllowInvalidUTF8(true))
			} else {
				err = printDiff(cmd.OutOrStdout(), d)
			}
			if err == nil && d.Worse() {
				return &Error{Code: exitFindings}
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the difference as JSON")
	return cmd
}

func printDiff(w io.Writer, d report.Difference) error {
	var b strings.Builder
	for _, run := range []struct {
		name string
		report.Run
	}{{"before", d.Before}, {"after", d.After}} {
		fmt.Fprintf(&b, "%-7s %s  profile %s  run %s  %s\n", run.name, run.Target, run.Profile, run.RunID, run.Started.UTC().Format("2006-01-02 15:04:05"))
	}
	if d.Before.Profile != d.After.Profile {
		b.WriteString("The profiles differ: so do the levels of some checks.\n")
	}
	if d.Fingerprint {
		b.WriteString("The target announces something else than before: features, resource types or schemas.\n")
	}
	counts := map[report.Direction]int{}
	for _, direction := range []report.Direction{report.Worse, report.New, report.Changed, report.Better, report.Gone} {
		for _, c := range d.Changes {
			if c.Direction != direction {
				continue
			}
			if counts[direction]++; counts[direction] == 1 {
				b.WriteString("\n")
			}
			fmt.Fprintf(&b, "%-8s %s  %-26s %s\n", direction, c.ID, verdicts(c), c.Title)
			if c.Reason != "" && (direction == report.Worse || direction == report.New && !c.After.Conformant()) {
				fmt.Fprintf(&b, "         %s\n", c.Reason)
			}
		}
	}
	fmt.Fprintf(&b, "\n%d worse, %d better, %d changed, %d new, %d gone, %d the same\n", counts[report.Worse], counts[report.Better],
		counts[report.Changed], counts[report.New], counts[report.Gone], d.Same)
	_, err := io.WriteString(w, report.Printable(b.String()))
	return err
}

// verdicts is how the profile's verdict changed, or that of the RFC where the profile's did not.
func verdicts(c report.Change) string {
	switch {
	case c.Direction == report.New:
		return string(c.After)
	case c.Direction == report.Gone:
		return string(c.Before)
	case c.Before == c.After:
		return fmt.Sprintf("RFC: %s → %s", c.RFCBefore, c.RFCAfter)
	}
	return fmt.Sprintf("%s → %s", c.Before, c.After)
}
