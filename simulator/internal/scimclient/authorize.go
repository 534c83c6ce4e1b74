package scimclient

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// Authorize fetches an access token with the client's credentials, whatever token it has, and returns the exchange (wire R18).
// Requests fetch one by themselves when there is none, or when it is about to expire. The error is as with Do. A client with a
// secret token sends nothing.
func (c *Client) Authorize(ctx context.Context) (Exchange, error) {
	if c.oauth == nil {
		return Exchange{}, nil
	}
	c.auth.Lock()
	defer c.auth.Unlock()
	return c.fetch(ctx)
}

// bearer gives the token that requests carry. When it cannot be fetched, the exchange is the one that failed.
func (c *Client) bearer(ctx context.Context) (string, Exchange, error) {
	if c.oauth == nil {
		return c.token, Exchange{}, nil
	}
	c.auth.Lock()
	defer c.auth.Unlock()
	if t := c.access; t.text != "" && c.now().Before(t.until) {
		return t.text, Exchange{}, nil
	}
	ex, err := c.fetch(ctx)
	return c.access.text, ex, err
}

// refused forgets a token that the endpoint does not accept, so that the next request fetches another one.
func (c *Client) refused(token string) {
	if c.oauth == nil {
		return
	}
	c.auth.Lock()
	defer c.auth.Unlock()
	if c.access.text == token {
		c.access = accessToken{}
	}
}

// fetch sends the token request. It runs under the lock, so that a token is fetched once.
func (c *Client) fetch(ctx context.Context) (Exchange, error) {
	c.access = accessToken{}
	o := *c.oauth
	endpoint, err := url.Parse(o.Endpoint)
	if err != nil {
		return Exchange{}, fmt.Errorf("token endpoint: %w", err)
	}
	r := Request{Kind: KindToken, Cause: "fetch an access token"}
	base := *endpoint
	base.Path, base.RawPath, base.RawQuery, base.Fragment = "", "", "", ""
	header := http.Header{"Content-Type": {"application/x-www-form-urlencoded"}, "User-Agent": {c.dials.UserAgent()}}
	shown := []Header{{"Content-Type", header.Get("Content-Type")}}
	if basic := o.basic(); basic != "" {
		header["Authorization"] = []string{basic}
		shown = slices.Insert(shown, 0, Header{"Authorization", "Basic " + masked})
	}
	ex := Exchange{
		Cause: r.Cause, Kind: r.Kind, Method: http.MethodPost, Base: base.String(), Target: endpoint.RequestURI(),
		RequestHeader: shown, RequestBody: o.form(true), Started: c.now(),
	}
	in, err := c.exchange(withKind(ctx, r.Kind), ex.Method, o.Endpoint, []byte(o.form(false)), header)
	ex.Duration, ex.Status = c.now().Sub(ex.Started), in.status
	token, unread := readToken(in.body, c.now())
	mask := func(s string) string { return hide(s, append(o.secrets(), token.text)...) }
	ex.ResponseHeader, ex.ResponseBody = keepHeaders(in.header, mask), mask(string(in.body))
	var failure *Failure
	switch {
	case err != nil && ctx.Err() != nil:
		ex.Err = "cancelled"
		return ex, fmt.Errorf("send %s %s: %w", ex.Method, ex.Target, ctx.Err())
	case err != nil:
		failure = networkFailure(r, ex, err, c.dials.RequestTimeout())
	case in.status < 200 || in.status > 299:
		failure = statusFailure(r, ex, in)
		failure.hint = tokenHint(in.status)
		if detail := oauthError(in.body); detail != "" {
			failure.summary += ": " + oneLine(mask(detail))
		}
	case unread != nil:
		failure = unreadable(r, ex, unread.Error())
		failure.hint = "a token endpoint answers a JSON object with access_token, token_type and expires_in (RFC 6749 §5.1)"
	default:
		c.access = token
		return ex, nil
	}
	ex.Err = failure.Error()
	return ex, failure
}

// oauthError is what a token endpoint says went wrong (RFC 6749 §5.2).
func oauthError(body []byte) string {
	n, _, err := readJSON(body)
	if err != nil {
		return ""
	}
	var parts []string
	for _, name := range []string{"error", "error_description"} {
		if v, ok := n.get(name); ok && v.kind == text {
			parts = append(parts, v.text)
		}
	}
	return strings.Join(parts, ", ")
}

func tokenHint(status int) string {
	switch status {
	case http.StatusNotFound, http.StatusMethodNotAllowed:
		return "check the address of the token endpoint: it takes a POST of form data"
	case http.StatusUnsupportedMediaType:
		return "a token request is form data; a token endpoint below the SCIM path must be exempt from the SCIM media type (quirk Q65)"
	}
	if status >= 500 {
		return "the token endpoint failed: look into its log"
	}
	return "check client identifier and secret, and where the endpoint wants them: in the header or in the body"
}

// hide masks secrets that are long enough to be no ordinary words.
func hide(s string, secrets ...string) string {
	for _, secret := range secrets {
		s = maskReplacer(secret).Replace(s)
	}
	return s
}
