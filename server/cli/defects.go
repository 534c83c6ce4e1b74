package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/server"
)

func defectsCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "defects [NAME]", Short: "List what the server can get wrong on purpose", Args: cobra.MaximumNArgs(1),
		Long: `List what the server can get wrong on purpose, or say everything about one defect.

Turn one on for an organisation with: entrasim org set ID --defect NAME, or for all of them with: entrasim serve --defect NAME`,
		RunE: run(func(c *cobra.Command, args []string) error {
			all, err := server.Defects(rulesOf(c))
			if err != nil {
				return failed(err, "this build is broken: its rules do not load", "list defects")
			}
			if len(args) == 1 {
				return printDefect(c, asJSON, all, args[0])
			}
			if asJSON {
				return printJSON(c.OutOrStdout(), struct {
					Defects []server.Defect `json:"defects"`
				}{all})
			}
			rows := make([][]string, len(all))
			for i, d := range all {
				rows[i] = []string{d.Name, d.Title, d.Source}
			}
			return printTable(c.OutOrStdout(), []string{"NAME", "WHAT THE SERVER DOES", "SOURCE"}, rows)
		}),
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return c
}

func printDefect(c *cobra.Command, asJSON bool, all []server.Defect, name string) error {
	for _, d := range all {
		if d.Name != name {
			continue
		}
		if asJSON {
			return printJSON(c.OutOrStdout(), d)
		}
		where := "an organisation, or the whole server"
		if d.Front {
			where = "the whole server: it acts before authentication"
		}
		_, err := fmt.Fprintf(c.OutOrStdout(), "%s\n\n%s.\n%s\n\nturned on for    %s\nsource           %s\nnoticed by       %s\n",
			d.Name, strings.TrimSuffix(d.Title, "."), d.Models, where, d.Source, dash(strings.Join(d.Checks, " ")))
		return err
	}
	return usage(nil, "entrasim defects lists them", "there is no defect %q", name)
}
