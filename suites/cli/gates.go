package cli

import (
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/entrasim/entrasim/suites"
)

// gates holds the flags by which the operator opens what no target can open itself.
type gates struct {
	allow            []string
	allowDestructive bool
	other            secret
	oauth            suites.OAuthClient
	oauthSecret      secret
}

func (g *gates) flags(fs *pflag.FlagSet) {
	g.other = secret{flag: "other-token", env: "ENTRASIM_OTHER_TOKEN", what: "token of another tenant"}
	fs.StringSliceVar(&g.allow, "allow", nil, "also run checks that need the operator's word: "+strings.Join(suites.Gates(), ", ")+"; can be repeated")
	fs.BoolVar(&g.allowDestructive, "allow-destructive", false,
		"--allow destructive; also the consent to burden a target that is not this machine, as profile chaos does")
	g.other.flags(fs)
	g.clientFlags(fs)
}

// clientFlags are those of the OAuth client.
func (g *gates) clientFlags(fs *pflag.FlagSet) {
	g.oauthSecret = secret{flag: "oauth-secret", env: "ENTRASIM_OAUTH_SECRET", what: "secret of the OAuth client"}
	fs.StringVar(&g.oauth.TokenURL, "oauth-token-url", "", "token endpoint of the target, to judge client credentials too; without a token the run gets one there")
	fs.StringVar(&g.oauth.ID, "oauth-client-id", "", "id of a client of that token endpoint")
	g.oauthSecret.flags(fs)
	fs.StringVar(&g.oauth.Scope, "oauth-scope", "", "scope that the client asks for")
	fs.BoolVar(&g.oauth.SecretInBody, "oauth-secret-in-body", false, "send the client's secret in the body, not by HTTP Basic")
}

// apply puts the gates into the options.
func (g *gates) apply(opts *suites.Options) error {
	opts.Allow = slices.Clone(g.allow)
	if g.allowDestructive && !slices.Contains(opts.Allow, "destructive") {
		opts.Allow = append(opts.Allow, "destructive")
	}
	var err error
	if g.other.flag != "" {
		if opts.OtherToken, err = g.other.optional(); err != nil {
			return err
		}
	}
	if opts.OtherToken != "" && opts.OtherToken == opts.Token {
		return usage(nil, "issue a token for another tenant of the same endpoint, or leave it out", "the token of another tenant is the token itself")
	}
	if g.oauth.TokenURL == "" && g.oauth.ID == "" {
		return nil
	}
	client := g.oauth
	if client.Secret, err = g.oauthSecret.read(); err != nil {
		return err
	}
	opts.OAuth = &client
	return nil
}

// args tell where a run that is repeated finds the secrets.
func (g *gates) args(opts suites.Options) []string {
	var out []string
	if opts.OtherToken != "" {
		out = append(out, g.other.args()...)
	}
	if opts.OAuth != nil {
		out = append(out, g.oauthSecret.args()...)
	}
	return out
}
