package cli

import (
	"crypto/tls"
	"errors"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/entrasim/entrasim/suites"
)

// network holds the flags that say on what way the requests go: certificates, proxy, headers.
type network struct {
	certFile, keyFile string
	proxy             proxy
	headers           []string // Name: value
	headerEnv         []string // Name=VARIABLE
	headerFile        []string // Name=FILE
}

func (n *network) flags(fs *pflag.FlagSet) {
	fs.StringVar(&n.certFile, "client-cert", "", "PEM file with the certificate to show to the endpoint (mutual TLS)")
	fs.StringVar(&n.keyFile, "client-key", "", "PEM file with its key; that of --client-cert when left out")
	fs.Var(&n.proxy, "proxy", "URL of the HTTP proxy to go through, or none; without it HTTPS_PROXY, HTTP_PROXY and NO_PROXY count")
	fs.StringArrayVar(&n.headers, "header", nil, "also send this header, as 'Name: value'; can be repeated")
	fs.StringSliceVar(&n.headerEnv, "header-env", nil, "also send a header with a secret value, as Name=VARIABLE; can be repeated")
	fs.StringSliceVar(&n.headerFile, "header-file", nil, "also send a header with a secret value, as Name=FILE; can be repeated")
}

// apply puts headers and transport into the options; the TLS configuration is the target's.
func (n *network) apply(opts *suites.Options, config *tls.Config) error {
	if err := n.applyHeaders(opts); err != nil {
		return err
	}
	certificate, err := n.certificate()
	if err != nil {
		return err
	}
	if certificate != nil {
		config.Certificates = []tls.Certificate{*certificate}
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DisableCompression = true // bodies are evidence
	transport.TLSClientConfig = config
	switch {
	case n.proxy.none:
		transport.Proxy = nil
	case n.proxy.url != nil:
		transport.Proxy = http.ProxyURL(n.proxy.url)
	}
	opts.Transport = transport
	return nil
}

func (n *network) certificate() (*tls.Certificate, error) {
	const hint = "name PEM files with --client-cert and --client-key; one file may hold both"
	if n.certFile == "" {
		if n.keyFile != "" {
			return nil, usage(nil, hint, "--client-key without --client-cert")
		}
		return nil, nil
	}
	key := n.keyFile
	if key == "" {
		key = n.certFile
	}
	pair, err := tls.LoadX509KeyPair(n.certFile, key)
	if err != nil {
		return nil, usage(err, hint, "read the client certificate %s", n.certFile)
	}
	return &pair, nil
}

func (n *network) applyHeaders(opts *suites.Options) error {
	set := func(name, value string) error {
		if name = strings.TrimSpace(name); name == "" || strings.ContainsAny(name, " \t:=\"") {
			return usage(nil, "write 'Name: value'", "header name %q", name)
		}
		if opts.Headers == nil {
			opts.Headers = http.Header{}
		}
		opts.Headers.Add(name, value)
		return nil
	}
	for _, h := range n.headers {
		name, value, ok := strings.Cut(h, ":")
		if !ok {
			return usage(nil, "write 'Name: value'; for a secret use --header-env Name=VARIABLE", "--header: there is no colon in it") // what was given may be a secret
		}
		if err := set(name, strings.TrimSpace(value)); err != nil {
			return err
		}
	}
	for i, h := range slices.Concat(n.headerEnv, n.headerFile) {
		name, from, ok := strings.Cut(h, "=")
		if !ok {
			return usage(nil, "write Name=VARIABLE, or Name=FILE", "--header-env and --header-file: there is no = in %q", h)
		}
		source := secret{flag: "header", env: from, what: "value of the header " + name}
		if i >= len(n.headerEnv) {
			source.file = from
		}
		value, err := source.read()
		if err != nil {
			return err
		}
		if err := set(name, value); err != nil {
			return err
		}
		opts.SecretHeaders = append(opts.SecretHeaders, http.CanonicalHeaderKey(name))
	}
	return nil
}

// args are the flags that repeat it.
func (n *network) args() []string {
	var args []string
	for _, f := range []struct{ name, value string }{{"--client-cert", n.certFile}, {"--client-key", n.keyFile}, {"--proxy", n.proxy.String()}} {
		if f.value != "" {
			args = append(args, f.name, f.value)
		}
	}
	for _, h := range n.headers {
		args = append(args, "--header", h)
	}
	for _, h := range n.headerEnv {
		args = append(args, "--header-env", h)
	}
	for _, h := range n.headerFile {
		args = append(args, "--header-file", h)
	}
	return args
}

// proxy is the value of --proxy. Its password is masked wherever it is shown.
type proxy struct {
	url  *url.URL
	none bool
}

func (p *proxy) String() string {
	switch {
	case p.none:
		return "none"
	case p.url == nil:
		return ""
	}
	return p.url.Redacted()
}

func (p *proxy) Set(text string) error {
	*p = proxy{none: text == "none"}
	if p.none || text == "" {
		return nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "socks5" {
		return errors.New("write it with scheme and host, like http://proxy.example.com:3128, or none") // it may hold a password
	}
	p.url = u
	return nil
}

func (*proxy) Type() string { return "url" }

// file reads a file that a flag names; nil when it names none.
func file(flag, path, hint string) ([]byte, error) {
	if path == "" {
		return nil, nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, usage(err, hint, "read %s", flag)
	}
	if len(strings.TrimSpace(string(data))) == 0 {
		return nil, usage(nil, hint, "read %s: the file %s is empty", flag, path)
	}
	return data, nil
}
