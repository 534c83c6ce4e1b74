package scimclient

import (
	"net/http"
	"strings"
	"time"
)

// masked stands wherever a secret stood.
const masked = "***"

// Header is one header line of an exchange.
type Header struct {
	Name, Value string
}

// Exchange is a request and what came of it, complete enough to be sent again. Secrets are masked when it is made.
type Exchange struct {
	Cause  string // Request.Cause
	Kind   Kind
	Method string
	Base   string // the tenant URL without its flags and query
	Target string // path and query relative to Base, exactly as sent

	RequestHeader []Header // as sent, in the order of the wire; Authorization masked
	RequestBody   string

	Status         int      // 0 when no answer came
	ResponseHeader []Header // the kept ones, in the order of keptHeaders
	ResponseBody   string   // up to the response-limit

	Started  time.Time
	Duration time.Duration
	Err      string // one line, when it failed
}

// URL is the absolute URL of the request.
func (e Exchange) URL() string { return e.Base + e.Target }

// Write reports whether the request was meant to change the target.
func (e Exchange) Write() bool { return e.Method != http.MethodGet }

// keptHeaders are the response headers that say something about the answer; the rest is noise that differs from run
// to run.
var keptHeaders = []string{"Content-Type", "Location", "ETag", "Retry-After", "WWW-Authenticate"}

// keptKeys are the names as net/http has them in its maps.
var keptKeys = canonical(keptHeaders)

func canonical(names []string) []string {
	keys := make([]string, len(names))
	for i, name := range names {
		keys[i] = http.CanonicalHeaderKey(name)
	}
	return keys
}

func keepHeaders(h http.Header, mask func(string) string) []Header {
	var out []Header
	for i, key := range keptKeys {
		for _, v := range h[key] {
			out = append(out, Header{keptHeaders[i], mask(v)})
		}
	}
	return out
}

// maskReplacer hides a token wherever it turns up. Very short tokens are not searched for in bodies: they would mask
// ordinary words.
func maskReplacer(token string) *strings.Replacer {
	const searchable = 8
	if len(token) < searchable {
		return strings.NewReplacer()
	}
	return strings.NewReplacer(token, masked)
}
