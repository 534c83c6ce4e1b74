package scimclient

import (
	"context"
	"crypto/x509"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/dial"
)

// Config says whom to talk to and how.
type Config struct {
	TenantURL string   // as the administrator typed it, feature flags included
	Token     string   // the secret token, without the word Bearer
	OAuth     *OAuth   // fetches access tokens in place of Token; nil for a secret token
	Dials     dial.Set // the zero Set holds the defaults

	// Transport carries the requests. Nil gives Entra's: HTTP/1.1, TLS 1.2, no proxy, no compression. A
	// *http.Transport is used as a copy without compression, everything else as it is.
	Transport http.RoundTripper
	// RootCAs replaces the system's certificate authorities when Transport is nil.
	RootCAs *x509.CertPool
	// Wrap, when set, stands around the transport, whichever it is: for faults on our side of the wire. What it is called with
	// carries the request's kind in its context (KindOf).
	Wrap func(http.RoundTripper) http.RoundTripper

	Now        func() time.Time // time stamps of exchanges and of ADSCIMVersion; nil means time.Now
	ActivityID string           // GUID for ADSCIMVersion when a request names none; empty means the zero GUID
}

// Client speaks Entra's SCIM dialect to one endpoint. It is safe for concurrent use.
type Client struct {
	tenant    TenantURL
	token     string
	dials     dial.Set
	transport http.RoundTripper
	base      http.RoundTripper // transport without what is wrapped around it
	own       bool              // base is ours to close
	now       func() time.Time
	activity  string
	secrets   *strings.Replacer

	oauth  *OAuth // nil with a secret token
	auth   sync.Mutex
	access accessToken // the one in use, under auth
}

// New checks the configuration and returns a client. A tenant URL that Entra could not use, or a token that no header
// can carry, gives a [*ConfigError].
func New(cfg Config) (*Client, error) {
	tenant, err := ParseTenantURL(cfg.TenantURL)
	if err != nil {
		return nil, err
	}
	token := strings.TrimSpace(cfg.Token)
	if cfg.OAuth != nil {
		token, err = "", cfg.OAuth.check()
	} else {
		err = checkToken(token)
	}
	if err != nil {
		return nil, err
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.ActivityID == "" {
		cfg.ActivityID = "00000000-0000-0000-0000-000000000000"
	}
	base, own := newTransport(cfg)
	transport := base
	if cfg.Wrap != nil {
		transport = cfg.Wrap(base)
	}
	return &Client{
		tenant: tenant, token: token, dials: cfg.Dials, transport: transport, base: base, own: own, now: cfg.Now,
		activity: cfg.ActivityID, secrets: maskReplacer(token), oauth: cfg.OAuth,
	}, nil
}

// Tenant returns the tenant URL as it was understood.
func (c *Client) Tenant() TenantURL { return c.tenant }

// Close drops idle connections. A transport that was handed in stays usable for its owner.
func (c *Client) Close() error {
	if t, ok := c.base.(*http.Transport); ok && c.own {
		t.CloseIdleConnections()
	}
	return nil
}

// Do sends one request and reads the answer as Entra does.
//
// The exchange is complete in every case, also with an error. The error is a [*Failure] when the endpoint is at fault;
// the error of ctx when ctx ended first; anything else means that the request itself was malformed and nothing was sent.
func (c *Client) Do(ctx context.Context, r Request) (Response, Exchange, error) {
	out, err := c.encode(r)
	if err != nil {
		return Response{}, Exchange{Cause: r.Cause, Kind: r.Kind}, fmt.Errorf("build %s request: %w", r.Kind, err)
	}
	return c.send(ctx, r, out)
}
