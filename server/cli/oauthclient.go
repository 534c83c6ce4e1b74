package cli

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/spf13/cobra"
)

// oauthClient is a registered OAuth client.
type oauthClient struct {
	ID           string           `json:"id"`
	Organisation string           `json:"organisation"`
	Provider     string           `json:"provider"`
	Scopes       []string         `json:"scopes"`
	Lifetime     string           `json:"lifetime"`
	Secrets      []clientSecret   `json:"secrets"`
	Federations  []jsontext.Value `json:"federations"`
	Created      time.Time        `json:"created"`
}

type clientSecret struct {
	ID      string    `json:"id"`
	Label   string    `json:"label"`
	Created time.Time `json:"created"`
	Expires time.Time `json:"expires"`
	Revoked time.Time `json:"revoked,omitzero"`
	State   string    `json:"state"`
}

func clientCommand() *cobra.Command {
	return group("client", "Manage OAuth clients that get tokens from this server",
		clientRegister(), clientList(), clientSecretCommand(), clientRevoke(), clientRemove())
}

func clientRegister() *cobra.Command {
	var (
		conn                    connection
		org, provider, lifetime string
		scopes                  []string
		federation              string
	)
	c := &cobra.Command{
		Use: "register ID", Short: "Register an OAuth client (client credentials, workload identity)", Args: exactly("ID"),
		Long: `Register an OAuth client. Give it a secret with entrasim client secret, or say with --federation which workload identity
may sign for it: a JSON file with tenant, subject, appId, and optionally caller and keySet, or an array of such.`,
		RunE: run(func(c *cobra.Command, args []string) error {
			if provider == "" {
				provider = org + "-entra"
			}
			in := map[string]any{"id": args[0], "provider": provider}
			if len(scopes) > 0 {
				in["scopes"] = scopes
			}
			if lifetime != "" {
				in["lifetime"] = lifetime
			}
			if federation != "" {
				list, err := federations(c, federation)
				if err != nil {
					return err
				}
				in["federations"] = list
			}
			return conn.with(c, func(ctx context.Context, cl *client) error {
				var made oauthClient
				if err := cl.call(ctx, http.MethodPost, orgPath(org, "clients"), in, &made); err != nil {
					return err
				}
				if conn.asJSON {
					return printJSON(c.OutOrStdout(), made)
				}
				fmt.Fprintf(c.OutOrStdout(), "registered client %s\n", made.ID)
				if len(made.Federations) == 0 {
					note(c, "give it a secret with: entrasim client secret %s --org %s", made.ID, org)
				}
				return nil
			})
		}),
	}
	conn.flags(c)
	orgFlag(c, &org)
	f := c.Flags()
	f.StringVar(&provider, "provider", "", `provider that its tokens act for (default "<org>-entra"), created when missing`)
	f.StringSliceVar(&scopes, "scopes", nil, `scopes it may ask for (default "scim"); scim.read alone is for reading only, all others are for everything`)
	f.StringVar(&lifetime, "lifetime", "", "of access tokens, 1h to 6h (default 1h)")
	f.StringVar(&federation, "federation", "", "JSON file with the workload identities that may sign for it; - reads stdin")
	return c
}

// federations reads one federation or an array of them.
func federations(c *cobra.Command, name string) ([]jsontext.Value, error) {
	doc, err := settingsFile(c, name)
	if err != nil {
		return nil, err
	}
	if doc.Kind() != '[' {
		doc = append(append(jsontext.Value("["), doc...), ']')
	}
	var list []jsontext.Value
	if err := json.Unmarshal(doc, &list); err != nil {
		return nil, usage(err, "write an object with tenant, subject and appId, or an array of such", "read %s", name)
	}
	return list, nil
}

func clientList() *cobra.Command {
	var (
		conn connection
		org  string
	)
	c := &cobra.Command{
		Use: "list", Short: "List OAuth clients and the state of their secrets", Args: exactly(),
		RunE: run(func(c *cobra.Command, _ []string) error {
			return conn.with(c, func(ctx context.Context, cl *client) error {
				var out struct {
					Clients []oauthClient `json:"clients"`
				}
				if err := cl.call(ctx, http.MethodGet, orgPath(org, "clients"), nil, &out); err != nil {
					return err
				}
				if conn.asJSON {
					return printJSON(c.OutOrStdout(), out)
				}
				var rows [][]string
				for _, x := range out.Clients {
					var secrets []string
					for _, s := range x.Secrets {
						secrets = append(secrets, s.ID+" "+s.State)
					}
					rows = append(rows, []string{
						x.ID, x.Provider, strings.Join(x.Scopes, " "), x.Lifetime, dash(strings.Join(secrets, ", ")),
						fmt.Sprint(len(x.Federations)), stamp(x.Created),
					})
				}
				return printTable(c.OutOrStdout(), []string{"ID", "PROVIDER", "SCOPES", "TOKENS LIVE", "SECRETS", "FEDERATIONS", "CREATED"}, rows)
			})
		}),
	}
	conn.flags(c)
	orgFlag(c, &org)
	return c
}

func clientSecretCommand() *cobra.Command {
	var (
		conn       connection
		org, label string
	)
	c := &cobra.Command{
		Use: "secret ID", Short: "Make a client secret and show it, once", Args: exactly("ID"),
		Long: `Make a client secret and show it, once. It is the only thing on stdout, is stored as a hash and lives a year. Two may be
live at once, so that one can be rotated without an outage.`,
		RunE: run(func(c *cobra.Command, args []string) error {
			return conn.with(c, func(ctx context.Context, cl *client) error {
				var made struct {
					clientSecret
					Client string `json:"client"`
					Value  string `json:"value"`
				}
				in := map[string]string{"label": label}
				if err := cl.call(ctx, http.MethodPost, orgPath(org, "clients", args[0], "secrets"), in, &made); err != nil {
					return err
				}
				if conn.asJSON {
					return printJSON(c.OutOrStdout(), made)
				}
				note(c, "secret %s of client %s, until %s; it cannot be shown again", made.ID, made.Client, stamp(made.Expires))
				_, err := fmt.Fprintln(c.OutOrStdout(), made.Value)
				return err
			})
		}),
	}
	conn.flags(c)
	orgFlag(c, &org)
	c.Flags().StringVar(&label, "label", "", "what it is for")
	return c
}

func clientRevoke() *cobra.Command {
	var (
		conn connection
		org  string
	)
	c := &cobra.Command{
		Use: "revoke ID SECRET", Short: "Revoke a client secret by its id", Args: exactly("ID", "SECRET"),
		RunE: run(func(c *cobra.Command, args []string) error {
			return conn.with(c, func(ctx context.Context, cl *client) error {
				if err := cl.call(ctx, http.MethodDelete, orgPath(org, "clients", args[0], "secrets", args[1]), nil, nil); err != nil {
					return err
				}
				return conn.done(c, "revoked", args[1])
			})
		}),
	}
	conn.flags(c)
	orgFlag(c, &org)
	return c
}

func clientRemove() *cobra.Command {
	var (
		conn connection
		org  string
	)
	c := &cobra.Command{
		Use: "remove ID", Short: "Remove a client; the tokens it was issued end", Args: exactly("ID"),
		RunE: run(func(c *cobra.Command, args []string) error {
			return conn.with(c, func(ctx context.Context, cl *client) error {
				if err := cl.call(ctx, http.MethodDelete, orgPath(org, "clients", args[0]), nil, nil); err != nil {
					return err
				}
				return conn.done(c, "removed", args[0])
			})
		}),
	}
	conn.flags(c)
	orgFlag(c, &org)
	return c
}
