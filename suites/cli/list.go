package cli

import (
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/suites"
	"github.com/entrasim/entrasim/suites/report"
)

// catalogueVersion changes when a member of the list changes its meaning or goes.
const catalogueVersion = 1

// catalogue is the document that list --json prints.
type catalogue struct {
	Schema int                `json:"schema"`
	Checks []suites.CheckInfo `json:"checks"`
}

func newList() *cobra.Command {
	var (
		s      selection
		asJSON bool
	)
	cmd := &cobra.Command{
		Use:   "list",
		Short: "Name the checks there are",
		Example: `  entrasim conform list --profile smoke
  entrasim conform list --area AAD,GRP --level must
  entrasim conform list --label 'bulk && !write' --json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return printList(cmd, s, asJSON)
		},
	}
	fs := cmd.Flags()
	s.flags(fs, "", "only checks of this profile, with the levels that it gives them")
	fs.BoolVar(&asJSON, "json", false, "print everything that is declared, as JSON")
	return cmd
}

func printList(cmd *cobra.Command, s selection, asJSON bool) error {
	checks, err := s.find()
	if err != nil {
		return err
	}
	return writeList(cmd.OutOrStdout(), checks, asJSON)
}

func writeList(out io.Writer, checks []suites.CheckInfo, asJSON bool) error {
	if asJSON {
		doc := catalogue{Schema: catalogueVersion, Checks: checks}
		if err := json.MarshalWrite(out, doc, jsontext.WithIndent("  ")); err != nil {
			return fmt.Errorf("write JSON: %w", err)
		}
		_, err := fmt.Fprintln(out)
		return err
	}
	tw := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "CHECK\tLEVEL\tRFC\tGATE\tEFFECT\tTITLE")
	for _, c := range checks {
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%s\t%s\n", c.ID, c.Level, dash(c.RFCLevel), dash(c.Gate), c.Effect, c.Title)
	}
	if err := tw.Flush(); err != nil {
		return fmt.Errorf("write list: %w", err)
	}
	return nil
}

func dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func newSchema() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of the JSON report",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := cmd.OutOrStdout().Write(report.JSONSchema())
			return err
		},
	}
}
