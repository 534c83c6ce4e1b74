package cli

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/suites/report"
)

func newReportMerge() *cobra.Command {
	output := stdout
	cmd := &cobra.Command{
		Use:   "merge REPORT REPORT…",
		Short: "Make one report of several about the same target",
		Long: `Make one report of several about the same target and profile: of runs of different checks, or of the same ones. A check that
several have keeps its worst verdict. The result is a report as entrasim conform --json=FILE writes it.`,
		Example: "  entrasim report merge users.json groups.json --output all.json",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return nil
			}
			return usage(nil, "name the reports to be merged", "merge takes two reports or more")
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			var all []report.Report
			for _, path := range args {
				rep, err := readReport(cmd, path)
				if err != nil {
					return err
				}
				all = append(all, rep)
			}
			merged, err := report.Merge(all...)
			if err != nil {
				return usage(err, "merge only reports of one target and one profile", "nothing is merged")
			}
			return writeResult(cmd, output, func(w io.Writer) error { return report.JSON(w, merged) })
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", stdout, "`file` to write to")
	return cmd
}
