package cli

import (
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"os"
	"syscall"
)

// listen opens one of the two listeners.
func listen(flag, address string) (net.Listener, error) {
	l, err := net.Listen("tcp", address)
	switch {
	case err == nil:
		return l, nil
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, usage(nil, "another process listens there; stop it, or choose another address, like --"+flag+" 127.0.0.1:0",
			"address %s is in use", address)
	case errors.Is(err, os.ErrPermission):
		return nil, usage(nil, "choose a port above 1023, like --"+flag+" 127.0.0.1:8480", "not allowed to listen on %s", address)
	}
	return nil, usage(err, "write --"+flag+" as host:port of this machine, like 127.0.0.1:8480", "cannot listen on %s", address)
}

// loadTLS reads certificate and key; nil without both.
func (o serveOptions) loadTLS() (*tls.Config, error) {
	if o.tlsCert == "" && o.tlsKey == "" {
		return nil, nil
	}
	if o.tlsCert == "" || o.tlsKey == "" {
		return nil, usage(nil, "give both", "--tls-cert and --tls-key belong together")
	}
	pair, err := tls.LoadX509KeyPair(o.tlsCert, o.tlsKey)
	if err != nil {
		return nil, usage(err, "both files must be readable PEM, and the key must belong to the first certificate", "read certificate")
	}
	return &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}, nil
}

// headerSlop is what net/http takes on top of MaxHeaderBytes.
const headerSlop = 4096

// httpServer is what both listeners have in common.
func (o serveOptions) httpServer(h http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler: h, ReadHeaderTimeout: o.headerTimeout, ReadTimeout: o.readTimeout, WriteTimeout: o.writeTimeout,
		IdleTimeout: o.idleTimeout, MaxHeaderBytes: o.maxHeader - headerSlop,
		// What net/http logs is what clients did wrong before a request began (TLS handshakes, broken connections).
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
}

// secured wraps a listener in TLS when there is a certificate.
func secured(l net.Listener, cfg *tls.Config) (net.Listener, string) {
	if cfg == nil {
		return l, "http"
	}
	return tls.NewListener(l, cfg), "https"
}

// hostPort is the address under which this machine reaches a listener: a wildcard becomes loopback.
func hostPort(l net.Listener) string {
	host, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		return l.Addr().String()
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
		if ip.To4() == nil {
			host = "localhost"
		}
	}
	return net.JoinHostPort(host, port)
}

func isLoopback(l net.Listener) bool {
	a, ok := l.Addr().(*net.TCPAddr)
	return ok && a.IP.IsLoopback()
}
