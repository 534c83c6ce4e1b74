package scimclient

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"time"
)

// diagnosis is a network error told so that a person can act on it.
type diagnosis struct {
	class   Class
	problem string
	hint    string
}

// classify tells network errors apart. The order matters: a certificate that is refused is also a broken handshake, and
// a DNS time-out is also a time-out.
func classify(err error, limit time.Duration) diagnosis {
	if d, ok := certificate(err); ok {
		return d
	}
	var dns *net.DNSError
	if errors.As(err, &dns) {
		return diagnosis{DNS, fmt.Sprintf("the host name %s does not resolve", dns.Name), "check the host in the tenant URL and this machine's DNS; Entra resolves it on the public internet"}
	}
	if d, ok := handshake(err); ok {
		return d
	}
	var timeout net.Error
	switch {
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return diagnosis{Timeout, fmt.Sprintf("no complete answer within %s", limit), "the server is too slow or hangs, or a firewall drops the packets; dial request-timeout sets the limit"}
	case errors.Is(err, syscall.ECONNREFUSED):
		return diagnosis{Refused, "the connection was refused", "nothing listens there: check host and port in the tenant URL, and that the server is running"}
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return diagnosis{Refused, "the host cannot be reached", "there is no route to it from here: check the address in the tenant URL and the network"}
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return diagnosis{Transport, "the connection was reset", "the server or a proxy in front of it dropped the connection: look for a crash, a body limit or a firewall rule there"}
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return diagnosis{Transport, "the connection was closed before the answer was complete", "the server gave up in the middle: look into its log at this time"}
	case strings.Contains(err.Error(), "malformed HTTP"):
		return diagnosis{Transport, "what came back is not HTTP", "the port belongs to another service, or the tenant URL says http where the server speaks https"}
	}
	return diagnosis{Transport, oneLine(err.Error()), "check the tenant URL and what stands between this machine and the server"}
}

// certificate recognises what crypto/x509 refuses. Entra accepts publicly trusted certificates only (wire §2.1).
func certificate(err error) (diagnosis, bool) {
	const public = "Entra accepts publicly trusted certificates only"
	var (
		unknown x509.UnknownAuthorityError
		host    x509.HostnameError
		invalid x509.CertificateInvalidError
		roots   x509.SystemRootsError
	)
	switch {
	case errors.As(err, &host):
		return diagnosis{TLS, "the certificate is not for this host: " + oneLine(host.Error()), "use the host name that the certificate names, or get one for this host"}, true
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return diagnosis{TLS, "the certificate has expired or is not yet valid", "renew it; if it is valid, check this machine's clock"}, true
	case errors.As(err, &unknown):
		return diagnosis{TLS, "the certificate is signed by an unknown authority", public + "; send the whole chain, and for a test authority set SSL_CERT_FILE to its certificate"}, true
	case errors.As(err, &invalid):
		return diagnosis{TLS, "the certificate is not valid: " + oneLine(invalid.Error()), public + ": have it issued anew"}, true
	case errors.As(err, &roots):
		return diagnosis{TLS, "this machine has no trusted certificate authorities", "install the package ca-certificates, or set SSL_CERT_FILE"}, true
	}
	return diagnosis{}, false
}

// handshake recognises a failed negotiation and a server that does not speak TLS at all.
func handshake(err error) (diagnosis, bool) {
	var alert tls.AlertError
	var record tls.RecordHeaderError
	switch {
	case errors.Is(err, http.ErrSchemeMismatch), errors.As(err, &record):
		return diagnosis{TLS, "the server does not speak TLS on this port", "the tenant URL says https, the server speaks something else: check the port, or use http:// for a test endpoint"}, true
	case errors.As(err, &alert):
		return diagnosis{TLS, "the server ended the TLS handshake: " + oneLine(alert.Error()), "Entra offers TLS 1.2 with ECDHE suites; see the server's TLS settings, and dial tls-max-version"}, true
	case strings.Contains(err.Error(), "tls: "):
		_, text, _ := strings.Cut(err.Error(), "tls: ")
		return diagnosis{TLS, "the TLS handshake failed: " + oneLine(text), "Entra offers TLS 1.2 with ECDHE suites; see the server's TLS settings, and dial tls-max-version"}, true
	}
	return diagnosis{}, false
}

// oneLine makes a text fit for an error line.
func oneLine(s string) string {
	const limit = 300
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > limit {
		s = strings.ToValidUTF8(s[:limit], "") + "…"
	}
	return s
}
