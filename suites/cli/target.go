package cli

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net/url"
	"os"

	"github.com/spf13/pflag"

	"github.com/entrasim/entrasim/suites"
)

// target holds the flags that say whom to talk to and how.
type target struct {
	url, caFile string
	token       secret
	insecure    bool
	network
	about
	fs *pflag.FlagSet
}

func (t *target) flags(fs *pflag.FlagSet) {
	t.addressFlags(fs)
	t.about.flags(fs)
}

// cleanFlags are those of a command that does not judge.
func (t *target) cleanFlags(fs *pflag.FlagSet) {
	t.addressFlags(fs)
	addLedger(fs, &t.ledger)
}

func (t *target) addressFlags(fs *pflag.FlagSet) {
	t.fs = fs
	fs.StringVar(&t.url, "url", "", "base URL of the SCIM endpoint, what stands in front of /Users (required)")
	t.token = secret{flag: "token", env: "ENTRASIM_TOKEN", what: "token"}
	t.token.flags(fs)
	fs.BoolVar(&t.insecure, "insecure", false, "accept any certificate of the endpoint")
	fs.StringVar(&t.caFile, "ca-file", "", "PEM file with the certificate authorities to trust instead of the system's")
	t.network.flags(fs)
}

// apply puts token and transport into the options.
func (t *target) apply(opts *suites.Options) error {
	if t.url == "" {
		return usage(nil, "give the base URL, for example --url https://host/scim/v2", "no base URL")
	}
	if err := t.about.apply(opts); err != nil {
		return err
	}
	return t.connect(opts)
}

// connect puts token, headers and transport into the options.
func (t *target) connect(opts *suites.Options) error {
	read := t.token.read
	if client := t.fs.Lookup("oauth-token-url"); client != nil && client.Value.String() != "" {
		read = t.token.optional // the client gets one
	}
	var err error
	if opts.Token, err = read(); err != nil {
		return err
	}
	authorities, err := t.authorities()
	if err != nil {
		return err
	}
	return t.network.apply(opts, &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: authorities, InsecureSkipVerify: t.insecure})
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

// args are the flags that lead to the target again, but for its URL.
func (t *target) args() []string {
	args := t.token.args()
	if t.insecure {
		args = append(args, "--insecure")
	}
	if t.caFile != "" {
		args = append(args, "--ca-file", t.caFile)
	}
	return append(append(args, t.network.args()...), t.about.args()...)
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
