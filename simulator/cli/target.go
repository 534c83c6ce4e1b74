package cli

import (
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/pflag"

	"github.com/entrasim/entrasim/simulator"
)

// target holds the flags that say whom to talk to and how.
type target struct {
	url, tokenEnv, tokenFile, mapping, caFile string
	insecure                                  bool
	dials                                     []string
	oauth                                     oauth
	anonymous                                 bool // no request will be sent, so there need not be a token
	seed                                      uint64
	concurrency                               int
}

// defaultTokenEnv is where the token is looked for when nothing else is said.
const defaultTokenEnv = "ENTRASIM_TOKEN"

func (t *target) flags(fs *pflag.FlagSet) {
	fs.StringVar(&t.url, "url", "", "tenant URL of the SCIM endpoint, flags included (required)")
	fs.StringVar(&t.tokenEnv, "token-env", defaultTokenEnv, "environment variable that holds the secret token")
	fs.StringVar(&t.tokenFile, "token-file", "", "file that holds the secret token")
	t.oauth.flags(fs)
	fs.StringVar(&t.mapping, "mapping", "default", "attribute mappings: "+strings.Join(simulator.Mappings(), ", ")+", or a schema file exported from a job")
	fs.StringArrayVar(&t.dials, "dial", nil, "set a dial, as name=value; can be repeated; see `entrasim dials`")
	fs.Uint64Var(&t.seed, "seed", 1, "what all ids derive from")
	fs.IntVar(&t.concurrency, "concurrency", 0, "objects in flight; 0 leaves it to the dial")
	fs.BoolVar(&t.insecure, "insecure", false, "accept any certificate of the endpoint")
	fs.StringVar(&t.caFile, "ca-file", "", "PEM file with the certificate authorities to trust instead of the system's")
}

// config makes the simulator's configuration of the flags.
func (t *target) config() (simulator.Config, error) {
	cfg := simulator.Config{URL: t.url, Mapping: t.mapping, Seed: t.seed, Insecure: t.insecure, Dials: map[string]string{}}
	if t.url == "" {
		return cfg, usage(nil, "give the tenant URL, for example --url https://app.example.com/scim/v2", "no tenant URL")
	}
	for _, d := range t.dials {
		name, value, ok := strings.Cut(d, "=")
		if !ok {
			return cfg, usage(nil, "write it as name=value; `entrasim dials` lists the names", "dial %q has no value", d)
		}
		cfg.Dials[strings.TrimSpace(name)] = strings.TrimSpace(value)
	}
	if t.concurrency < 0 {
		return cfg, usage(nil, "give a number from 1", "--concurrency %d", t.concurrency)
	}
	if t.concurrency > 0 {
		cfg.Dials["concurrency"] = fmt.Sprint(t.concurrency)
	}
	var err error
	if t.anonymous {
		cfg.Token = "none"
	} else if cfg.OAuth, err = t.oauth.config(); err != nil {
		return cfg, err
	} else if cfg.OAuth == nil {
		if cfg.Token, err = t.token(); err != nil {
			return cfg, err
		}
	}
	cfg.RootCAs, err = t.authorities()
	return cfg, err
}

// token reads the secret token. It never becomes part of an error.
func (t *target) token() (string, error) {
	if t.tokenFile != "" {
		data, err := os.ReadFile(t.tokenFile)
		if err != nil {
			return "", usage(err, "name a file that holds the token and nothing else with --token-file", "read token")
		}
		token := strings.TrimSpace(string(data))
		if token == "" {
			return "", usage(nil, "write the token that the service provider issued into the file", "the token file %s is empty", t.tokenFile)
		}
		return token, nil
	}
	token := strings.TrimSpace(os.Getenv(t.tokenEnv))
	if token == "" {
		return "", usage(nil, fmt.Sprintf("set it (export %s=…), name another variable with --token-env, or use --token-file", t.tokenEnv),
			"no token: the environment variable %s is not set", t.tokenEnv)
	}
	return token, nil
}

var errNoCertificate = errors.New("it holds no certificate in PEM form")

func (t *target) authorities() (*x509.CertPool, error) {
	if t.caFile == "" {
		return nil, nil
	}
	const hint = "name a PEM file (-----BEGIN CERTIFICATE-----) with --ca-file"
	data, err := os.ReadFile(t.caFile)
	if err != nil {
		return nil, usage(err, hint, "read certificate authorities")
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(data) {
		return nil, usage(errNoCertificate, hint, "read certificate authorities %s", t.caFile)
	}
	return pool, nil
}
