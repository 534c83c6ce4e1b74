package report

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// The documents of HTTP Archive 1.2, with the members that it requires and those that apply. -1 is its "does not apply".
type (
	harPage struct {
		Started string         `json:"startedDateTime"`
		ID      string         `json:"id"`
		Title   string         `json:"title"`
		Timings map[string]int `json:"pageTimings"`
		Comment string         `json:"comment,omitempty"`
	}
	harEntry struct {
		Page     string      `json:"pageref"`
		Started  string      `json:"startedDateTime"`
		Time     int64       `json:"time"`
		Request  harRequest  `json:"request"`
		Response harResponse `json:"response"`
		Cache    struct{}    `json:"cache"`
		Timings  harTimings  `json:"timings"`
		Comment  string      `json:"comment,omitempty"`
	}
	harRequest struct {
		Method      string     `json:"method"`
		URL         string     `json:"url"`
		Version     string     `json:"httpVersion"`
		Cookies     []harPair  `json:"cookies"`
		Headers     []harPair  `json:"headers"`
		Query       []harPair  `json:"queryString"`
		Body        *harPosted `json:"postData,omitempty"`
		HeadersSize int        `json:"headersSize"`
		BodySize    int        `json:"bodySize"`
	}
	harResponse struct {
		Status      int        `json:"status"`
		StatusText  string     `json:"statusText"`
		Version     string     `json:"httpVersion"`
		Cookies     []harPair  `json:"cookies"`
		Headers     []harPair  `json:"headers"`
		Content     harContent `json:"content"`
		RedirectURL string     `json:"redirectURL"`
		HeadersSize int        `json:"headersSize"`
		BodySize    int        `json:"bodySize"`
		Comment     string     `json:"comment,omitempty"`
	}
	harPair struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
	harPosted struct {
		Type    string    `json:"mimeType"`
		Params  []harPair `json:"params"`
		Text    string    `json:"text"`
		Comment string    `json:"comment,omitempty"`
	}
	harContent struct {
		Size    int    `json:"size"`
		Type    string `json:"mimeType"`
		Text    string `json:"text,omitempty"`
		Comment string `json:"comment,omitempty"`
	}
	harTimings struct {
		Send    int   `json:"send"`
		Wait    int64 `json:"wait"`
		Receive int   `json:"receive"`
	}
)

// HAR writes the traffic of the run as an HTTP archive (version 1.2), as browsers and proxies read it: a page per check and
// one for discovery, credentials masked. Entries are written one by one. Reports of the first version do not know when a
// request left; there it is put where the requests before it end.
func HAR(w io.Writer, r Report) error {
	buffered := bufio.NewWriter(w)
	enc := jsontext.NewEncoder(buffered, jsontext.AllowInvalidUTF8(true), jsontext.WithIndent(" "))
	h := &har{enc: enc, now: r.Run.Started}
	h.token(jsontext.BeginObject, jsontext.String("log"), jsontext.BeginObject)
	h.token(jsontext.String("version"), jsontext.String("1.2"))
	h.member("creator", map[string]string{"name": "entrasim", "version": r.Run.Version})
	h.token(jsontext.String("pages"), jsontext.BeginArray)
	h.page(r.Run, "discovery", "Discovery of the features", "", r.Discovery)
	for _, c := range r.Checks {
		h.page(r.Run, c.ID, c.ID+" "+c.Title, "profile: "+string(c.Verdict), c.Exchanges)
	}
	h.token(jsontext.EndArray, jsontext.String("entries"), jsontext.BeginArray)
	h.entries("discovery", r.Discovery)
	for _, c := range r.Checks {
		h.entries(c.ID, c.Exchanges)
	}
	h.token(jsontext.EndArray, jsontext.EndObject, jsontext.EndObject)
	if err := buffered.Flush(); h.err == nil {
		h.err = err
	}
	if h.err != nil {
		return fmt.Errorf("write HTTP archive: %w", h.err)
	}
	return nil
}

// har keeps the first error.
type har struct {
	enc *jsontext.Encoder
	now time.Time // when the exchange is thought to begin that does not say
	err error
}

func (h *har) token(tokens ...jsontext.Token) {
	for _, t := range tokens {
		if h.err == nil {
			h.err = h.enc.WriteToken(t)
		}
	}
}

func (h *har) value(v any) {
	if h.err == nil {
		h.err = json.MarshalEncode(h.enc, v, json.Deterministic(true))
	}
}

func (h *har) member(name string, v any) {
	h.token(jsontext.String(name))
	h.value(v)
}

func (h *har) page(run Run, id, title, comment string, exchanges []Exchange) {
	if len(exchanges) == 0 {
		return
	}
	started := run.Started
	if !exchanges[0].Started.IsZero() {
		started = exchanges[0].Started
	}
	h.value(harPage{Started: started.UTC().Format(time.RFC3339Nano), ID: id, Title: title, Timings: map[string]int{}, Comment: comment})
}

func (h *har) entries(page string, exchanges []Exchange) {
	for _, ex := range exchanges {
		started := ex.Started
		if started.IsZero() {
			started = h.now
		}
		h.now = started.Add(time.Duration(ex.DurationMS) * time.Millisecond)
		h.value(harEntry{
			Page: page, Started: started.UTC().Format(time.RFC3339Nano), Time: ex.DurationMS, Comment: ex.Purpose,
			Request: harAsked(ex), Response: harAnswered(ex), Timings: harTimings{Wait: ex.DurationMS},
		})
	}
}

func harAsked(ex Exchange) harRequest {
	out := harRequest{
		Method: ex.Method, URL: ex.URL, Version: ex.Protocol, Cookies: []harPair{}, Headers: harHeaders(ex.Request), Query: []harPair{},
		HeadersSize: -1, BodySize: len(ex.Request.Body),
	}
	if u, err := url.Parse(ex.URL); err == nil {
		for pair := range strings.SplitSeq(u.RawQuery, "&") {
			if name, value, _ := strings.Cut(pair, "="); pair != "" {
				out.Query = append(out.Query, harPair{unescaped(name), unescaped(value)})
			}
		}
	}
	if ex.Request.Body != "" {
		out.Body = &harPosted{Type: ex.Request.header("Content-Type"), Params: []harPair{}, Text: ex.Request.Body, Comment: harCut(ex.Request)}
	}
	return out
}

func harAnswered(ex Exchange) harResponse {
	out := harResponse{
		Status: ex.Status, StatusText: http.StatusText(ex.Status), Version: ex.Protocol, Cookies: []harPair{}, Headers: []harPair{},
		HeadersSize: -1, BodySize: -1, Comment: ex.Error,
	}
	if ex.Response != nil {
		m := *ex.Response
		out.Headers, out.RedirectURL, out.BodySize = harHeaders(m), m.header("Location"), len(m.Body)
		out.Content = harContent{Size: len(m.Body), Type: m.header("Content-Type"), Text: m.Body, Comment: harCut(m)}
	}
	return out
}

func harHeaders(m Message) []harPair {
	out := make([]harPair, 0, len(m.Headers))
	for _, h := range m.Headers {
		out = append(out, harPair(h))
	}
	return out
}

func harCut(m Message) string {
	if m.Truncated {
		return "only the beginning was kept"
	}
	return ""
}

func unescaped(s string) string {
	if u, err := url.QueryUnescape(s); err == nil {
		return u
	}
	return s
}

// header is the first value of a header field.
func (m Message) header(name string) string {
	for _, h := range m.Headers {
		if strings.EqualFold(h.Name, name) {
			return h.Value
		}
	}
	return ""
}
