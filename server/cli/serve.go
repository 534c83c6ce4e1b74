package cli

import (
	"context"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/server"
)

// serveOptions are the flags of serve.
type serveOptions struct {
	listen, adminListen        string
	data                       string
	memory                     bool
	basePath, profile, mood    string
	publicURL                  string
	tlsCert, tlsKey            string
	ready, logFormat, logLevel string
	maxBody                    int64
	maxHeader                  int
	limits                     []string
	maxResults, exchanges      int
	headerTimeout, readTimeout time.Duration
	writeTimeout, idleTimeout  time.Duration
	drain                      time.Duration
	seed, clock, sync          string
	switches, defects          []string
	trusts                     []string
	trustKeys, clientKeys      string
	shortSecrets               bool
	adminTokenEnv              string
	issueToken, print          bool
	config                     string
}

func serveCommand() *cobra.Command {
	var o serveOptions
	c := &cobra.Command{
		Use:   "serve",
		Short: "Run the reference SCIM server",
		Long: `Run the reference SCIM server.

Without arguments it works at once: it creates its data directory, an organisation "dev" and one token,
and prints how to use them. SIGTERM and SIGINT let running requests finish before it ends.`,
		Example: `  entrasim serve
  entrasim serve --profile wando --listen 127.0.0.1:0 --memory --ready json`,
		Args: exactly(),
		RunE: func(c *cobra.Command, _ []string) error {
			given := changed(c.Flags())
			if path := os.Getenv(envName("config")); path != "" && !given["config"] {
				o.config = path
			}
			if o.config != "" {
				if err := fromFile(c.Flags(), given, o.config); err != nil {
					return err
				}
			}
			if err := fromEnvironment(c.Flags(), given); err != nil {
				return err
			}
			if o.print {
				return printSettings(c.OutOrStdout(), c.Flags())
			}
			ctx, stop := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			// After the first signal the default action is back: a second one ends the process at once.
			context.AfterFunc(ctx, func() { signal.Reset(os.Interrupt, syscall.SIGTERM) })
			return serve(ctx, o, c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	f := c.Flags()
	f.StringVar(&o.listen, "listen", "127.0.0.1:8480", "address of the SCIM port; port 0 picks a free one")
	f.StringVar(&o.adminListen, "admin-listen", "127.0.0.1:8481", "address of the admin API, health and metrics; port 0 picks a free one")
	f.StringVar(&o.data, "data", defaultData, "data directory, created when missing, or URL of a PostgreSQL database (set it as ENTRASIM_DATA when it holds a password)")
	f.BoolVar(&o.memory, "memory", false, "keep everything in memory instead; nothing survives")
	f.StringVar(&o.basePath, "base-path", "", `path in front of /Users (default "/scim/v2", or the profile's)`)
	f.StringVar(&o.profile, "profile", "", `preset: "wando" (base path /api/auth/scim/v2, roles member < boss < admin)`)
	f.StringVar(&o.mood, "mood", server.DefaultMood, "mood of new organisations: entra (tolerant), strict (RFC to the letter) or awkward (legal but inconvenient)")
	f.StringSliceVar(&o.switches, "switch", nil, "NAME=CHOICE for every organisation, over its mood (repeatable; entrasim switches lists them)")
	f.StringSliceVar(&o.defects, "defect", nil, "defect that every organisation has (repeatable; entrasim defects lists them)")
	f.StringSliceVar(&o.trusts, "trust-tenant", nil, "TENANT=ORG[/PROVIDER]: accept the tokens that this Entra tenant issues itself, for an application without secret (repeatable)")
	f.StringVar(&o.trustKeys, "trust-keys", "", "where the keys of these tenants are: URL or file, {tid} stands for the tenant (default: Entra's)")
	f.StringVar(&o.clientKeys, "client-keys", "", "where the keys of client assertions are: URL, {tid} stands for the tenant (default: Entra's)")
	f.BoolVar(&o.shortSecrets, "short-secrets", false, "let secrets of OAuth clients expire in less than a year")
	f.StringVar(&o.publicURL, "public-url", "", "scheme and host that clients see, used in locations (default: the request's own)")
	f.StringVar(&o.tlsCert, "tls-cert", "", "certificate chain, PEM; with --tls-key the server speaks HTTPS")
	f.StringVar(&o.tlsKey, "tls-key", "", "private key, PEM")
	f.StringVar(&o.ready, "ready", "text", "what to print on stdout when it answers: text, or json (one line)")
	f.StringVar(&o.logFormat, "log-format", "text", "logs on stderr: text or json")
	f.StringVar(&o.logLevel, "log-level", "info", "debug (every request), info, warn or error")
	f.Int64Var(&o.maxBody, "max-body", server.DefaultMaxBody, "largest request body in bytes")
	f.IntVar(&o.maxHeader, "max-header", 64<<10, "largest request header in bytes, with the target")
	f.StringSliceVar(&o.limits, "limit", nil, "NAME=NUMBER: limit of every organisation that has none of its own (repeatable; entrasim org set --help lists them)")
	f.IntVar(&o.maxResults, "max-results", server.DefaultMaxResults, "largest page of a list")
	f.IntVar(&o.exchanges, "exchanges", server.DefaultExchanges, "recent exchanges kept for the admin API; -1 keeps none")
	f.DurationVar(&o.headerTimeout, "header-timeout", 10*time.Second, "time to send the request header; then the connection is closed")
	f.DurationVar(&o.readTimeout, "read-timeout", 30*time.Second, "time to send the whole request; then it is answered with 408")
	f.DurationVar(&o.writeTimeout, "write-timeout", time.Minute, "time to answer and to take the answer; then the connection is closed")
	f.DurationVar(&o.idleTimeout, "idle-timeout", 2*time.Minute, "time an idle connection is kept")
	f.DurationVar(&o.drain, "drain", 10*time.Second, "time for running requests to finish when the server is told to end")
	f.StringVar(&o.seed, "seed", "", "whole number that resource ids, awkward switches and defects follow from (default: random ids)")
	f.StringVar(&o.clock, "clock", "", "fixed RFC 3339 time for reproducible output (default: the wall clock)")
	f.StringVar(&o.sync, "sync", "full", "durability of an acknowledged write: full (survives power loss) or normal (survives kill -9)")
	f.StringVar(&o.adminTokenEnv, "admin-token-env", "", "variable with a token that the admin API then demands; lifts its restriction to loopback")
	f.BoolVar(&o.issueToken, "issue-token", false, "issue and show a new token for the organisation dev, whatever there is")
	f.StringVar(&o.config, "config", "", "YAML file of flag names and values")
	f.BoolVar(&o.print, "print-config", false, "print the effective values and end")
	return c
}

// serverConfig turns the flags into the facade's Config, without logger and admin token.
func (o serveOptions) serverConfig() (server.Config, error) {
	cfg := server.Config{
		DataDir: o.data, Memory: o.memory, BasePath: o.basePath, PublicURL: o.publicURL, Profile: o.profile, Mood: o.mood,
		MaxBody: o.maxBody, MaxResults: o.maxResults, Exchanges: o.exchanges, Defects: o.defects, Switches: map[string]string{},
	}
	switches, err := readSwitches(o.switches)
	if err != nil {
		return cfg, err
	}
	for name, choice := range switches {
		if choice == nil {
			return cfg, usage(nil, "write it like op-case=strict", "--switch %s has no choice", name)
		}
		cfg.Switches[name] = *choice
	}
	if cfg.EntraTrusts, err = readTrusts(o.trusts, o.trustKeys); err != nil {
		return cfg, err
	}
	if cfg.Limits, err = readLimits(o.limits); err != nil {
		return cfg, err
	}
	if o.maxHeader < 4<<10 {
		return cfg, usage(nil, "give at least 4096: what Entra sends needs room", "--max-header %d is too small", o.maxHeader)
	}
	cfg.ClientKeys, cfg.ShortSecrets = o.clientKeys, o.shortSecrets
	if o.seed != "" {
		n, err := strconv.ParseUint(o.seed, 10, 64)
		if err != nil {
			return cfg, usage(nil, "give a whole number from 0 up, or leave it out", "--seed %q is not a number", o.seed)
		}
		cfg.Seed = &n
	}
	if o.clock != "" {
		t, err := time.Parse(time.RFC3339, o.clock)
		if err != nil {
			return cfg, usage(nil, "write it like 2026-03-02T08:00:00Z", "--clock %q is not an RFC 3339 time", o.clock)
		}
		cfg.Now = func() time.Time { return t }
	}
	switch full := o.sync == "full"; o.sync {
	case "full", "normal":
		cfg.SyncFull = &full
	default:
		return cfg, usage(nil, "choose full or normal", "--sync %q is unknown", o.sync)
	}
	if o.ready != "text" && o.ready != "json" {
		return cfg, usage(nil, "choose text or json", "--ready %q is unknown", o.ready)
	}
	for name, d := range map[string]time.Duration{
		"header-timeout": o.headerTimeout, "read-timeout": o.readTimeout, "write-timeout": o.writeTimeout,
		"idle-timeout": o.idleTimeout, "drain": o.drain,
	} {
		if d <= 0 {
			return cfg, usage(nil, "give a positive duration like 30s", "--%s must be positive", name)
		}
	}
	if o.adminTokenEnv != "" {
		if cfg.AdminToken = os.Getenv(o.adminTokenEnv); cfg.AdminToken == "" {
			return cfg, usage(nil, "set the variable, or leave --admin-token-env out", "--admin-token-env: %s is empty", o.adminTokenEnv)
		}
	}
	return cfg, nil
}

// readTrusts reads TENANT=ORG[/PROVIDER].
func readTrusts(list []string, keys string) ([]server.EntraTrust, error) {
	var out []server.EntraTrust
	for _, text := range list {
		tenant, target, ok := strings.Cut(text, "=")
		org, provider, named := strings.Cut(target, "/")
		if !ok || org == "" || named && provider == "" {
			return nil, usage(nil, "write it like 7fe81447-da57-4385-becb-6de57f21477e=acme/acme-entra", "--trust-tenant %q is not TENANT=ORG/PROVIDER", text)
		}
		if !named {
			provider = org + "-entra"
		}
		out = append(out, server.EntraTrust{Tenant: tenant, Organisation: org, Provider: provider, Keys: strings.ReplaceAll(keys, "{tid}", tenant)})
	}
	if len(out) == 0 && keys != "" {
		return nil, usage(nil, "name a tenant with --trust-tenant, or leave it out", "--trust-keys means nothing without --trust-tenant")
	}
	return out, nil
}
