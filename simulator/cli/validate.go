package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/entrasim/entrasim/simulator"
	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
	"github.com/entrasim/entrasim/simulator/internal/validator"
	"github.com/entrasim/entrasim/simulator/internal/validator/acting"
	"github.com/entrasim/entrasim/simulator/internal/validator/trial"
)

// validate holds the flags of the command of that name.
type validate struct {
	target
	tools, tests, without       []string
	discover, noGroups          bool
	schema, userJoin, groupJoin string
	patch                       string
	oauth                       trial.OAuth
	secretEnv, assertionFile    string
	allowWrites, strict, list   bool
	asJSON, verbose             bool
}

func newValidate() *cobra.Command {
	v := &validate{}
	cmd := &cobra.Command{
		Use:   "validate --url URL [--tool validator|gallery]",
		Short: "Act out Microsoft's SCIM Validator and the app gallery's 25 tests",
		Long: `Act out the two testing tools of Microsoft, request for request as far as evidence goes: the Microsoft Entra SCIM
Validator (25 mandatory and 7 preview tests) and the validation Logic App of the app gallery (25 tests). Each test says what
the tool would make of the endpoint, and what RFC 7643 and RFC 7644 make of it: the tools are known to be wrong in places.

The validator's attributes are its default ones, those of /Schemas (--discover), or those of a provisioning schema exported
from Entra (--mapping FILE). What the gallery's tests do by way of a tenant is acted out by a provisioning job of this program.

The tests create marked users and groups, and remove them, also when interrupted. An endpoint that is not this machine needs
--allow-writes. Two runs at the same time against one endpoint need different seeds.

Exit codes: 0 fine, 1 mandatory tests failed (--strict: any test that either side is not content with), 2 usage,
3 the endpoint cannot be reached or refuses the token.`,
		Example: `  entrasim validate --url https://app.example.com/scim/v2 --token-env SCIM_TOKEN --allow-writes
  entrasim validate --url http://127.0.0.1:8480/scim/v2 --tool validator --discover
  entrasim validate --url http://127.0.0.1:8480/scim/v2 --test V6 --verbose
  entrasim validate --list`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if stop, err := settle(cmd); stop || err != nil {
				return err
			}
			if v.list {
				return listValidations(cmd, v.tools, v.asJSON)
			}
			return v.run(cmd)
		},
	}
	v.register(cmd.Flags())
	addSettings(cmd.Flags())
	return cmd
}

func (v *validate) register(fs *pflag.FlagSet) {
	fs.StringVar(&v.url, "url", "", "tenant URL of the SCIM endpoint (required)")
	fs.StringVar(&v.tokenEnv, "token-env", defaultTokenEnv, "environment variable that holds the secret token")
	fs.StringVar(&v.tokenFile, "token-file", "", "file that holds the secret token")
	fs.BoolVar(&v.insecure, "insecure", false, "accept any certificate of the endpoint")
	fs.StringVar(&v.caFile, "ca-file", "", "PEM file with the certificate authorities to trust instead of the system's")
	fs.Uint64Var(&v.seed, "seed", 1, "what all made-up names and values derive from")
	fs.StringSliceVar(&v.tools, "tool", nil, "validator or gallery; both without it")
	fs.StringArrayVar(&v.tests, "test", nil, "run this test only, by its id or name; can be repeated; see --list")
	fs.BoolVar(&v.discover, "discover", false, "take the validator's attributes from /Schemas")
	fs.StringVar(&v.schema, "mapping", "", "take the attributes from a schema file exported from a job, or from "+strings.Join(simulator.Mappings(), ", "))
	fs.StringVar(&v.userJoin, "user-join", "userName", "joining property of users")
	fs.StringVar(&v.groupJoin, "group-join", "displayName", "joining property of groups")
	fs.BoolVar(&v.noGroups, "no-groups", false, "leave groups out")
	fs.StringSliceVar(&v.without, "without", nil, "abilities the endpoint does not have: "+strings.Join(validator.Abilities(), ", "))
	fs.StringVar(&v.patch, "patch", "", "how many attributes are changed at once: folded or verbose; each tool has its own default")
	fs.StringVar(&v.oauth.TokenEndpoint, "token-endpoint", "", "OAuth token endpoint, for the gallery's two authentication tests")
	fs.StringVar(&v.oauth.ClientID, "client-id", "", "client identifier for it")
	fs.StringVar(&v.secretEnv, "client-secret-env", "", "environment variable that holds the client secret for it")
	fs.StringVar(&v.assertionFile, "client-assertion-file", "", "file that holds a signed JWT which it trusts, for Federated_Identity_Test")
	fs.StringVar(&v.oauth.Scope, "scope", "", "OAuth scope for it")
	fs.BoolVar(&v.allowWrites, "allow-writes", false, "consent to creating and deleting data in an endpoint that is not this machine")
	fs.BoolVar(&v.strict, "strict", false, "count preview and optional tests, false alarms and what the tools do not see, too")
	fs.BoolVar(&v.list, "list", false, "list the tests with the evidence behind them, and stop")
	fs.BoolVar(&v.asJSON, "json", false, "print one JSON document instead of tables")
	fs.BoolVar(&v.verbose, "verbose", false, "show every demand, with requests and answers")
}

func (v *validate) run(cmd *cobra.Command) error {
	cfg, err := v.settings()
	if err != nil {
		return err
	}
	out := newVoice(cmd, v.verbose)
	out.quiet = v.asJSON
	done := 0
	cfg.OnResult = func(r validator.Result) {
		done++
		out.show("%s: %s (%s)", r.Test.Tool, r.Name, plural(done, "test"))
	}
	rep, failure := validator.Run(cmd.Context(), cfg)
	out.clear()
	if len(rep.Runs) > 0 {
		if err := v.print(cmd, out, rep); err != nil {
			return err
		}
	}
	return v.conclude(rep, failure)
}

// print shows the report.
func (v *validate) print(cmd *cobra.Command, out *voice, rep validator.Report) error {
	for _, w := range rep.Warnings {
		out.warn(w)
	}
	for _, c := range rep.Left {
		out.warn(fmt.Sprintf("%s may be left behind in /%s: %s", strings.TrimSpace(c.Name+" "+c.ID), c.Endpoint, c.Problem))
	}
	if v.asJSON {
		return writeJSON(cmd, rep)
	}
	tellValidations(out, rep)
	return nil
}

// conclude makes the exit code of a run.
func (v *validate) conclude(rep validator.Report, failure error) error {
	var config *validator.ConfigError
	switch {
	case errors.As(failure, &config):
		return usage(failure, config.Hint(), "")
	case failure != nil && len(rep.Runs) == 0:
		return usage(failure, orElse(hintOf(failure), "see `entrasim validate --help`"), "")
	case errors.Is(failure, context.Canceled):
		return &Error{Message: "interrupted", Remedy: "what the tests had created has been removed, but for what a warning names", Code: exitFailed}
	case failure != nil:
		hint := orElse(hintOf(failure), "see what the endpoint's log says")
		return &Error{Message: "the tests did not get through", Cause: failure, Remedy: hint, Code: exitFailed}
	}
	if n := rep.Findings(v.strict); n > 0 {
		what := "mandatory test"
		if v.strict {
			what = "test"
		}
		return &Error{
			Message: plural(n, what) + " failed", Code: exitFindings,
			Remedy: "--verbose shows every demand with requests and answers, --test ID runs one test alone",
		}
	}
	return nil
}

// settings makes the configuration of the flags.
func (v *validate) settings() (validator.Config, error) {
	cfg := validator.Config{
		URL: v.url, Insecure: v.insecure, Now: simulator.NewVirtualClock(time.Time{}).Now, Only: v.tests, Discover: v.discover,
		UserJoin: v.userJoin, GroupJoin: v.groupJoin, NoGroups: v.noGroups, Without: v.without, Patch: validator.PatchForm(v.patch),
		Seed: v.seed, AllowWrites: v.allowWrites, OAuth: v.oauth,
	}
	if v.url == "" {
		return cfg, usage(nil, "give the tenant URL, for example --url https://app.example.com/scim/v2", "no tenant URL")
	}
	for _, t := range v.tools {
		cfg.Tools = append(cfg.Tools, trial.Tool(t))
	}
	var err error
	if cfg.Token, err = v.token(); err != nil {
		return cfg, err
	}
	if cfg.RootCAs, err = v.authorities(); err != nil {
		return cfg, err
	}
	if v.schema != "" {
		if cfg.Mapping, err = mapping.Load(v.schema); err != nil {
			return cfg, usage(err, orElse(hintOf(err), "name the file of a provisioning schema exported from a job"), "read schema")
		}
	}
	if v.secretEnv != "" {
		if cfg.OAuth.ClientSecret = os.Getenv(v.secretEnv); cfg.OAuth.ClientSecret == "" {
			return cfg, usage(nil, "set it, or name another variable with --client-secret-env", "no client secret: the environment variable %s is not set", v.secretEnv)
		}
	}
	if v.assertionFile != "" {
		if v.oauth.TokenEndpoint == "" {
			return cfg, usage(nil, "give --token-endpoint, or leave the assertion out", "--client-assertion-file without a token endpoint")
		}
		if cfg.OAuth.Assertion, err = readAssertion(v.assertionFile); err != nil {
			return cfg, err
		}
	}
	cfg.NewJob = acting.Jobs(simulator.Config{
		URL: plainURL(v.url), Token: cfg.Token, Mapping: v.schema, Seed: v.seed, RootCAs: cfg.RootCAs, Insecure: v.insecure,
	})
	return cfg, nil
}

// plainURL leaves the flags out, which must not be in the URL that these tools are given. What is no URL is left as it is:
// the run refuses it.
func plainURL(raw string) string {
	t, err := scimclient.ParseTenantURL(raw)
	switch {
	case err != nil:
		return raw
	case t.Query == "":
		return t.Base
	default:
		return t.Base + "?" + t.Query
	}
}
