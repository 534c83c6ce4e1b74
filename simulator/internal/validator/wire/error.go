package wire

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strings"
	"syscall"
)

// NetworkError is a request without a complete HTTP answer.
type NetworkError struct {
	Method, URL string
	Cause       error
}

func (e *NetworkError) Error() string {
	return fmt.Sprintf("%s %s: %s", e.Method, e.URL, strings.Join(strings.Fields(e.Cause.Error()), " "))
}

// Unwrap gives the cause.
func (e *NetworkError) Unwrap() error { return e.Cause }

// Sent reports whether the request may have reached the endpoint: not when no connection came about.
func (e *NetworkError) Sent() bool {
	var op *net.OpError
	var dns *net.DNSError
	var certificate *tls.CertificateVerificationError
	dialled := errors.As(e.Cause, &op) && op.Op == "dial"
	return !dialled && !errors.As(e.Cause, &dns) && !errors.As(e.Cause, &certificate)
}

// Hint says what to look at next.
func (e *NetworkError) Hint() string {
	var dns *net.DNSError
	switch {
	case errors.As(e.Cause, &dns):
		return "check the host in the tenant URL and this machine's DNS"
	case errors.Is(e.Cause, syscall.ECONNREFUSED):
		return "nothing listens there: check host and port in the tenant URL, and that the server is running"
	case errors.Is(e.Cause, context.DeadlineExceeded):
		return "the server is too slow or hangs, or a firewall drops the packets"
	case strings.Contains(e.Cause.Error(), "tls:"), strings.Contains(e.Cause.Error(), "x509"), strings.Contains(e.Cause.Error(), "certificate"):
		return "see the server's certificate and TLS settings; --ca-file trusts another authority, --insecure any"
	default:
		return "check the tenant URL and what stands between this machine and the server; entrasim connect says more"
	}
}
