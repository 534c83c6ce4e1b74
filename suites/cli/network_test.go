package cli_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/entrasim/entrasim/suites/internal/selftest"
)

// guarded is a right target behind a gateway that asks for a certificate and a header, reached through a proxy.
type guarded struct {
	url, proxy          string
	caFile, pair, stray string // PEM files: who signed the target, who may come, and who may not
	tunnels, requests   atomic.Int64
}

func guard(t *testing.T) *guarded {
	t.Helper()
	g := &guarded{}
	dir := t.TempDir()
	g.pair, g.stray = identity(t, dir, "known"), identity(t, dir, "stranger")
	known, err := os.ReadFile(g.pair)
	if err != nil {
		t.Fatal(err)
	}
	clients := x509.NewCertPool()
	clients.AppendCertsFromPEM(known)
	plain := selftest.NewPlain()
	target := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		g.requests.Add(1)
		if r.Header.Get("X-Gateway") != "gateway-secret" || r.Header.Get("X-Team") != "identity" {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		plain.ServeHTTP(w, r)
	}))
	target.Config.ErrorLog = log.New(io.Discard, "", 0) // handshakes are to fail
	target.TLS = &tls.Config{ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: clients, MinVersion: tls.VersionTLS12}
	target.StartTLS()
	t.Cleanup(target.Close)
	g.url = target.URL
	g.caFile = write(t, dir, "ca.pem", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: target.Certificate().Raw}))

	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodConnect || r.Header.Get("Proxy-Authorization") == "" {
			w.WriteHeader(http.StatusProxyAuthRequired)
			return
		}
		g.tunnels.Add(1)
		tunnel(w, r.Host)
	}))
	t.Cleanup(proxy.Close)
	g.proxy = strings.Replace(proxy.URL, "http://", "http://me:proxy-secret@", 1)
	t.Setenv("PLAIN_TOKEN", selftest.PlainToken)
	t.Setenv("GATEWAY", "gateway-secret")
	return g
}

// tunnel joins a client with the host that it asked its proxy for.
func tunnel(w http.ResponseWriter, host string) {
	out, err := net.Dial("tcp", host)
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	defer out.Close()
	w.WriteHeader(http.StatusOK)
	in, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	defer in.Close()
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _ = io.Copy(out, buffered)
		_ = out.(*net.TCPConn).CloseWrite()
	}()
	_, _ = io.Copy(in, out)
	_ = in.Close()
	<-done
}

// identity makes a certificate that signs itself, with its key in the same file.
func identity(t *testing.T, dir, name string) string {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, BasicConstraintsValid: true, IsCA: true,
		NotBefore: time.Unix(0, 0), NotAfter: time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC),
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, &template, &template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	return write(t, dir, name+".pem", append(text, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private})...))
}

func write(t *testing.T, dir, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestConformOnAGuardedWay judges a target that only those reach who have the right certificate authority, certificate, proxy and
// headers, and says in plain words which of them is missing.
func TestConformOnAGuardedWay(t *testing.T) {
	g := guard(t)
	flags := map[string]string{
		"--ca-file": g.caFile, "--client-cert": g.pair, "--proxy": g.proxy, "--header": "X-Team: identity", "--header-env": "X-Gateway=GATEWAY",
	}
	for name, c := range map[string]struct {
		flag, value string // instead of the right one; the flag is left out when the value is empty
		code        int
		says        string
	}{
		"all of it":              {"", "", 0, "passed, 0 failed"},
		"an unknown authority":   {"--ca-file", "", 3, "certificate"},
		"another authority":      {"--ca-file", g.pair, 3, "certificate"},
		"no certificate":         {"--client-cert", "", 3, "certificate"},
		"a stranger's":           {"--client-cert", g.stray, 3, "certificate"},
		"a proxy that says no":   {"--proxy", strings.Replace(g.proxy, "me:proxy-secret@", "", 1), 3, "Proxy Authentication Required"},
		"a proxy that is away":   {"--proxy", "http://127.0.0.1:1", 3, "proxy"},
		"no header of the team":  {"--header", "", 3, "403"},
		"no secret header":       {"--header-env", "", 3, "403"},
		"a wrong secret header":  {"--header-env", "X-Gateway=PLAIN_TOKEN", 3, "403"},
		"no such variable":       {"--header-env", "X-Gateway=NOWHERE", 2, "NOWHERE"},
		"a header without colon": {"--header", "X-Team", 2, "Name: value"},
		"a key that is none":     {"--client-cert", g.caFile, 2, "client certificate"},
		"no URL of a proxy":      {"--proxy", "proxy.example", 2, "scheme and host"},
		"no PEM":                 {"--ca-file", write(t, t.TempDir(), "x.pem", []byte("nonsense")), 2, "no certificate in PEM form"},
	} {
		t.Run(name, func(t *testing.T) {
			args := []string{"conform", "--url", g.url, "--token-env", "PLAIN_TOKEN", "--area", "AAD", "--shards", "1", "--timeout", "20s"}
			for flag, value := range flags {
				if flag == c.flag {
					value = c.value
				}
				if value != "" {
					args = append(args, flag, value)
				}
			}
			tunnels, requests := g.tunnels.Load(), g.requests.Load()
			stdout, stderr, code, err := entrasim(t, args...)
			text := stdout + stderr
			if err != nil {
				text += err.Error()
				if e, ok := err.(explained); ok {
					text += e.Hint()
				}
			}
			if code != c.code || !strings.Contains(text, c.says) {
				t.Errorf("exit code %d, %q; want %d and %q", code, text, c.code, c.says)
			}
			for _, secret := range []string{"gateway-secret", "proxy-secret", selftest.PlainToken} {
				if strings.Contains(text, secret) {
					t.Errorf("%q shows the secret %q", text, secret)
				}
			}
			if c.code == 0 && (g.tunnels.Load() == tunnels || g.requests.Load() == requests) {
				t.Error("the target was not reached through the proxy")
			}
		})
	}
}
