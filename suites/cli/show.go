package cli

import (
	"fmt"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/suites"
)

func newShow() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "show CHECK…",
		Short: "Tell what a check sends, what it allows and why it matters",
		Long: `Tell all about a check: what it sends, what it allows, what Entra makes of a target that fails, and what to do then. The defects
named last show it fail: entrasim serve --defect NAME.`,
		Example: `  entrasim conform show AAD-027
  entrasim conform show PAT-019 PAT-029 --json`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, ids []string) error {
			pages := make([]suites.Page, len(ids))
			for i, id := range ids {
				page, err := suites.Describe(id)
				if err != nil {
					return err
				}
				pages[i] = page
			}
			out := cmd.OutOrStdout()
			if asJSON {
				if err := json.MarshalWrite(out, map[string]any{"pages": pages}, jsontext.WithIndent("  ")); err != nil {
					return fmt.Errorf("write JSON: %w", err)
				}
				_, err := fmt.Fprintln(out)
				return err
			}
			for _, page := range pages {
				if _, err := fmt.Fprint(out, page.Markdown()); err != nil {
					return fmt.Errorf("write the page of %s: %w", page.ID, err)
				}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}
