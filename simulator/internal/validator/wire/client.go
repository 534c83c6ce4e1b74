package wire

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/scimclient"
	"github.com/entrasim/entrasim/simulator/internal/validator/resource"
)

// Dialect is what tells the tools' requests apart.
type Dialect struct {
	Accept      string
	ContentType string // of requests with a body
	// Filter writes the query of a lookup.
	Filter func(attribute, value string) string
}

// The dialects.
var (
	Validator = Dialect{ContentType: "application/scim+json; charset=utf-8", Filter: formFilter}
	Gallery   = Dialect{Accept: "application/scim+json", ContentType: "application/scim+json", Filter: percentFilter}
)

// formFilter writes a filter as form data: userName+eq+%22ada%40contoso.example%22.
func formFilter(attribute, value string) string {
	return "filter=" + url.QueryEscape(attribute+" eq "+string(resource.Encode(value)))
}

// percentFilter writes blanks and quotes as the workflow's expressions do and leaves the rest alone, but for what would
// end the query.
func percentFilter(attribute, value string) string {
	rest := strings.NewReplacer("%", "%25", "#", "%23", "&", "%26", "+", "%2B", " ", "%20", `"`, "%22")
	return "filter=" + rest.Replace(attribute) + "%20eq%20%22" + rest.Replace(value) + "%22"
}

// The limits of one request. No figure is published for either tool.
const (
	timeout  = 100 * time.Second
	maxBytes = 8 << 20
	masked   = "***"
)

// Config says whom to talk to.
type Config struct {
	TenantURL string
	Token     string
	Transport http.RoundTripper // default: HTTP/1.1, TLS 1.2 or later, no proxy
	RootCAs   *x509.CertPool    // instead of the system's, without Transport
	Insecure  bool              // any certificate will do, without Transport
	Timeout   time.Duration     // default 100 s
	Now       func() time.Time  // default time.Now
	Secrets   []string          // further texts to mask
}

// Client sends requests to one endpoint.
type Client struct {
	tenant    scimclient.TenantURL
	token     string
	transport http.RoundTripper
	owned     *http.Transport
	timeout   time.Duration
	now       func() time.Time
	secrets   []string
	mask      *strings.Replacer
}

// New checks the tenant URL and returns a client.
func New(cfg Config) (*Client, error) {
	tenant, err := scimclient.ParseTenantURL(cfg.TenantURL)
	if err != nil {
		return nil, err
	}
	c := &Client{tenant: tenant, token: strings.TrimSpace(cfg.Token), transport: cfg.Transport, timeout: cfg.Timeout, now: cfg.Now}
	if c.timeout == 0 {
		c.timeout = timeout
	}
	if c.now == nil {
		c.now = time.Now
	}
	if c.transport == nil {
		c.owned = ownTransport(cfg)
		c.transport = c.owned
	}
	c.secrets = append([]string{c.token}, cfg.Secrets...)
	c.mask = masker(c.secrets)
	return c, nil
}

func ownTransport(cfg Config) *http.Transport {
	var protocols http.Protocols
	protocols.SetHTTP1(true)
	return &http.Transport{
		TLSClientConfig:    &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: cfg.RootCAs, InsecureSkipVerify: cfg.Insecure},
		Protocols:          &protocols,
		DisableCompression: true,
	}
}

// masker hides secrets. Short ones are not searched for: they would mask ordinary words.
func masker(secrets []string) *strings.Replacer {
	const searchable = 8
	var pairs []string
	for _, s := range secrets {
		if len(s) >= searchable {
			pairs = append(pairs, s, masked, url.QueryEscape(s), masked)
		}
	}
	return strings.NewReplacer(pairs...)
}

// Tenant is the tenant URL as it was understood.
func (c *Client) Tenant() scimclient.TenantURL { return c.tenant }

// With returns a client that uses another token. What the first one masks stays masked.
func (c *Client) With(token string) *Client {
	d := *c
	d.token, d.owned = token, nil
	d.secrets = append(slices.Clone(c.secrets), token)
	d.mask = masker(d.secrets)
	return &d
}

// Close drops idle connections of the client's own transport.
func (c *Client) Close() error {
	if c.owned != nil {
		c.owned.CloseIdleConnections()
	}
	return nil
}

// Request is what to send.
type Request struct {
	Method string
	Path   string // below the tenant URL, with query; or an absolute URL
	Body   any    // a tree of package resource; nil for none
	Form   string // a form-encoded body, instead
	Cause  string // what for, for the exchange
}

// Answer is what came back.
type Answer struct {
	Status   int
	Header   http.Header
	Body     []byte
	Exchange scimclient.Exchange
}

// OK reports whether the status is one of 2xx.
func (a Answer) OK() bool { return a.Status >= 200 && a.Status <= 299 }

// Object is the body when it is a JSON object, and nil otherwise.
func (a Answer) Object() resource.Object {
	o, err := resource.DecodeObject(a.Body)
	if err != nil {
		return nil
	}
	return o
}

// Do sends one request.
func (c *Client) Do(ctx context.Context, d Dialect, r Request) (Answer, error) {
	base, target := c.tenant.Base, r.Path
	if strings.Contains(r.Path, "://") {
		base, target = r.Path, ""
	} else if c.tenant.Query != "" {
		target = joinQuery(target, c.tenant.Query)
	}
	body := resource.Encode(r.Body)
	switch {
	case r.Form != "":
		body = []byte(r.Form)
	case r.Body == nil:
		body = nil
	}
	header := c.header(d, r, body != nil)
	ex := scimclient.Exchange{
		Cause: r.Cause, Method: r.Method, Base: c.mask.Replace(base), Target: c.mask.Replace(target),
		RequestHeader: sent(header), RequestBody: c.mask.Replace(string(body)), Started: c.now(),
	}
	a, err := c.send(ctx, r.Method, base+target, header, body)
	ex.Duration = c.now().Sub(ex.Started)
	ex.Status, ex.ResponseBody = a.Status, c.mask.Replace(string(a.Body))
	ex.ResponseHeader = c.kept(a.Header)
	switch {
	case err == nil:
	case ctx.Err() != nil:
		ex.Err = "cancelled"
		err = fmt.Errorf("send %s %s: %w", r.Method, ex.Target, ctx.Err())
	default:
		n := &NetworkError{Method: r.Method, URL: ex.URL(), Cause: err}
		ex.Err = n.Error()
		err = n
	}
	a.Exchange = ex
	return a, err
}

func joinQuery(target, query string) string {
	path, own, ok := strings.Cut(target, "?")
	if !ok {
		return path + "?" + query
	}
	return path + "?" + query + "&" + own
}

func (c *Client) send(ctx context.Context, method, url string, header http.Header, body []byte) (Answer, error) {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, url, bytes.NewReader(body))
	if err != nil {
		return Answer{}, fmt.Errorf("make request: %w", err)
	}
	if body == nil {
		req.Body, req.ContentLength = http.NoBody, 0
	}
	req.Header = header
	res, err := c.transport.RoundTrip(req)
	if err != nil {
		return Answer{}, err
	}
	defer res.Body.Close()
	a := Answer{Status: res.StatusCode, Header: res.Header}
	if a.Body, err = io.ReadAll(io.LimitReader(res.Body, maxBytes)); err != nil {
		return a, fmt.Errorf("read answer: %w", err)
	}
	return a, nil
}
