package scimclient

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// contentType is what POST and PATCH carry (wire §2.2); other requests have none.
const contentType = "application/scim+json; charset=utf-8"

// answer is what came back, before anybody judged it.
type answer struct {
	status int
	header http.Header
	body   []byte
	over   bool // the body is longer than response-limit
}

// send exchanges one request and has the answer judged.
func (c *Client) send(ctx context.Context, r Request, out encoded) (Response, Exchange, error) {
	token, refused, err := c.bearer(ctx)
	if err != nil {
		return Response{Status: refused.Status}, refused, err
	}
	mask := c.masker(r)
	if c.oauth != nil {
		plain := mask
		mask = func(s string) string { return hide(plain(s), token) }
	}
	ex, header := c.prepare(r, out, mask)
	header["Authorization"] = []string{"Bearer " + token}

	in, err := c.exchange(withKind(ctx, r.Kind), out.method, c.tenant.Base+out.target, out.body, header)
	ex.Duration = c.now().Sub(ex.Started)
	ex.Status = in.status
	ex.ResponseHeader = keepHeaders(in.header, mask)
	ex.ResponseBody = mask(string(in.body))
	if ctx.Err() != nil && err != nil {
		ex.Err = "cancelled"
		return Response{}, ex, fmt.Errorf("send %s %s: %w", ex.Method, ex.Target, ctx.Err())
	}
	if in.status == http.StatusUnauthorized {
		c.refused(token)
	}
	var resp Response
	var failure *Failure
	if err != nil {
		failure = networkFailure(r, ex, err, c.dials.RequestTimeout())
	} else {
		resp, failure = c.judge(r, ex, in)
	}
	if failure != nil {
		ex.Err = failure.Error()
		return Response{Status: in.status, RetryAfter: failure.RetryAfter}, ex, failure
	}
	return resp, ex, nil
}

// exchange gives the transport one request, bounded by request-timeout. Redirects are not followed and there is no
// cookie jar: the transport is used without an http.Client on purpose.
func (c *Client) exchange(ctx context.Context, method, address string, content []byte, header http.Header) (answer, error) {
	ctx, cancel := context.WithTimeout(ctx, c.dials.RequestTimeout())
	defer cancel()
	var body io.Reader
	if content != nil {
		body = bytes.NewReader(content)
	}
	req, err := http.NewRequestWithContext(ctx, method, address, body)
	if err != nil {
		return answer{}, fmt.Errorf("make request: %w", err)
	}
	req.Header = header
	res, err := c.transport.RoundTrip(req)
	if err != nil {
		return answer{}, err
	}
	defer res.Body.Close()
	in := answer{status: res.StatusCode, header: res.Header}
	limit := c.dials.ResponseLimit()
	in.body, err = readAll(io.LimitReader(res.Body, int64(limit)+1), min(res.ContentLength, int64(limit)))
	if len(in.body) > limit {
		in.body, in.over = in.body[:limit], true
	}
	if err != nil {
		return in, fmt.Errorf("read answer: %w", err)
	}
	return in, nil
}

// readAll reads to the end. size is how much is announced, negative when nothing is; it is not relied upon.
func readAll(r io.Reader, size int64) ([]byte, error) {
	const atOnce = 64 << 10 // an announcement costs nothing, memory does
	var b bytes.Buffer
	b.Grow(int(min(max(size, 0), atOnce)) + bytes.MinRead)
	_, err := b.ReadFrom(r)
	return b.Bytes(), err
}

// header makes the header lines of wire §2.2, but for the authorization. The empty User-Agent keeps Go from sending its own.
func (c *Client) header(r Request, out encoded, now time.Time) http.Header {
	h := http.Header{"User-Agent": {c.dials.UserAgent()}}
	switch c.dials.ADSCIMVersion() {
	case "activity":
		id := r.Activity
		if id == "" {
			id = c.activity
		}
		h["ADSCIMVersion"] = []string{"Date:" + now.UTC().Format(time.RFC3339) + ", ActivityId:" + id}
	case "5.0":
		h["ADSCIMVersion"] = []string{"5.0"}
	}
	if a := c.dials.AcceptHeader(); a != "" {
		h["Accept"] = []string{a}
	}
	if out.body != nil {
		h["Content-Type"] = []string{contentType}
	}
	return h
}

// sentHeaders lists our header lines as Go writes them: User-Agent first, the rest by name.
func sentHeaders(h http.Header) []Header {
	out := make([]Header, 0, len(h)+1)
	for _, name := range []string{"User-Agent", "ADSCIMVersion", "Accept", "Authorization", "Content-Type"} {
		switch v := strings.Join(h[name], ", "); {
		case name == "Authorization": // put in when the request is sent
			out = append(out, Header{name, "Bearer " + masked})
		case v == "":
		default:
			out = append(out, Header{name, v})
		}
	}
	return out
}

// masker hides the token, and the values that passed through Redact, in everything that is kept.
func (c *Client) masker(r Request) func(string) string {
	var pairs []string
	for _, v := range r.redacted() {
		quoted := string(appendString(nil, v))
		pairs = append(pairs, quoted, `"`+Redacted+`"`, url.QueryEscape(quoted), url.QueryEscape(`"`+Redacted+`"`))
	}
	if len(pairs) == 0 {
		return c.secrets.Replace
	}
	values := strings.NewReplacer(pairs...)
	return func(s string) string { return values.Replace(c.secrets.Replace(s)) }
}
