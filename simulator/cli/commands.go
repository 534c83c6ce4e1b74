package cli

import "github.com/spf13/cobra"

// Commands returns the simulator's commands, ready to be added to a root command.
func Commands() []*cobra.Command {
	return []*cobra.Command{newConnect(), newProvision(), newJob(), newExplain(), newLogs(), newExpr(), newDials(), newDirectory(), newValidate()}
}
