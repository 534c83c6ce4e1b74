package suites

import (
	"net/url"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// OAuthClient is a client of the endpoint's own authorisation server, for the client credentials grant (RFC 6749 §4.4). Some
// checks are about how it is treated; the others go on with Options.Token.
type OAuthClient struct {
	TokenURL     string // absolute
	ID           string
	Secret       string // masked in everything that comes back
	Scope        string // "" asks for none
	SecretInBody bool   // client_secret_post in place of HTTP Basic
}

// Gates names what Options.Allow takes:
//
//	destructive  what would harm data that is not the run's own if the endpoint were wrong, and many requests at once
//	faults       connections that break, answers that get lost
//	load         many requests and thousands of resources
//	me-write     changing the user that the token stands for
func Gates() []string {
	var out []string
	for _, g := range harness.OperatorGates() {
		if g != harness.GateOAuth && g != harness.GateTwoTenants {
			out = append(out, string(g))
		}
	}
	return out
}

// allowed are the gates that the options open by name.
func (o Options) allowed() ([]harness.Gate, error) {
	var open []harness.Gate
	for _, name := range o.Allow {
		switch {
		case name == string(harness.GateTwoTenants):
			return nil, usage("give a token of another tenant: --other-token-env or --other-token-file", "the gate %s is not opened by its name", name)
		case name == string(harness.GateOAuth):
			return nil, usage("configure a client: --oauth-token-url, --oauth-client-id and its secret", "the gate %s is not opened by its name", name)
		case !slices.Contains(Gates(), name):
			return nil, usage("there is "+strings.Join(Gates(), ", "), "unknown gate %q", name)
		}
		open = append(open, harness.Gate(name))
	}
	return open, nil
}

// client is the OAuth client as the harness has it.
func (o Options) client() (*harness.OAuthClient, error) {
	if o.OAuth == nil {
		return nil, nil
	}
	u, err := url.Parse(o.OAuth.TokenURL)
	switch {
	case err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "":
		return nil, usage("write it with scheme and host, like https://login.example.com/oauth/token", "OAuth token URL %q: it is not absolute", o.OAuth.TokenURL)
	case o.OAuth.ID == "" || o.OAuth.Secret == "":
		return nil, usage("give the client's id and its secret", "the OAuth client has no id or no secret")
	}
	c := harness.OAuthClient(*o.OAuth)
	return &c, nil
}

// consented makes sure that somebody agreed to what the specs do to a target that is not this machine.
func (o Options) consented(base *url.URL, specs []harness.Spec, open []harness.Gate) error {
	if o.Handler != nil || harness.Loopback(base) {
		return nil
	}
	if !o.AllowWrites && slices.ContainsFunc(specs, func(s harness.Spec) bool { return s.Effect != harness.EffectRead }) {
		return usage("add --allow-writes if that is all right there, or select checks that only read: --label read",
			"%s is not this machine, and the selected checks create and delete users and groups", base.Host)
	}
	heavy := slices.IndexFunc(specs, func(s harness.Spec) bool {
		closed := slices.Contains(harness.OperatorGates(), s.Gate) && !slices.Contains(open, s.Gate)
		return s.Effect == harness.EffectHeavy && !closed
	})
	if heavy >= 0 && !slices.Contains(open, harness.GateDestructive) {
		return usage("add --allow-destructive if nobody depends on that endpoint, or leave such checks out: --label '!heavy'",
			"%s is not this machine, and %s is a burden to it", base.Host, specs[heavy].ID)
	}
	return nil
}
