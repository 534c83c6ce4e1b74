package harness

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/entrasim/entrasim/suites/report"
)

// masked stands for a secret in everything that leaves the harness.
const masked = "***"

// keptBody is how much of a body a report keeps.
const keptBody = 64 << 10

// shortSecret is the length below which a secret is not searched for in bodies: masking every "a" would hide the evidence.
const shortSecret = 6

// redactor masks the secrets of one session. Copies share what they mask.
type redactor struct{ *masking }

type masking struct {
	mu      sync.RWMutex
	pairs   []string
	replace *strings.Replacer
}

// newRedactor masks tokens.
func newRedactor(tokens ...string) redactor {
	r := redactor{&masking{replace: strings.NewReplacer()}}
	for _, token := range tokens {
		r.add(token)
	}
	return r
}

// add masks a token as it stands, form-encoded, and, for one of the form <raw>:<provider>, its raw part alone.
func (r redactor) add(token string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	raw, _, _ := strings.Cut(token, ":")
	for _, secret := range []string{token, url.QueryEscape(token), raw} {
		if len(secret) >= shortSecret {
			r.pairs = append(r.pairs, secret, masked)
		}
	}
	r.replace = strings.NewReplacer(r.pairs...)
}

// text masks the secrets in s.
func (r redactor) text(s string) string {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.replace.Replace(s)
}

// secretHeaders carry credentials whatever their value.
var secretHeaders = []string{"Authorization", "Cookie", "Proxy-Authorization", "Set-Cookie"}

func (r redactor) headers(h http.Header) []report.Header {
	var out []report.Header
	for name, values := range h {
		for _, v := range values {
			switch {
			case name == "Authorization" && strings.HasPrefix(v, "Bearer "):
				v = "Bearer " + masked
			case slices.Contains(secretHeaders, name):
				v = masked
			default:
				v = r.text(v)
			}
			out = append(out, report.Header{Name: name, Value: v})
		}
	}
	slices.SortStableFunc(out, func(a, b report.Header) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Value, b.Value))
	})
	return out
}

func (r redactor) message(h http.Header, body []byte) report.Message {
	m := report.Message{Headers: r.headers(h), Body: r.text(string(body))}
	if len(m.Body) > keptBody {
		m.Body, m.Truncated = strings.ToValidUTF8(m.Body[:keptBody], ""), true
	}
	return m
}

// publish turns captured exchanges into what reports show. It is the one place where traffic leaves the harness.
func (r redactor) publish(captured []exchange) []report.Exchange {
	var out []report.Exchange
	for _, ex := range captured {
		e := report.Exchange{
			Purpose: ex.purpose, Method: ex.method, URL: r.text(ex.url), Request: r.message(ex.requestHeader, ex.requestBody),
			Status: ex.status, DurationMS: ex.duration.Milliseconds(),
			Started: ex.started, Protocol: ex.protocol,
		}
		if ex.err != nil {
			e.Error = r.text(ex.err.Error())
		} else if ex.status != 0 {
			m := r.message(ex.responseHeader, ex.responseBody)
			e.Response = &m
		}
		out = append(out, e)
	}
	return out
}
