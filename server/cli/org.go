package cli

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

type organisation struct {
	ID      string    `json:"id"`
	Name    string    `json:"name"`
	Roles   []string  `json:"roles"`
	Mood    string    `json:"mood"`
	Created time.Time `json:"created"`
}

func orgCommand() *cobra.Command {
	return group("org", "Manage organisations", orgCreate(), orgList(), orgShow(), orgSet(), orgDelete())
}

func orgCreate() *cobra.Command {
	var (
		conn  connection
		name  string
		roles []string
	)
	c := &cobra.Command{
		Use: "create ID", Short: "Create an organisation", Args: exactly("ID"),
		Example: `  entrasim org create acme --name "Acme Ltd" --roles member,boss,admin`,
		RunE: run(func(c *cobra.Command, args []string) error {
			return conn.with(c, func(ctx context.Context, cl *client) error {
				var o organisation
				in := map[string]string{"id": args[0], "name": name}
				if err := cl.call(ctx, http.MethodPost, "/admin/v1/organisations", in, &o); err != nil {
					return err
				}
				if c.Flags().Changed("roles") {
					list := roleList{roles}
					if err := cl.call(ctx, http.MethodPut, orgPath(o.ID, "roles"), list, &list); err != nil {
						return err
					}
					o.Roles = list.Roles
				}
				if conn.asJSON {
					return printJSON(c.OutOrStdout(), o)
				}
				fmt.Fprintf(c.OutOrStdout(), "created organisation %s\n", o.ID)
				note(c, "issue a token for it with: entrasim token issue --org %s", o.ID)
				return nil
			})
		}),
	}
	conn.flags(c)
	c.Flags().StringVar(&name, "name", "", "name for people (default: the id)")
	c.Flags().StringSliceVar(&roles, "roles", nil, "role list, lowest first (default: the server's profile)")
	return c
}

func orgList() *cobra.Command {
	var conn connection
	c := &cobra.Command{
		Use: "list", Short: "List organisations", Args: exactly(),
		RunE: run(func(c *cobra.Command, _ []string) error {
			return conn.with(c, func(ctx context.Context, cl *client) error {
				var out struct {
					Organisations []organisation `json:"organisations"`
				}
				if err := cl.call(ctx, http.MethodGet, "/admin/v1/organisations", nil, &out); err != nil {
					return err
				}
				if conn.asJSON {
					return printJSON(c.OutOrStdout(), out)
				}
				var rows [][]string
				for _, o := range out.Organisations {
					rows = append(rows, []string{o.ID, o.Name, dash(strings.Join(o.Roles, " < ")), o.Mood, stamp(o.Created)})
				}
				return printTable(c.OutOrStdout(), []string{"ID", "NAME", "ROLES", "MOOD", "CREATED"}, rows)
			})
		}),
	}
	conn.flags(c)
	return c
}

func orgDelete() *cobra.Command {
	var (
		conn connection
		yes  bool
	)
	c := &cobra.Command{
		Use: "delete ID", Short: "Delete an organisation with everything in it", Args: exactly("ID"),
		RunE: run(func(c *cobra.Command, args []string) error {
			if !yes {
				return usage(nil, "if you mean it, add --yes", "deleting %s removes its tokens, users, groups and roles for good", args[0])
			}
			return conn.with(c, func(ctx context.Context, cl *client) error {
				if err := cl.call(ctx, http.MethodDelete, orgPath(args[0]), nil, nil); err != nil {
					return err
				}
				return conn.done(c, "deleted", args[0])
			})
		}),
	}
	conn.flags(c)
	c.Flags().BoolVar(&yes, "yes", false, "really delete")
	return c
}

// done reports an action that has no other result.
func (c *connection) done(cmd *cobra.Command, what, id string) error {
	if c.asJSON {
		return printJSON(cmd.OutOrStdout(), map[string]string{what: id})
	}
	_, err := fmt.Fprintln(cmd.OutOrStdout(), what, id)
	return err
}
