package scimclient

import (
	"crypto/tls"
	"net"
	"net/http"
	"time"
)

// cipherSuites are those of wire §2.1 that Go implements: the two CBC suites with SHA-384 are missing, and Go orders
// what it offers by itself.
var cipherSuites = []uint16{
	tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
	tls.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
	tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
	tls.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
	tls.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256,
	tls.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256,
}

// newTransport returns what carries the requests and whether it is ours to close.
func newTransport(cfg Config) (rt http.RoundTripper, own bool) {
	switch t := cfg.Transport.(type) {
	case nil:
		return entraTransport(cfg), true
	case *http.Transport:
		t = t.Clone()
		t.DisableCompression = true // or Go would add an Accept-Encoding that Entra does not send
		return t, true
	default:
		return t, false
	}
}

func entraTransport(cfg Config) *http.Transport {
	timeout := cfg.Dials.RequestTimeout()
	config := &tls.Config{MinVersion: tls.VersionTLS12, MaxVersion: tls.VersionTLS12, CipherSuites: cipherSuites, RootCAs: cfg.RootCAs}
	if cfg.Dials.TLS13() {
		config.MaxVersion = tls.VersionTLS13
	}
	var protocols http.Protocols
	protocols.SetHTTP1(true)
	return &http.Transport{
		DialContext:         (&net.Dialer{Timeout: timeout, KeepAlive: 30 * time.Second}).DialContext,
		TLSClientConfig:     config,
		TLSHandshakeTimeout: timeout,
		Protocols:           &protocols,
		DisableCompression:  true,
		MaxIdleConnsPerHost: cfg.Dials.Concurrency(),
		IdleConnTimeout:     90 * time.Second,
	}
}
