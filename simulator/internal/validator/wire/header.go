package wire

import (
	"net/http"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// header makes the header lines of a request. The empty User-Agent keeps Go from sending its own. A form goes to a token
// endpoint, which must not see the bearer token.
func (c *Client) header(d Dialect, r Request, withBody bool) http.Header {
	h := http.Header{"User-Agent": {""}}
	if r.Form != "" {
		h["Content-Type"] = []string{"application/x-www-form-urlencoded"}
		return h
	}
	h["Authorization"] = []string{"Bearer " + c.token}
	if d.Accept != "" {
		h["Accept"] = []string{d.Accept}
	}
	if withBody {
		h["Content-Type"] = []string{d.ContentType}
	}
	return h
}

// sent lists header lines as an exchange keeps them.
func sent(h http.Header) []scimclient.Header {
	var out []scimclient.Header
	for _, name := range []string{"Accept", "Authorization", "Content-Type"} {
		switch v := strings.Join(h[name], ", "); {
		case v == "":
		case name == "Authorization":
			out = append(out, scimclient.Header{Name: name, Value: "Bearer " + masked})
		default:
			out = append(out, scimclient.Header{Name: name, Value: v})
		}
	}
	return out
}

// kept lists the header lines of an answer that say something about it.
func (c *Client) kept(h http.Header) []scimclient.Header {
	var out []scimclient.Header
	for _, name := range []string{"Content-Type", "Location", "ETag", "Retry-After", "WWW-Authenticate"} {
		for _, v := range h.Values(name) {
			out = append(out, scimclient.Header{Name: name, Value: c.mask.Replace(v)})
		}
	}
	return out
}

// SCIM reports whether an answer has the media type of SCIM.
func (a Answer) SCIM() bool {
	name, _, _ := strings.Cut(a.Header.Get("Content-Type"), ";")
	return strings.EqualFold(strings.TrimSpace(name), "application/scim+json")
}

// Is reports whether the status is one of those.
func (a Answer) Is(status ...int) bool { return slices.Contains(status, a.Status) }
