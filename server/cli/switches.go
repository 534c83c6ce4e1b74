package cli

import (
	"context"
	"net/http"
	"strings"

	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/server/internal/schema"
)

// switchRow is a switch as --json prints it.
type switchRow struct {
	Name     string   `json:"name"`
	About    string   `json:"about"`
	Entra    string   `json:"entra"`
	Strict   string   `json:"strict"`
	Awkward  string   `json:"awkward,omitzero"`
	Evidence string   `json:"evidence"`
	Choices  []string `json:"choices"`
	Choice   string   `json:"choice,omitzero"` // of the organisation asked about
}

func switchesCommand() *cobra.Command {
	var (
		conn     connection
		org      string
		markdown bool
	)
	c := &cobra.Command{
		Use: "switches [NAME]", Short: "List where RFC and Entra disagree, and what the server does in each mood",
		Args: cobra.MaximumNArgs(1),
		Long: `List every place where RFC and Entra disagree, or where the RFC leaves something open that clients stumble over, with
what the server does in each mood and the evidence. With --org the choice of that organisation too.

An organisation sets single switches with: entrasim org set ID --switch NAME=CHOICE`,
		RunE: run(func(c *cobra.Command, args []string) error {
			if markdown {
				_, err := c.OutOrStdout().Write(schema.AppendSwitchTable(nil))
				return err
			}
			rows := switchRows(args)
			if len(rows) == 0 {
				return usage(nil, "entrasim switches lists them", "there is no switch %q", args[0])
			}
			if org == "" {
				return printSwitches(c, conn.asJSON, rows)
			}
			return conn.with(c, func(ctx context.Context, cl *client) error {
				var v settingsView
				if err := cl.call(ctx, http.MethodGet, orgPath(org, "settings"), nil, &v); err != nil {
					return err
				}
				for i := range rows {
					rows[i].Choice = v.Switches[rows[i].Name]
				}
				return printSwitches(c, conn.asJSON, rows)
			})
		}),
	}
	conn.flags(c)
	c.Flags().StringVar(&org, "org", "", "show the choices of this organisation too")
	c.Flags().BoolVar(&markdown, "markdown", false, "print the table as Markdown")
	return c
}

func switchRows(names []string) []switchRow {
	var rows []switchRow
	for _, s := range schema.Switches() {
		if len(names) > 0 && s.Name != names[0] {
			continue
		}
		row := switchRow{Name: s.Name, About: s.Area, Entra: s.Entra, Strict: s.Behaviour(schema.Strict), Awkward: s.Awkward, Evidence: s.Evidence}
		for _, c := range s.Choices() {
			row.Choices = append(row.Choices, string(c))
		}
		rows = append(rows, row)
	}
	return rows
}

// printSwitches prints a paragraph for each: the behaviours are sentences, which no table holds.
func printSwitches(c *cobra.Command, asJSON bool, rows []switchRow) error {
	if asJSON {
		return printJSON(c.OutOrStdout(), struct {
			Switches []switchRow `json:"switches"`
		}{rows})
	}
	var b strings.Builder
	for i, r := range rows {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(r.Name + "  (" + r.About + ")")
		if r.Choice != "" {
			b.WriteString("  = " + r.Choice)
		}
		b.WriteString("\n  entra     " + r.Entra + "\n")
		if r.Strict != r.Entra {
			b.WriteString("  strict    " + r.Strict + "\n")
		}
		if r.Awkward != "" {
			b.WriteString("  awkward   " + r.Awkward + "\n")
		}
		b.WriteString("  evidence  " + r.Evidence + "\n")
	}
	_, err := c.OutOrStdout().Write([]byte(b.String()))
	return err
}
