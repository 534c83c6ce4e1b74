package suites

import (
	"fmt"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// CommandLine is the command line that repeats the run, with extra arguments that say where the secrets come from and the
// like. No secret is ever part of it.
func (o Options) CommandLine(extra ...string) string {
	args := append([]string{"entrasim", "conform", "--url", o.URL}, extra...)
	args = append(args, "--profile", o.Profile, "--seed", fmt.Sprint(o.Seed))
	for _, id := range o.Checks {
		args = append(args, "--check", id)
	}
	if o.Filter != "" {
		args = append(args, "--label", o.Filter)
	}
	if o.Shuffle {
		args = append(args, "--shuffle")
	}
	if o.ReadBack > 0 {
		args = append(args, "--read-back", o.ReadBack.String())
	}
	if o.Timeout > 0 && o.Timeout != harness.DefaultTimeout {
		args = append(args, "--timeout", o.Timeout.String())
	}
	if o.AllowWrites {
		args = append(args, "--allow-writes")
	}
	for _, gate := range o.Allow {
		if gate == string(harness.GateDestructive) {
			args = append(args, "--allow-destructive")
		} else {
			args = append(args, "--allow", gate)
		}
	}
	args = append(args, o.OAuth.flags()...)
	return Quote(args...)
}

// Quote makes a command line of its words, for a shell.
func Quote(args ...string) string {
	quoted := make([]string, len(args))
	for i, a := range args {
		quoted[i] = shellQuote(a)
	}
	return strings.Join(quoted, " ")
}

// secretFlags say where a run that is repeated finds its secrets.
func (o Options) secretFlags() []string {
	args := []string{"--token-env", "ENTRASIM_TOKEN"}
	if o.OtherToken != "" {
		args = append(args, "--other-token-env", "ENTRASIM_OTHER_TOKEN")
	}
	if o.OAuth != nil {
		args = append(args, "--oauth-secret-env", "ENTRASIM_OAUTH_SECRET")
	}
	return args
}

// flags are those of the client but for its secret.
func (c *OAuthClient) flags() []string {
	if c == nil {
		return nil
	}
	args := []string{"--oauth-token-url", c.TokenURL, "--oauth-client-id", c.ID}
	if c.Scope != "" {
		args = append(args, "--oauth-scope", c.Scope)
	}
	if c.SecretInBody {
		args = append(args, "--oauth-secret-in-body")
	}
	return args
}

// shellQuote quotes what a shell would read otherwise.
func shellQuote(s string) string {
	if s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=@,+") == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
