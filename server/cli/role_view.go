package cli

import (
	"context"
	"fmt"
	"net/http"

	"github.com/spf13/cobra"
)

type groupLine struct {
	ID          string `json:"id"`
	DisplayName string `json:"displayName"`
	ExternalID  string `json:"externalId,omitzero"`
}

// pageSize is how many groups are asked for at a time.
const pageSize = 500

func roleGroups() *cobra.Command {
	var (
		conn connection
		org  string
	)
	c := &cobra.Command{
		Use: "groups", Short: "List the groups that can be mapped", Args: exactly(),
		RunE: run(func(c *cobra.Command, _ []string) error {
			return conn.with(c, func(ctx context.Context, cl *client) error {
				groups := []groupLine{}
				for start := 1; ; {
					var page struct {
						Total     int         `json:"totalResults"`
						Resources []groupLine `json:"Resources"`
					}
					path := fmt.Sprintf("%s?startIndex=%d&count=%d", orgPath(org, "groups"), start, pageSize)
					if err := cl.call(ctx, http.MethodGet, path, nil, &page); err != nil {
						return err
					}
					groups = append(groups, page.Resources...)
					start += len(page.Resources)
					if len(page.Resources) == 0 || start > page.Total {
						break
					}
				}
				if conn.asJSON {
					return printJSON(c.OutOrStdout(), map[string][]groupLine{"groups": groups})
				}
				var rows [][]string
				for _, g := range groups {
					rows = append(rows, []string{g.ID, g.DisplayName, dash(g.ExternalID)})
				}
				return printTable(c.OutOrStdout(), []string{"ID", "DISPLAY NAME", "EXTERNAL ID"}, rows)
			})
		}),
	}
	conn.flags(c)
	orgFlag(c, &org)
	return c
}

type effectiveRole struct {
	UserID   string `json:"userId"`
	UserName string `json:"userName"`
	Active   bool   `json:"active"`
	Role     string `json:"role"`
	GroupID  string `json:"groupId"`
}

func roleEffective() *cobra.Command {
	var (
		conn connection
		org  string
	)
	c := &cobra.Command{
		Use: "effective", Short: "Show who has which role, and which group gives it", Args: exactly(),
		RunE: run(func(c *cobra.Command, _ []string) error {
			return conn.with(c, func(ctx context.Context, cl *client) error {
				var out struct {
					EffectiveRoles []effectiveRole `json:"effectiveRoles"`
				}
				if err := cl.call(ctx, http.MethodGet, orgPath(org, "effective-roles"), nil, &out); err != nil {
					return err
				}
				if conn.asJSON {
					return printJSON(c.OutOrStdout(), out)
				}
				var rows [][]string
				for _, r := range out.EffectiveRoles {
					state := "active"
					if !r.Active {
						state = "inactive"
					}
					rows = append(rows, []string{r.UserName, state, dash(r.Role), dash(r.GroupID), r.UserID})
				}
				return printTable(c.OutOrStdout(), []string{"USER", "STATE", "ROLE", "FROM GROUP", "USER ID"}, rows)
			})
		}),
	}
	conn.flags(c)
	orgFlag(c, &org)
	return c
}
