package simulator

import (
	"crypto/tls"
	"net/http"

	"github.com/entrasim/entrasim/simulator/internal/dial"
)

// carefree is Entra's transport without the check of the server's certificate. Entra has no such setting; it is for
// endpoints that are not deployed yet.
func carefree(d dial.Set) *http.Transport {
	var protocols http.Protocols
	protocols.SetHTTP1(true)
	config := &tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS12, MaxVersion: tls.VersionTLS12}
	if d.TLS13() {
		config.MaxVersion = tls.VersionTLS13
	}
	return &http.Transport{
		TLSClientConfig: config, TLSHandshakeTimeout: d.RequestTimeout(), Protocols: &protocols,
		MaxIdleConnsPerHost: d.Concurrency(),
	}
}
