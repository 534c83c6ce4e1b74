package cli

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/spf13/cobra"
)

type token struct {
	ID           string    `json:"id"`
	Organisation string    `json:"organisation"`
	Provider     string    `json:"provider"`
	Label        string    `json:"label"`
	Created      time.Time `json:"created"`
	Expires      time.Time `json:"expires,omitzero"`
	Revoked      time.Time `json:"revoked,omitzero"`
	LastUsed     time.Time `json:"lastUsed,omitzero"`
	Subject      string    `json:"subject,omitzero"`
	ReadOnly     bool      `json:"readOnly,omitzero"`
	State        string    `json:"state"`
	Secret       string    `json:"secret,omitzero"` // only when just issued
}

func tokenCommand() *cobra.Command {
	return group("token", "Manage bearer tokens", tokenIssue(), tokenList(), tokenRevoke())
}

func orgFlag(c *cobra.Command, org *string) {
	c.Flags().StringVar(org, "org", "dev", "organisation")
}

func tokenIssue() *cobra.Command {
	var (
		conn                          connection
		org, provider, label, subject string
		expiresIn                     time.Duration
		readOnly                      bool
	)
	c := &cobra.Command{
		Use: "issue", Short: "Issue a bearer token and show it, once", Args: exactly(),
		Long: `Issue a bearer token and show it, once.

The token, <rawToken>:<providerId>, is the only thing on stdout. It is stored as a hash and cannot be shown again.
Earlier tokens stay live until they are revoked or expire, so a token can be rotated without an outage.`,
		RunE: run(func(c *cobra.Command, _ []string) error {
			if provider == "" {
				provider = org + "-entra"
			}
			in := map[string]any{"provider": provider, "label": label, "subject": subject, "readOnly": readOnly}
			if expiresIn != 0 {
				in["expiresIn"] = expiresIn.String()
			}
			return conn.with(c, func(ctx context.Context, cl *client) error {
				var t token
				if err := cl.call(ctx, http.MethodPost, orgPath(org, "tokens"), in, &t); err != nil {
					return err
				}
				if conn.asJSON {
					return printJSON(c.OutOrStdout(), t)
				}
				fmt.Fprintln(c.OutOrStdout(), t.Secret)
				note(c, "token %s of provider %s in organisation %s; it cannot be shown again", t.ID, t.Provider, t.Organisation)
				return nil
			})
		}),
	}
	conn.flags(c)
	orgFlag(c, &org)
	c.Flags().StringVar(&provider, "provider", "", "identity provider, created when missing (default: <org>-entra)")
	c.Flags().StringVar(&label, "label", "", "free text for the list")
	c.Flags().StringVar(&subject, "subject", "", "id of the user that it stands for, whom /Me then is (default: nobody, and no /Me)")
	c.Flags().BoolVar(&readOnly, "read-only", false, "it reads and searches, and changes nothing")
	c.Flags().DurationVar(&expiresIn, "expires-in", 0, "how long it lives, like 720h (default: for ever)")
	return c
}

func tokenList() *cobra.Command {
	var (
		conn          connection
		org, provider string
	)
	c := &cobra.Command{
		Use: "list", Short: "List tokens, revoked and expired ones too", Args: exactly(),
		RunE: run(func(c *cobra.Command, _ []string) error {
			return conn.with(c, func(ctx context.Context, cl *client) error {
				var out struct {
					Tokens []token `json:"tokens"`
				}
				if err := cl.call(ctx, http.MethodGet, orgPath(org, "tokens")+"?provider="+url.QueryEscape(provider), nil, &out); err != nil {
					return err
				}
				if conn.asJSON {
					return printJSON(c.OutOrStdout(), out)
				}
				var rows [][]string
				for _, t := range out.Tokens {
					rows = append(rows, []string{t.ID, t.Provider, t.State, stamp(t.Created), stamp(t.Expires), stamp(t.LastUsed), dash(t.Label)})
				}
				return printTable(c.OutOrStdout(), []string{"ID", "PROVIDER", "STATE", "ISSUED", "EXPIRES", "LAST USED", "LABEL"}, rows)
			})
		}),
	}
	conn.flags(c)
	orgFlag(c, &org)
	c.Flags().StringVar(&provider, "provider", "", "only this provider's")
	return c
}

func tokenRevoke() *cobra.Command {
	var (
		conn connection
		org  string
	)
	c := &cobra.Command{
		Use: "revoke TOKEN-ID", Short: "Revoke a token at once", Args: exactly("TOKEN-ID"),
		RunE: run(func(c *cobra.Command, args []string) error {
			return conn.with(c, func(ctx context.Context, cl *client) error {
				if err := cl.call(ctx, http.MethodDelete, orgPath(org, "tokens", args[0]), nil, nil); err != nil {
					return err
				}
				return conn.done(c, "revoked", args[0])
			})
		}),
	}
	conn.flags(c)
	orgFlag(c, &org)
	return c
}
