package scimclient

import (
	"fmt"
	"net/http"
)

// Preview gives a request as it would be sent, without sending it.
func (c *Client) Preview(r Request) (Exchange, error) {
	out, err := c.encode(r)
	if err != nil {
		return Exchange{Cause: r.Cause, Kind: r.Kind}, fmt.Errorf("build %s request: %w", r.Kind, err)
	}
	ex, _ := c.prepare(r, out, c.masker(r))
	return ex, nil
}

// prepare gives the part of an exchange that is known before it takes place, and the header lines that are sent.
func (c *Client) prepare(r Request, out encoded, mask func(string) string) (Exchange, http.Header) {
	ex := Exchange{
		Cause: r.Cause, Kind: r.Kind, Method: out.method, Base: c.tenant.Base, Target: mask(out.target),
		RequestBody: mask(string(out.body)), Started: c.now(),
	}
	header := c.header(r, out, ex.Started)
	ex.RequestHeader = sentHeaders(header)
	return ex, header
}

// Blank is a resource of which nothing is known but its id.
func Blank(id string) *Object { return &Object{id: id, tree: objectNode()} }
