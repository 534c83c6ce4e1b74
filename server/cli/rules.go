package cli

import (
	"context"

	"github.com/spf13/cobra"
)

// CommandsWith returns the server's commands, with further defects as rule files by name (server.Config.DefectRules).
func CommandsWith(rules map[string][]byte) []*cobra.Command {
	commands := []*cobra.Command{
		serveCommand(), healthCommand(), orgCommand(), schemaCommand(), tokenCommand(), clientCommand(), roleCommand(),
		backupCommand(), restoreCommand(), switchesCommand(), defectsCommand(),
	}
	for _, c := range commands {
		carry(c, rules)
	}
	return commands
}

// Commands returns the server's commands for the root of the command tree.
func Commands() []*cobra.Command { return CommandsWith(nil) }

type rulesKey struct{}

// carry puts the rules into the context of a command and those below it.
func carry(c *cobra.Command, rules map[string][]byte) {
	if do := c.RunE; do != nil {
		c.RunE = func(c *cobra.Command, args []string) error {
			c.SetContext(context.WithValue(c.Context(), rulesKey{}, rules))
			return do(c, args)
		}
	}
	for _, sub := range c.Commands() {
		carry(sub, rules)
	}
}

func rulesOf(c *cobra.Command) map[string][]byte { return rulesFrom(c.Context()) }

func rulesFrom(ctx context.Context) map[string][]byte {
	rules, _ := ctx.Value(rulesKey{}).(map[string][]byte)
	return rules
}
