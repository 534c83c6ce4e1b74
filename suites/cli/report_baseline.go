package cli

import (
	"io"
	"time"

	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/suites/report"
)

func newReportBaseline() *cobra.Command {
	var output, reason, until string
	cmd := &cobra.Command{
		Use:   "baseline REPORT",
		Short: "Write what fails in a report as a baseline for --baseline",
		Long: `Write every check that fails or was skipped in a report as an entry of a baseline. With entrasim conform --baseline FILE these
failures are known and change no exit code; one that passes again, and one that is older than its date, does. Entries of the
baseline that the report was made with are kept as they are.`,
		Example: "  entrasim report baseline today.json --reason 'bulk is planned' --until 2027-03-31 --output known.yaml",
		Args:    oneReport,
		RunE: func(cmd *cobra.Command, args []string) error {
			if _, err := time.Parse(time.DateOnly, until); until != "" && err != nil {
				return usage(nil, "write the last day as in 2027-03-31", "--until %s is no date", until)
			}
			rep, err := readReport(cmd, args[0])
			if err != nil {
				return err
			}
			return writeResult(cmd, output, func(w io.Writer) error { return report.WriteBaseline(w, rep, reason, until) })
		},
	}
	fs := cmd.Flags()
	fs.StringVarP(&output, "output", "o", stdout, "`file` to write to")
	fs.StringVar(&reason, "reason", "failed when the baseline was written", "why the failures are accepted")
	fs.StringVar(&until, "until", "", "the last day on which they are, as in 2027-03-31")
	return cmd
}
