package cli

import (
	"fmt"

	"github.com/spf13/cobra"
)

// group returns a command that only holds others.
func group(use, short string, subs ...*cobra.Command) *cobra.Command {
	c := &cobra.Command{Use: use, Short: short, Args: func(_ *cobra.Command, args []string) error {
		if len(args) > 0 {
			return usage(nil, "see: entrasim "+use+" --help", "unknown command %q for entrasim %s", args[0], use)
		}
		return nil
	}, RunE: func(c *cobra.Command, _ []string) error { return c.Help() }}
	c.AddCommand(subs...)
	return c
}

// exactly demands the named arguments.
func exactly(names ...string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) == len(names) {
			return nil
		}
		if len(names) == 0 {
			return usage(nil, "see: "+c.CommandPath()+" --help", "%s takes no arguments, got %q", c.CommandPath(), args[0])
		}
		return usage(nil, "usage: "+c.UseLine(), "%s needs %d argument(s) %v, got %d", c.CommandPath(), len(names), names, len(args))
	}
}

// run wraps a command's function: it fills flags from the environment first.
func run(f func(c *cobra.Command, args []string) error) func(*cobra.Command, []string) error {
	return func(c *cobra.Command, args []string) error {
		if err := fromEnvironment(c.Flags(), changed(c.Flags())); err != nil {
			return err
		}
		return f(c, args)
	}
}

// note prints a line for the person on stderr.
func note(c *cobra.Command, format string, args ...any) {
	fmt.Fprintf(c.ErrOrStderr(), format+"\n", args...)
}
