package suites

import (
	"context"
	"errors"
	"strings"
)

// adviceFor what stands between the run and the target.
func adviceFor(err error) string {
	text := err.Error()
	for _, known := range []struct{ part, advice string }{
		{"x509: certificate signed by unknown authority", "name the certificate authority with --ca-file, or accept any certificate with --insecure"},
		{"x509:", "the certificate does not fit the host, or has expired; --insecure accepts it all the same, and Entra will not"},
		{"server gave HTTP response to HTTPS client", "the endpoint speaks plain http there: write http:// or give its https port"},
		{"malformed HTTP response", "something that is not HTTP answers there; an https endpoint is written with https://"},
		{"remote error: tls: certificate required", "the endpoint wants a client certificate: --client-cert and --client-key"},
		{"remote error: tls:", "the endpoint refuses the TLS handshake; does it want a client certificate (--client-cert)?"},
		{"no such host", "check the spelling of the host, and whether its name is known outside your network"},
		{"connection refused", "nothing listens there: check that the endpoint runs, and its port"},
		{"answer in time", "the endpoint is there and does not answer, or a firewall swallows the request; --timeout gives it longer"},
		{"connection reset", "the endpoint, or something in front of it, cuts the connection; is it an https port?"},
		{"proxyconnect", "the proxy cannot be reached or refuses: see --proxy and HTTPS_PROXY"},
		{"EOF", "the endpoint, or something in front of it, cuts the connection; is it an https port?"},
	} {
		if strings.Contains(text, known.part) {
			return known.advice
		}
	}
	if errors.Is(err, context.Canceled) {
		return "interrupted before anything was judged"
	}
	return "check that the endpoint runs and that host, port and scheme are right; for a private certificate authority use --ca-file"
}
