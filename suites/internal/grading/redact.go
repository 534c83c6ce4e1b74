package grading

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/entrasim/entrasim/suites/report"
)

// Redact masks the token of the grader in what is published.
type Redact struct{ Token string }

const masked = "***"

// keptBody is how much of a body a report keeps.
const keptBody = 64 << 10

func (r Redact) text(s string) string {
	if r.Token == "" {
		return s
	}
	raw, _, _ := strings.Cut(r.Token, ":")
	return strings.NewReplacer(r.Token, masked, raw, masked).Replace(s)
}

func (r Redact) message(h http.Header, body []byte) report.Message {
	m := report.Message{Body: r.text(string(body))}
	for name, values := range h {
		for _, v := range values {
			scheme, _, _ := strings.Cut(v, " ")
			switch name {
			case "Authorization", "Proxy-Authorization":
				v = scheme + " " + masked
			case "Cookie", "Set-Cookie":
				v = masked
			default:
				v = r.text(v)
			}
			m.Headers = append(m.Headers, report.Header{Name: name, Value: v})
		}
	}
	slices.SortFunc(m.Headers, func(a, b report.Header) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Value, b.Value))
	})
	if len(m.Body) > keptBody {
		cut := keptBody
		for cut > 0 && !utf8.RuneStart(m.Body[cut]) {
			cut--
		}
		m.Body, m.Truncated = m.Body[:cut], true
	}
	return m
}

// publish is an exchange as reports show it.
func (r Redact) publish(e Exchange) report.Exchange {
	answer := r.message(e.AnswerHeader, e.Answer)
	out := report.Exchange{
		Method: e.Method, URL: r.text(e.URL), Request: r.message(e.Header, e.Body), Status: e.Status, Response: &answer,
		DurationMS: e.Ended.Sub(e.Began).Milliseconds(),
	}
	if e.Provoked {
		out.Purpose = "answered by the grader, to see what the client does"
	}
	return out
}
