package scimclient_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// failing is a transport that never reaches anybody.
type failing struct{ err error }

func (f failing) RoundTrip(*http.Request) (*http.Response, error) { return nil, f.err }

func doProbe(t *testing.T, cfg scimclient.Config, assignments ...string) (scimclient.Exchange, *scimclient.Failure) {
	t.Helper()
	cfg.Token, cfg.Now, cfg.Dials = "hl_live_51b9aabbccdd", start, dials(t, assignments...)
	c, err := scimclient.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_, ex, err := c.Do(t.Context(), probe())
	var f *scimclient.Failure
	if err != nil && !errors.As(err, &f) {
		t.Fatalf("got %v, want a *Failure", err)
	}
	return ex, f
}

func checkNetwork(t *testing.T, f *scimclient.Failure, class scimclient.Class, say string) {
	t.Helper()
	if f == nil {
		t.Fatal("the request succeeded")
	}
	if f.Class != class || !f.Class.Network() || !f.Retryable {
		t.Errorf("got class %s, retryable %v: %v", f.Class, f.Retryable, f)
	}
	if want := "SystemForCrossDomainIdentityManagementCredentialValidationUnavailable"; f.Code != want {
		t.Errorf("code: got %s, want %s", f.Code, want)
	}
	if !strings.Contains(f.Error(), say) || strings.Contains(f.Error(), "\n") {
		t.Errorf("error %q does not say %q in one line", f.Error(), say)
	}
	if f.Hint() == "" || errors.Unwrap(f) == nil {
		t.Errorf("want a hint and a cause, got %q and %v", f.Hint(), errors.Unwrap(f))
	}
}

// TestNetworkErrors: errors of a network are told apart by what a person has to do about them.
func TestNetworkErrors(t *testing.T) {
	op := func(err error) error { return &net.OpError{Op: "dial", Net: "tcp", Err: err} }
	cert := &x509.Certificate{Raw: []byte{1}, DNSNames: []string{"other.example"}}
	tests := map[string]struct {
		err   error
		class scimclient.Class
		say   string
	}{
		"no such host":   {op(&net.DNSError{Err: "no such host", Name: "h.invalid", IsNotFound: true}), scimclient.DNS, "h.invalid does not resolve"},
		"slow resolver":  {op(&net.DNSError{Err: "timeout", Name: "h.invalid", IsTimeout: true}), scimclient.DNS, "does not resolve"},
		"refused":        {op(syscall.ECONNREFUSED), scimclient.Refused, "refused"},
		"no route":       {op(syscall.EHOSTUNREACH), scimclient.Refused, "cannot be reached"},
		"no network":     {op(syscall.ENETUNREACH), scimclient.Refused, "cannot be reached"},
		"reset":          {op(syscall.ECONNRESET), scimclient.Transport, "reset"},
		"broken pipe":    {op(syscall.EPIPE), scimclient.Transport, "reset"},
		"end":            {io.EOF, scimclient.Transport, "closed before"},
		"middle":         {io.ErrUnexpectedEOF, scimclient.Transport, "closed before"},
		"deadline":       {context.DeadlineExceeded, scimclient.Timeout, "within 1m40s"},
		"socket time":    {op(syscall.ETIMEDOUT), scimclient.Timeout, "within 1m40s"},
		"authority":      {&tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{Cert: cert}}, scimclient.TLS, "unknown authority"},
		"host name":      {&tls.CertificateVerificationError{Err: x509.HostnameError{Certificate: cert, Host: "h.example"}}, scimclient.TLS, "not for this host"},
		"expired":        {&tls.CertificateVerificationError{Err: x509.CertificateInvalidError{Cert: cert, Reason: x509.Expired}}, scimclient.TLS, "expired"},
		"not a server's": {&tls.CertificateVerificationError{Err: x509.CertificateInvalidError{Cert: cert, Reason: x509.IncompatibleUsage}}, scimclient.TLS, "not valid"},
		"no roots":       {x509.SystemRootsError{}, scimclient.TLS, "no trusted certificate authorities"},
		"plain server":   {http.ErrSchemeMismatch, scimclient.TLS, "does not speak TLS"},
		"not TLS":        {tls.RecordHeaderError{Msg: "first record does not look like a TLS handshake"}, scimclient.TLS, "does not speak TLS"},
		"alert":          {op(tls.AlertError(70)), scimclient.TLS, "ended the TLS handshake"},
		"not HTTP":       {errors.New(`net/http: HTTP/1.x transport connection broken: malformed HTTP response "\x15\x03"`), scimclient.Transport, "not HTTP"},
		"something else": {errors.New("the dog\nate it"), scimclient.Transport, "the dog ate it"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			ex, f := doProbe(t, scimclient.Config{TenantURL: "https://h.invalid", Transport: failing{tt.err}})
			checkNetwork(t, f, tt.class, tt.say)
			if ex.Status != 0 || ex.Err != f.Error() || !strings.Contains(ex.String(), "no answer") {
				t.Errorf("exchange: %s (%s)", ex, ex.Err)
			}
		})
	}
}

// TestNetworkCodes: for objects the codes are those of engine §6.2.
func TestNetworkCodes(t *testing.T) {
	for err, want := range map[error]string{
		context.DeadlineExceeded: "Timeout", io.EOF: "WebExceptionProtocolError", syscall.ECONNREFUSED: "WebExceptionProtocolError",
	} {
		c, newErr := scimclient.New(scimclient.Config{TenantURL: "https://h.invalid", Token: "t", Transport: failing{err}})
		if newErr != nil {
			t.Fatal(newErr)
		}
		var f *scimclient.Failure
		if _, _, got := c.Do(t.Context(), readUser()); !errors.As(got, &f) || f.Code != want {
			t.Errorf("%v: got %v, want code %s", err, got, want)
		}
	}
}

// TestRealHandshakes: the same over real sockets, with the transport that Entra's is modelled by.
func TestRealHandshakes(t *testing.T) {
	quiet := log.New(io.Discard, "", 0)
	serve := func(t *testing.T, mode func(*httptest.Server)) *httptest.Server {
		s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) }))
		s.Config.ErrorLog = quiet
		mode(s)
		t.Cleanup(s.Close)
		return s
	}
	secure := serve(t, func(s *httptest.Server) { s.StartTLS() })
	plain := serve(t, func(s *httptest.Server) { s.Start() })
	modern := serve(t, func(s *httptest.Server) {
		s.TLS = &tls.Config{MinVersion: tls.VersionTLS13}
		s.StartTLS()
	})
	roots := x509.NewCertPool()
	roots.AddCert(secure.Certificate())
	roots.AddCert(modern.Certificate())
	port := func(s *httptest.Server) string {
		return s.Listener.Addr().String()[strings.LastIndex(s.Listener.Addr().String(), ":"):]
	}

	tests := map[string]struct {
		cfg   scimclient.Config
		class scimclient.Class
		say   string
	}{
		"unknown authority": {scimclient.Config{TenantURL: secure.URL}, scimclient.TLS, "unknown authority"},
		"another host":      {scimclient.Config{TenantURL: "https://localhost" + port(secure), RootCAs: roots}, scimclient.TLS, "not for this host"},
		"http behind https": {scimclient.Config{TenantURL: strings.Replace(plain.URL, "http", "https", 1)}, scimclient.TLS, "does not speak TLS"},
		"only TLS 1.3":      {scimclient.Config{TenantURL: modern.URL, RootCAs: roots}, scimclient.TLS, "TLS"},
		"nobody listens":    {scimclient.Config{TenantURL: "http://127.0.0.1:1"}, scimclient.Refused, "refused"},
		"no such host":      {scimclient.Config{TenantURL: "https://h.invalid"}, scimclient.DNS, "does not resolve"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, f := doProbe(t, tt.cfg)
			checkNetwork(t, f, tt.class, tt.say)
		})
	}
	t.Run("TLS 1.3 by dial", func(t *testing.T) {
		if _, f := doProbe(t, scimclient.Config{TenantURL: modern.URL, RootCAs: roots}, "tls-max-version=1.3"); f == nil || f.Status != http.StatusTeapot {
			t.Errorf("got %v, want the server's answer", f)
		}
	})
	t.Run("https behind http", func(t *testing.T) {
		_, f := doProbe(t, scimclient.Config{TenantURL: strings.Replace(secure.URL, "https", "http", 1)})
		if f == nil || f.Status != http.StatusBadRequest || !strings.Contains(f.Hint(), "speaks https") {
			t.Errorf("got %v, want a hint at the scheme", f)
		}
	})
}

// TestBareTransport: what reaches a real server has none of the headers that Go adds by itself, in HTTP/1.1 and TLS
// 1.2, and a redirect is not followed.
func TestBareTransport(t *testing.T) {
	type seen struct {
		header http.Header
		proto  string
		tls    uint16
	}
	got := make(chan seen, 4)
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got <- seen{r.Header.Clone(), r.Proto, r.TLS.Version}
		http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
	}))
	s.EnableHTTP2 = true
	s.StartTLS()
	defer s.Close()
	roots := x509.NewCertPool()
	roots.AddCert(s.Certificate())
	configs := map[string]scimclient.Config{
		"own transport":   {TenantURL: s.URL, RootCAs: roots},
		"given transport": {TenantURL: s.URL, Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots, MaxVersion: tls.VersionTLS12}}},
	}
	for name, cfg := range configs {
		t.Run(name, func(t *testing.T) {
			_, f := doProbe(t, cfg)
			if f == nil || f.Class != scimclient.Redirect {
				t.Errorf("got %v, want a redirect that was not followed", f)
			}
			first := <-got
			for _, h := range []string{"User-Agent", "Accept", "Accept-Encoding", "Content-Type"} {
				if v, ok := first.header[h]; ok {
					t.Errorf("%s: %q was sent", h, v)
				}
			}
			if first.proto != "HTTP/1.1" || first.tls != tls.VersionTLS12 {
				t.Errorf("got %s over TLS %#x", first.proto, first.tls)
			}
			if len(got) != 0 {
				t.Error("the redirect was followed")
			}
		})
	}
}

// TestHungServer: request-timeout bounds the whole exchange, body included; on a fake clock.
func TestHungServer(t *testing.T) {
	for name, reply := range map[string]string{
		"silent": "", "in the middle": "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":",
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				release := make(chan struct{})
				transport := &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
					client, server := net.Pipe()
					go func() {
						// An answer that comes before its request would be a broken connection.
						if _, err := http.ReadRequest(bufio.NewReader(server)); err == nil {
							_, _ = io.WriteString(server, reply)
						}
						<-release
						server.Close()
					}()
					return client, nil
				}}
				began := time.Now()
				ex, f := doProbe(t, scimclient.Config{TenantURL: "http://h.example", Transport: transport}, "request-timeout=30s")
				close(release)
				checkNetwork(t, f, scimclient.Timeout, "within 30s")
				if took := time.Since(began); took != 30*time.Second {
					t.Errorf("gave up after %s, want 30s", took)
				}
				if (ex.Status == http.StatusOK) != (reply != "") {
					t.Errorf("exchange has status %d", ex.Status)
				}
				transport.CloseIdleConnections()
			})
		})
	}
}

// TestCutAnswer: a server that hangs up is neither a time-out nor an unreadable answer.
func TestCutAnswer(t *testing.T) {
	for name, reply := range map[string]string{"no answer": "", "half an answer": "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":"} {
		t.Run(name, func(t *testing.T) {
			s := &wireServer{reply: reply}
			_, f := doProbe(t, scimclient.Config{TenantURL: "http://h.example", Transport: s.transport()})
			s.wg.Wait()
			checkNetwork(t, f, scimclient.Transport, "closed before the answer was complete")
		})
	}
}

// TestCancelled: when the caller gives up it gets its own error, not a failure of the endpoint.
func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	c, err := scimclient.New(scimclient.Config{TenantURL: "http://h.example", Token: "t", Transport: failing{context.Canceled}})
	if err != nil {
		t.Fatal(err)
	}
	_, ex, err := c.Do(ctx, readUser())
	var f *scimclient.Failure
	if !errors.Is(err, context.Canceled) || errors.As(err, &f) {
		t.Errorf("got %v, want the error of the context", err)
	}
	if ex.Err != "cancelled" {
		t.Errorf("exchange says %q", ex.Err)
	}
}
