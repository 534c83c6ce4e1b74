package cli

import (
	"errors"

	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/suites/cli/demo"
)

func newDemo() *cobra.Command {
	o := demo.Options{}
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Act out the customer guide end to end, and a virtual day after it",
		Long: `Act out the customer guide: a reference server with the guide's profile on free ports, the ten steps as an administrator,
a support contact and Entra would play them, then a virtual day of joiners, movers and leavers, and at the end who has which
role and why, and whether the target agrees with the source. It takes a few seconds, needs no network and leaves nothing behind.

Exit codes: 0 fine, 1 the target does not agree with the source, 3 the demo could not be played.`,
		Example: "  entrasim demo\n  entrasim demo --verbose | less -R",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			o.Out = cmd.OutOrStdout()
			o.Color = colorful(o.Out)
			switch err := demo.Run(cmd.Context(), o); {
			case errors.Is(err, demo.ErrDisagree):
				return &Error{Cause: err, Remedy: "run it again with --verbose to see every request; this is a fault of entrasim", Code: exitFindings}
			case err != nil:
				return &Error{Cause: err, Remedy: "the demo needs a free loopback port and a writable temporary directory (TMPDIR)", Code: exitFailed}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&o.Verbose, "verbose", false, "print every request and answer in full")
	cmd.Flags().Uint64Var(&o.Seed, "seed", 7, "what ids and probe values derive from")
	return cmd
}
