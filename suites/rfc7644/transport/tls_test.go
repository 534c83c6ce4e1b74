package transport_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/report"
	"github.com/entrasim/entrasim/suites/rfc7644/transport"
)

// judgeAs judges a plain provider that is reached as if it were https://example.com (or http): the certificate of httptest is
// for that name.
func judgeAs(t *testing.T, scheme string, version uint16, ids ...string) map[string]report.Check {
	t.Helper()
	target := httptest.NewUnstartedServer(selftest.NewPlain())
	target.Config.ErrorLog = log.New(io.Discard, "", 0)
	target.TLS = &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: version} //nolint:gosec // the check is about old versions
	if scheme == "https" {
		target.StartTLS()
	} else {
		target.Start()
	}
	t.Cleanup(target.Close)
	roots := x509.NewCertPool()
	if scheme == "https" {
		roots.AddCert(target.Certificate())
	}
	client := &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS10}, //nolint:gosec // the check is about old versions
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, target.Listener.Addr().String())
		},
	}
	t.Cleanup(client.CloseIdleConnections)
	session, err := harness.Open(harness.Config{
		URL: scheme + "://example.com", Token: selftest.PlainToken, Profile: harness.RFCFull, RunID: "tls", Transport: client,
	})
	if err != nil {
		t.Fatal(err)
	}
	specs, err := selftest.Pick(transport.Checks(), ids...)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]report.Check{}
	for _, c := range session.Judge(t.Context(), specs) {
		out[c.ID] = c
	}
	return out
}

// TestTLS is the proof of the checks that a target on this machine is exempt from.
func TestTLS(t *testing.T) {
	for name, tc := range map[string]struct {
		scheme        string
		version       uint16
		first, second report.Verdict // of TRN-001 and TRN-002
	}{
		"no TLS":                  {"http", tls.VersionTLS13, report.Fail, report.Skipped},
		"TLS 1.1":                 {"https", tls.VersionTLS11, report.Fail, report.Warn},
		"TLS 1.3, nobody's chain": {"https", tls.VersionTLS13, report.Pass, report.Warn},
	} {
		t.Run(name, func(t *testing.T) {
			got := judgeAs(t, tc.scheme, tc.version, "TRN-001", "TRN-002")
			for id, want := range map[string]report.Verdict{"TRN-001": tc.first, "TRN-002": tc.second} {
				if got[id].Verdict != want {
					t.Errorf("want %s: %s", want, selftest.Explain(got[id]))
				}
			}
		})
	}
}

// TestVersions is the proof of TRN-017.
func TestVersions(t *testing.T) {
	specs, err := selftest.Pick(transport.Checks(), "TRN-017")
	if err != nil {
		t.Fatal(err)
	}
	plain := selftest.NewPlain()
	for name, tc := range map[string]struct {
		base    string
		handler http.Handler
		want    report.Verdict
	}{
		"v2, and v987 is unknown": {"/scim/v2", http.StripPrefix("/scim/v2", plain), report.Pass},
		"v1":                      {"/scim/v1", http.StripPrefix("/scim/v1", plain), report.Note},
		"any version":             {"/scim/v2", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { stripTwo(r); plain.ServeHTTP(w, r) }), report.Note},
		"no version":              {"", plain, report.NotSupported},
	} {
		t.Run(name, func(t *testing.T) {
			checks, err := selftest.Run(t.Context(), tc.handler, harness.Config{URL: tc.base}, specs...)
			if err != nil {
				t.Fatal(err)
			}
			if checks[0].Verdict != tc.want {
				t.Errorf("want %s: %s", tc.want, selftest.Explain(checks[0]))
			}
		})
	}
}

// stripTwo takes the first two segments off a path, whatever they are.
func stripTwo(r *http.Request) {
	for range 2 {
		for i, c := range r.URL.Path[1:] {
			if c == '/' {
				r.URL.Path = r.URL.Path[i+1:]
				break
			}
		}
	}
	r.URL.RawPath = ""
}
