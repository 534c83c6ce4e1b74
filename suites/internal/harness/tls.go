package harness

import (
	"crypto/tls"
	"time"
)

// TLS is what was negotiated with the target for this answer; nil over plain HTTP.
func (a *Answer) TLS() *tls.ConnectionState { return a.exchange.tls }

// Secure tells whether the base URL is HTTPS.
func (t *T) Secure() bool { return t.session.base.Scheme == "https" }

// Host is the target's host name, without port, as the base URL has it.
func (t *T) Host() string { return t.session.base.Hostname() }

// BasePath is the path of the base URL, without a trailing slash.
func (t *T) BasePath() string { return t.session.base.Path }

// Origin is scheme and host of the base URL.
func (t *T) Origin() string { return t.session.base.Scheme + "://" + t.session.base.Host }

// Duration is how long the answer took.
func (a *Answer) Duration() time.Duration { return a.exchange.duration }
