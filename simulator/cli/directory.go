package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/simulator"
	"github.com/entrasim/entrasim/simulator/internal/directory"
)

func newDirectory() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "directory",
		Short: "Make up, check and print directory files",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newDirectoryGenerate(), newDirectoryCheck(), newDirectoryPrint())
	return cmd
}

func newDirectoryGenerate() *cobra.Command {
	return &cobra.Command{
		Use:     "generate users=N[,groups=N][,seed=N]",
		Short:   "Make up a directory of realistic people and print it as YAML",
		Example: "  entrasim directory generate users=200,groups=8,seed=7 > people.yaml",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			d, err := generateDirectory(args[0])
			if err != nil {
				return err
			}
			return d.Write(cmd.OutOrStdout())
		},
	}
}

func newDirectoryCheck() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "check FILE",
		Short: "Check a directory file: form, references, and a rehearsal of its schedule",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			d, err := loadDirectory(args[0])
			if err != nil {
				return err
			}
			s := survey(d)
			if asJSON {
				return writeJSON(cmd, s)
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s is fine: %s, %s, %d assigned, %s\n", args[0],
				plural(s.Users, "user"), plural(s.Groups, "group"), s.Assigned, s.schedule())
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the findings as JSON")
	return cmd
}

func newDirectoryPrint() *cobra.Command {
	return &cobra.Command{
		Use:   "print FILE",
		Short: "Print a directory file in the form the program writes itself",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			d, err := loadDirectory(args[0])
			if err != nil {
				return err
			}
			return d.Write(cmd.OutOrStdout())
		},
	}
}

// loadDirectory reads a directory file and explains what is wrong with it.
func loadDirectory(path string) (*simulator.Directory, error) {
	d, err := simulator.LoadDirectory(path)
	var file *directory.FileError
	switch {
	case err == nil:
		return d, nil
	case errors.As(err, &file):
		what := *file
		what.Remedy = ""
		return nil, usage(&what, orElse(file.Remedy, "fixtures/directories/schema.json describes the form"), "read directory")
	case errors.Is(err, fs.ErrNotExist):
		return nil, usage(err, "check the path, or make one up with: entrasim directory generate users=100 > "+quote(path), "read directory")
	case errors.Is(err, os.ErrPermission):
		return nil, usage(err, "make the file readable for this user", "read directory")
	default:
		return nil, usage(err, "name a YAML or JSON file", "read directory")
	}
}

func generateDirectory(spec string) (*simulator.Directory, error) {
	d, err := simulator.GenerateDirectory(spec)
	if err != nil {
		return nil, usage(err, orElse(hintOf(err), "write it like users=5000,groups=120,seed=7"), "make up a directory")
	}
	return d, nil
}

// counted is what there is in a directory.
type counted struct {
	Tenant   string     `json:"tenant"`
	Users    int        `json:"users"`
	Groups   int        `json:"groups"`
	Assigned int        `json:"assigned"` // principals with an assignment of their own
	Start    time.Time  `json:"start"`
	NextDue  *time.Time `json:"nextDue,omitempty"` // first scheduled change or purge
}

func survey(d *simulator.Directory) counted {
	c := counted{
		Tenant: d.Tenant(), Users: d.Len(simulator.KindUser), Groups: d.Len(simulator.KindGroup),
		Assigned: len(d.Assignments()), Start: d.Start(),
	}
	if at, ok := d.NextDue(); ok {
		c.NextDue = &at
	}
	return c
}

func (c counted) schedule() string {
	if c.NextDue == nil {
		return "nothing scheduled"
	}
	return "first change due at " + c.NextDue.Format(time.RFC3339)
}
