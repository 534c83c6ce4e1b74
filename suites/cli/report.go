package cli

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/suites/report"
)

// newReport is the command for reports that were saved as JSON.
func newReport() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "report",
		Short: "Show, compare and merge saved reports of entrasim conform",
		Long: `Work with reports that were saved with entrasim conform --json=FILE; - stands for standard input. Reports of older versions
can be read. Results go to stdout, or whole or not at all to the file of --output.`,
		Example: `  entrasim conform --url … --json=today.json
  entrasim report html today.json --output today.html
  entrasim report diff yesterday.json today.json
  entrasim report baseline today.json --until 2027-03-31 --reason 'fixed with the next release' --output known.yaml`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newReportConsole(), newReportAnnotations())
	for _, f := range formats {
		cmd.AddCommand(newReportFormat(f))
	}
	cmd.AddCommand(newReportDiff(), newReportMerge(), newReportCoverage(), newReportBaseline())
	return cmd
}

// saved holds what commands that read one report have in common.
type saved struct{ output, baseline string }

func (s *saved) flags(cmd *cobra.Command) {
	cmd.Flags().StringVarP(&s.output, "output", "o", stdout, "`file` to write to")
	cmd.Flags().StringVar(&s.baseline, "baseline", "", "YAML `file` of failures that are known, in place of what the report says")
}

// read reads the report and judges it by the baseline, as of the day on which it was made.
func (s *saved) read(cmd *cobra.Command, path string) (report.Report, error) {
	rep, err := readReport(cmd, path)
	if err != nil || s.baseline == "" {
		return rep, err
	}
	b, err := readBaseline(s.baseline)
	if err != nil {
		return rep, err
	}
	return b.Apply(rep, rep.Run.Started), nil
}

func newReportFormat(f format) *cobra.Command {
	var s saved
	cmd := &cobra.Command{
		Use:   f.name + " REPORT",
		Short: "Write " + f.what,
		Args:  oneReport,
		RunE: func(cmd *cobra.Command, args []string) error {
			rep, err := s.read(cmd, args[0])
			if err != nil {
				return err
			}
			write := f.writer(s.output)
			return writeResult(cmd, s.output, func(w io.Writer) error { return write(w, rep) })
		},
	}
	s.flags(cmd)
	return cmd
}

func newReportConsole() *cobra.Command {
	var (
		s       saved
		verbose bool
	)
	cmd := &cobra.Command{
		Use:   "console REPORT",
		Short: "Print a report as entrasim conform does",
		Args:  oneReport,
		RunE: func(cmd *cobra.Command, args []string) error {
			rep, err := s.read(cmd, args[0])
			if err != nil {
				return err
			}
			opts := report.ConsoleOptions{Color: s.output == stdout && colorful(cmd.OutOrStdout()), Verbose: verbose}
			return writeResult(cmd, s.output, func(w io.Writer) error { return report.Console(w, rep, opts) })
		},
	}
	s.flags(cmd)
	cmd.Flags().BoolVar(&verbose, "verbose", false, "show every check with all its requests and answers")
	return cmd
}

func newReportAnnotations() *cobra.Command {
	var s saved
	cmd := &cobra.Command{
		Use:   "annotations REPORT",
		Short: "Print the findings as annotations of GitHub Actions",
		Args:  oneReport,
		RunE: func(cmd *cobra.Command, args []string) error {
			rep, err := s.read(cmd, args[0])
			if err != nil {
				return err
			}
			return writeResult(cmd, s.output, func(w io.Writer) error { return report.Annotations(w, rep) })
		},
	}
	s.flags(cmd)
	return cmd
}

// oneReport takes the one report a command is about.
func oneReport(cmd *cobra.Command, args []string) error {
	if len(args) == 1 {
		return nil
	}
	return usage(nil, "name one file that entrasim conform --json=FILE wrote, or - for standard input", "%s takes one report, not %d", cmd.CommandPath(), len(args))
}

// writeResult writes to stdout or to a file.
func writeResult(cmd *cobra.Command, path string, to func(io.Writer) error) error {
	if path == stdout {
		return to(cmd.OutOrStdout())
	}
	file, err := openResult(path)
	if err != nil {
		return err
	}
	return file.write(to)
}

func readReport(cmd *cobra.Command, path string) (report.Report, error) {
	const hint = "name a file that entrasim conform --json=FILE wrote, or - for standard input"
	data, err := readInput(path, cmd.InOrStdin())
	if err != nil {
		return report.Report{}, usage(err, hint, "read report")
	}
	rep, err := report.Parse(data)
	if err != nil {
		name := path
		if path == stdout {
			name = "standard input"
		}
		return report.Report{}, usage(err, hint, "read report %s", name)
	}
	return rep, nil
}

// readInput reads a file, or in where path is - and there is one.
func readInput(path string, in io.Reader) ([]byte, error) {
	if path == stdout && in != nil {
		data, err := io.ReadAll(in)
		if err != nil {
			return nil, fmt.Errorf("standard input: %w", err)
		}
		return data, nil
	}
	return os.ReadFile(path)
}
