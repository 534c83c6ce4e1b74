package cli

import "github.com/spf13/cobra"

// Commands returns the simulator's commands, ready to be added to a root command.
func Commands() []*cobra.Command { return CommandsWith(nil) }

// CommandsWith returns the commands of a program that has a reference server, which scenarios are played against when nobody
// names an endpoint. The simulator knows nothing of that server but what server gives.
func CommandsWith(server ServerFactory) []*cobra.Command {
	return []*cobra.Command{
		newConnect(), newProvision(), newJob(), newExplain(), newScenario(server), newAccounts(), newLogs(), newExpr(), newMapping(), newDials(), newDirectory(), newValidate(),
	}
}
