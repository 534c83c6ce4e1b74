package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/simulator"
)

func newMapping() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "mapping",
		Short: "Show, check and export attribute mappings: the schema file of a provisioning job",
		Long: `Look into the synchronization schema of a provisioning job, as the portal exports it (Provisioning > Mappings > Show advanced
options > Review your schema here) and as Graph gives it. The mappings that travel with the program are ` + strings.Join(simulator.Mappings(), " and ") + `.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newMappingShow(), newMappingCheck(), newMappingExport())
	return cmd
}

func newMappingShow() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "show [NAME | FILE]",
		Short: "Tell what a mapping does: attributes, expressions, matching, scoping filters",
		Long: `Tell in plain words what a mapping does: which objects it provisions and which are in scope, how target objects are matched, and
where each target attribute gets its value. Without an argument it is the default mapping of a SCIM application.`,
		Example: "  entrasim mapping show\n  entrasim mapping show customer.json",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			r, err := readMapping(args)
			if err != nil {
				return err
			}
			if asJSON {
				return writeJSON(cmd, r)
			}
			v := newVoice(cmd, false)
			v.mapping(r)
			if n := len(r.Errors); n > 0 {
				v.warn(fmt.Sprintf("the mapping cannot be run: %s; `entrasim mapping check` lists what is wrong", plural(n, "error")))
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the description as JSON")
	return cmd
}

func newMappingCheck() *cobra.Command {
	var asJSON, strict bool
	cmd := &cobra.Command{
		Use:   "check FILE",
		Short: "Check a schema file: what is wrong in it, what looks doubtful, and what has no effect here",
		Long: `Check a schema file as the portal does when it is saved, and say what in it has no effect in this program. Everything wrong is
listed at once, with line, column and what to do.

Exit codes: 0 fine, 1 errors (--strict: also warnings), 2 usage.`,
		Example: "  entrasim mapping check customer.json",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			r, err := readMapping(args)
			if err != nil {
				return err
			}
			if asJSON {
				if err := writeJSON(cmd, r); err != nil {
					return err
				}
			} else {
				newVoice(cmd, false).mappingFindings(r)
			}
			switch n := len(r.Errors); {
			case n > 0:
				return &Error{Message: fmt.Sprintf("%s cannot be run: %s", r.Name, plural(n, "error")), Remedy: firstHint(r.Errors), Code: exitFindings}
			case strict && len(r.Warnings) > 0:
				return &Error{Message: r.Name + ": " + plural(len(r.Warnings), "warning"), Remedy: firstHint(r.Warnings), Code: exitFindings}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print description and findings as JSON")
	cmd.Flags().BoolVar(&strict, "strict", false, "count warnings, too")
	return cmd
}

func newMappingExport() *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:   "export NAME | FILE",
		Short: "Write a mapping as the portal exports it, to be changed and given to --mapping, or pasted into the portal",
		Long: `Write a mapping in the form of Graph's synchronization schema, as the portal exports it: one that travels with the program, or a
file, whose unknown parts are written again. What is exported reads back as the same mapping.`,
		Example: "  entrasim mapping export default > mapping.json\n  entrasim mapping export customer.json --output tidy.json",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			r, err := readMapping(args)
			if err != nil {
				return err
			}
			text, err := r.Write()
			if err != nil {
				return usage(err, firstHint(r.Errors), "export %s", r.Name)
			}
			if output == "" {
				_, err = cmd.OutOrStdout().Write(text)
				return err
			}
			return writeNew(output, text)
		},
	}
	cmd.Flags().StringVar(&output, "output", "", "file to write, which must not exist; default: stdout")
	return cmd
}

// writeNew writes a file that does not exist yet.
func writeNew(path string, text []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return usage(nil, "name another file, or remove it first", "the file %s exists", path)
	} else if err != nil {
		return usage(err, "name a file in an existing folder", "write mapping")
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write mapping: %w", err)
	}
	return nil
}

// readMapping reads the mapping that was named, or the default one.
func readMapping(args []string) (simulator.MappingReport, error) {
	name := "default"
	if len(args) > 0 {
		name = args[0]
	}
	r, err := simulator.ReadMapping(name)
	if err != nil {
		return r, usage(err, "name one of "+strings.Join(simulator.Mappings(), ", ")+", or an exported schema file", "")
	}
	return r, nil
}

func firstHint(list []simulator.MappingProblem) string {
	for _, p := range list {
		if p.Hint != "" {
			return p.Hint
		}
	}
	return ""
}
