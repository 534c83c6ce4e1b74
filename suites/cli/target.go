package cli

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/spf13/pflag"

	"github.com/entrasim/entrasim/suites"
)

// target holds the flags that say whom to talk to and how.
type target struct {
	url, tokenEnv, tokenFile, caFile string
	insecure                         bool
}

// defaultTokenEnv is where the token is looked for when nothing else is said.
const defaultTokenEnv = "ENTRASIM_TOKEN"

func (t *target) flags(fs *pflag.FlagSet) {
	fs.StringVar(&t.url, "url", "", "base URL of the SCIM endpoint, what stands in front of /Users (required)")
	fs.StringVar(&t.tokenEnv, "token-env", defaultTokenEnv, "environment variable that holds the secret token")
	fs.StringVar(&t.tokenFile, "token-file", "", "file that holds the secret token")
	fs.BoolVar(&t.insecure, "insecure", false, "accept any certificate of the endpoint")
	fs.StringVar(&t.caFile, "ca-file", "", "PEM file with the certificate authorities to trust instead of the system's")
}

// apply puts token and transport into the options.
func (t *target) apply(opts *suites.Options) error {
	if t.url == "" {
		return usage(nil, "give the base URL, for example --url https://host/scim/v2", "no base URL")
	}
	var err error
	if opts.Token, err = t.token(); err != nil {
		return err
	}
	if !t.insecure && t.caFile == "" {
		return nil
	}
	authorities, err := t.authorities()
	if err != nil {
		return err
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DisableCompression = true // bodies are evidence
	transport.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: authorities, InsecureSkipVerify: t.insecure}
	opts.Transport = transport
	return nil
}

// warnings are about what works and should not be relied on.
func (t *target) warnings() []string {
	var out []string
	if t.insecure {
		out = append(out, "--insecure: the endpoint's certificate is not verified")
	}
	if u, err := url.Parse(t.url); err == nil && u.Scheme == "http" && !suites.Loopback(u) {
		out = append(out, "plain http: the token travels in the clear, and Entra itself insists on HTTPS with TLS 1.2")
	}
	return out
}

// command is the command line that repeats the run.
func (t *target) command(opts suites.Options) string {
	args := []string{"--token-env", t.tokenEnv}
	if t.tokenFile != "" {
		args = []string{"--token-file", t.tokenFile}
	}
	if t.insecure {
		args = append(args, "--insecure")
	}
	if t.caFile != "" {
		args = append(args, "--ca-file", t.caFile)
	}
	return opts.CommandLine(args...)
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
			return "", usage(nil, "write the token that the endpoint issued into the file", "the token file %s is empty", t.tokenFile)
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
