package cli_test

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// certificate writes a self-signed pair for 127.0.0.1 and returns the files and a pool that trusts it.
func certificate(t *testing.T) (certFile, keyFile string, pool *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Unix(0, 0), NotAfter: time.Unix(1<<33, 0), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	keyDER, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	write := func(name, kind string, der []byte) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool = x509.NewCertPool()
	pool.AddCert(cert)
	return write("cert.pem", "CERTIFICATE", der), write("key.pem", "PRIVATE KEY", keyDER), pool
}

func TestServeTLS(t *testing.T) {
	certFile, keyFile, pool := certificate(t)
	p := start(t, "--memory", "--tls-cert", certFile, "--tls-key", keyFile)
	if !strings.HasPrefix(p.BaseURL, "https://") || !strings.HasPrefix(p.AdminURL, "http://") {
		t.Errorf("URLs: got %s and %s, want https, and plain http for the admin API on loopback", p.BaseURL, p.AdminURL)
	}
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}}
	defer client.CloseIdleConnections()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, p.BaseURL+"/Users", strings.NewReader(`{"userName":"ada"}`))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+p.Token)
	res, err := client.Do(req)
	if err != nil {
		t.Fatalf("POST over TLS: %v", err)
	}
	defer res.Body.Close()
	if !strings.HasPrefix(res.Header.Get("Location"), p.BaseURL) {
		t.Errorf("Location over TLS: got %q, want it below %s", res.Header.Get("Location"), p.BaseURL)
	}
	old := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, MaxVersion: tls.VersionTLS11}}}
	if res, err := old.Get(p.BaseURL + "/ServiceProviderConfig"); err == nil {
		res.Body.Close()
		t.Error("TLS 1.1 was accepted")
	}
}

// A request that runs when the server is told to end is answered; after that nobody is let in.
func TestDrain(t *testing.T) {
	p := start(t, "--data", filepath.Join(t.TempDir(), "data"))
	body, feed := io.Pipe()
	req, err := http.NewRequestWithContext(context.WithoutCancel(t.Context()), http.MethodPost, p.BaseURL+"/Users", body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+p.Token)
	// Reading the body asks for 100-continue, which tells that the handler is at work.
	req.Header.Set("Expect", "100-continue")
	client := &http.Client{Transport: &http.Transport{ExpectContinueTimeout: time.Minute}}
	defer client.CloseIdleConnections()
	type result struct {
		res *http.Response
		err error
	}
	answered := make(chan result, 1)
	go func() {
		res, err := client.Do(req)
		answered <- result{res, err}
	}()
	if _, err := feed.Write([]byte(`{"userName":`)); err != nil { // blocks until the handler reads
		t.Fatal(err)
	}
	p.stop()
	for {
		res, err := http.Get(p.AdminURL + "/readyz")
		if err != nil {
			t.Fatalf("the admin API has to answer while requests drain: %v", err)
		}
		res.Body.Close()
		if res.StatusCode == http.StatusServiceUnavailable {
			break
		}
	}
	if _, err := feed.Write([]byte(`"ada"}`)); err != nil {
		t.Fatal(err)
	}
	feed.Close()
	r := <-answered
	if r.err != nil {
		t.Fatalf("the running request was cut off: %v", r.err)
	}
	defer r.res.Body.Close()
	if r.res.StatusCode != http.StatusCreated {
		t.Errorf("the running request: got %s, want 201", r.res.Status)
	}
	url := p.BaseURL
	if err := p.end(); err != nil {
		t.Errorf("serve ended with %v", err)
	}
	if res, err := http.Get(url + "/ServiceProviderConfig"); err == nil {
		res.Body.Close()
		t.Error("the server still answers after its end")
	}
}

func TestLogsAreJSONWhenAsked(t *testing.T) {
	p := start(t, "--memory", "--log-format", "json", "--log-level", "debug")
	get(t, p.BaseURL+"/Users", p.Token)
	if err := p.end(); err != nil {
		t.Fatal(err)
	}
	var requests int
	for line := range bytes.Lines([]byte(p.stderr.String())) {
		var entry struct{ Msg, Endpoint string }
		if err := json.Unmarshal(line, &entry); err != nil {
			t.Errorf("log line is not JSON: %s", line)
		}
		if entry.Msg == "request" && entry.Endpoint == "Users" {
			requests++
		}
	}
	if requests != 1 {
		t.Errorf("the debug log has %d requests for Users, want 1", requests)
	}
}
