package cli

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/pflag"

	"github.com/entrasim/entrasim/simulator"
)

// oauth holds the flags of client credentials, which take the place of a secret token.
type oauth struct {
	endpoint, clientID, secretEnv, assertionFile, scope, location string
}

func (o *oauth) flags(fs *pflag.FlagSet) {
	fs.StringVar(&o.endpoint, "token-endpoint", "", "OAuth token endpoint: access tokens are fetched there, in place of a secret token")
	fs.StringVar(&o.clientID, "client-id", "", "client identifier for it")
	fs.StringVar(&o.secretEnv, "client-secret-env", "ENTRASIM_CLIENT_SECRET", "environment variable that holds the client secret for it")
	fs.StringVar(&o.assertionFile, "client-assertion-file", "", "file that holds a signed JWT, in place of a client secret")
	fs.StringVar(&o.scope, "scope", "", "OAuth scope for it")
	fs.StringVar(&o.location, "credential-location", "header", "where client id and secret stand: header or body")
}

// config makes the credentials of the flags; nil when a secret token is used.
func (o *oauth) config() (*simulator.OAuth, error) {
	if o.endpoint == "" {
		if o.clientID != "" {
			return nil, usage(nil, "give --token-endpoint, or leave the client out and use a secret token", "--client-id without a token endpoint")
		}
		return nil, nil
	}
	c := &simulator.OAuth{
		Endpoint: o.endpoint, ClientID: o.clientID, Scope: o.scope, Location: simulator.CredentialLocation(strings.ToLower(o.location)),
	}
	if o.assertionFile != "" {
		var err error
		c.Assertion, err = readAssertion(o.assertionFile)
		return c, err
	}
	if c.Secret = strings.TrimSpace(os.Getenv(o.secretEnv)); c.Secret == "" {
		return nil, usage(nil, fmt.Sprintf("set it (export %s=…), or name another variable with --client-secret-env", o.secretEnv),
			"no client secret: the environment variable %s is not set", o.secretEnv)
	}
	return c, nil
}

// readAssertion reads the file of a signed JWT.
func readAssertion(path string) (string, error) {
	const remedy = "name a file that holds a JWT and nothing else with --client-assertion-file"
	data, err := os.ReadFile(path)
	if err != nil {
		return "", usage(err, remedy, "read client assertion")
	}
	jwt := strings.TrimSpace(string(data))
	if jwt == "" {
		return "", usage(nil, remedy, "read client assertion %s: the file is empty", path)
	}
	return jwt, nil
}
