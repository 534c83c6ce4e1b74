package cli

import "github.com/spf13/cobra"

// Commands returns the commands that judge and show, ready to be added to a root command.
func Commands() []*cobra.Command {
	return []*cobra.Command{newConform(), newGradeClient(), newReport(), newDemo()}
}
