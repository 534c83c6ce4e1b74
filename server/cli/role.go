package cli

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/spf13/cobra"
)

type roleList struct {
	Roles []string `json:"roles"`
}

type roleMapping struct {
	Organisation string `json:"organisation"`
	GroupID      string `json:"groupId"`
	Role         string `json:"role"`
}

func roleCommand() *cobra.Command {
	return group("role", "Map groups to roles and see who has which",
		roleListCommand(), roleSet(), roleMap(), roleUnmap(), roleGroups(), roleEffective())
}

func roleListCommand() *cobra.Command {
	var (
		conn connection
		org  string
	)
	c := &cobra.Command{
		Use: "list", Short: "Show the role list and which groups give which role", Args: exactly(),
		RunE: run(func(c *cobra.Command, _ []string) error {
			return conn.with(c, func(ctx context.Context, cl *client) error {
				var out struct {
					roleList
					Mappings []roleMapping `json:"mappings"`
				}
				if err := cl.call(ctx, http.MethodGet, orgPath(org, "roles"), nil, &out.roleList); err != nil {
					return err
				}
				var ms struct {
					Mappings []roleMapping `json:"mappings"`
				}
				if err := cl.call(ctx, http.MethodGet, orgPath(org, "role-mappings"), nil, &ms); err != nil {
					return err
				}
				out.Mappings = ms.Mappings
				if conn.asJSON {
					return printJSON(c.OutOrStdout(), out)
				}
				fmt.Fprintf(c.OutOrStdout(), "roles, lowest first: %s\n\n", dash(strings.Join(out.Roles, " < ")))
				var rows [][]string
				for _, m := range out.Mappings {
					rows = append(rows, []string{m.GroupID, m.Role})
				}
				return printTable(c.OutOrStdout(), []string{"GROUP ID", "ROLE"}, rows)
			})
		}),
	}
	conn.flags(c)
	orgFlag(c, &org)
	return c
}

func roleSet() *cobra.Command {
	var (
		conn connection
		org  string
	)
	c := &cobra.Command{
		Use: "set ROLE...", Short: "Set the role list, lowest first", Args: cobra.ArbitraryArgs,
		Example: "  entrasim role set --org acme member boss admin",
		RunE: run(func(c *cobra.Command, args []string) error {
			return conn.with(c, func(ctx context.Context, cl *client) error {
				list := roleList{append([]string{}, args...)}
				if err := cl.call(ctx, http.MethodPut, orgPath(org, "roles"), list, &list); err != nil {
					return err
				}
				if conn.asJSON {
					return printJSON(c.OutOrStdout(), list)
				}
				_, err := fmt.Fprintln(c.OutOrStdout(), dash(strings.Join(list.Roles, " < ")))
				return err
			})
		}),
	}
	conn.flags(c)
	orgFlag(c, &org)
	return c
}

func roleMap() *cobra.Command {
	var (
		conn connection
		org  string
	)
	c := &cobra.Command{
		Use: "map GROUP ROLE", Short: "Give the members of a group (id or displayName) a role", Args: exactly("GROUP", "ROLE"),
		RunE: run(func(c *cobra.Command, args []string) error {
			return conn.with(c, func(ctx context.Context, cl *client) error {
				var m roleMapping
				in := map[string]string{"group": args[0], "role": args[1]}
				if err := cl.call(ctx, http.MethodPost, orgPath(org, "role-mappings"), in, &m); err != nil {
					return err
				}
				if conn.asJSON {
					return printJSON(c.OutOrStdout(), m)
				}
				_, err := fmt.Fprintf(c.OutOrStdout(), "group %s gives role %s\n", m.GroupID, m.Role)
				return err
			})
		}),
	}
	conn.flags(c)
	orgFlag(c, &org)
	return c
}

func roleUnmap() *cobra.Command {
	var (
		conn connection
		org  string
	)
	c := &cobra.Command{
		Use: "unmap GROUP", Short: "Take a group's role away", Args: exactly("GROUP"),
		RunE: run(func(c *cobra.Command, args []string) error {
			return conn.with(c, func(ctx context.Context, cl *client) error {
				if err := cl.call(ctx, http.MethodDelete, orgPath(org, "role-mappings", args[0]), nil, nil); err != nil {
					return err
				}
				return conn.done(c, "unmapped", args[0])
			})
		}),
	}
	conn.flags(c)
	orgFlag(c, &org)
	return c
}
