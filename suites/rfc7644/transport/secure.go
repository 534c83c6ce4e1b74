package transport

import (
	"crypto/tls"
	"crypto/x509"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func secure() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "TRN-001", Title: "The base URL is HTTPS with TLS 1.2 or newer",
			Level: harness.Must, Ref: "7644 §7.2", Effect: harness.EffectRead,
			Requirement: "SCIM is spoken over TLS 1.2 or newer.",
			Advice:      "Serve the endpoint over HTTPS only and switch TLS 1.0 and 1.1 off: the secret token and people's data travel with every request, and Entra takes no http:// tenant URL.",
		}, encrypted),
		harness.RFC(harness.Declaration{
			ID: "TRN-002", Title: "The certificate is one that everybody trusts",
			Level: harness.Should, Ref: "7644 §7.2", Effect: harness.EffectRead,
			Requirement: "The certificate chain and the host name validate with the system's trust store.",
			Advice:      "Use a certificate of a public authority for the host of the base URL, and send the intermediate certificates along with it. Entra refuses self-signed and private ones.",
		}, trusted),
	}
}

func onThisMachine(t *harness.T) {
	if t.Loopback() {
		t.NotSupported("the target is on this machine: nothing leaves it")
	}
}

func encrypted(t *harness.T) {
	onThisMachine(t)
	if !t.Secure() {
		t.Fail("the base URL is not HTTPS", "http", "https")
	}
	switch state := t.Send(t.Ground()).TLS(); {
	case state == nil:
		t.Abort("the connection does not tell what was negotiated")
	case state.Version < tls.VersionTLS12:
		t.Fail("the target negotiates a version of TLS that is no longer safe", tls.VersionName(state.Version), "TLS 1.2", "TLS 1.3")
	default:
		t.Remark("negotiated %s", tls.VersionName(state.Version))
	}
}

func trusted(t *harness.T) {
	onThisMachine(t)
	if !t.Secure() {
		t.SkipBecause("there is no certificate over plain HTTP, which TRN-001 is about")
	}
	state := t.Send(t.Ground()).TLS()
	if state == nil || len(state.PeerCertificates) == 0 {
		t.Abort("the connection does not tell what was negotiated")
	}
	intermediates := x509.NewCertPool()
	for _, c := range state.PeerCertificates[1:] {
		intermediates.AddCert(c)
	}
	leaf := state.PeerCertificates[0]
	if _, err := leaf.Verify(x509.VerifyOptions{DNSName: t.Host(), Intermediates: intermediates}); err != nil {
		t.Fail("the certificate validates only because the run was told how", err.Error(), "a chain that ends in the system's trust store, for "+t.Host())
	}
}
