package harness

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/go-json-experiment/json"
)

// mediaType is the one of RFC 7644 §8.1.
const mediaType = "application/scim+json"

// Param is one query parameter; the order given is the order sent.
type Param struct{ Name, Value string }

// Filter is the filter parameter.
func Filter(format string, args ...any) Param { return Param{"filter", fmt.Sprintf(format, args...)} }

// query encodes parameters as Entra does: a space is a plus sign, a quote is %22, an @ is %40 (quirk Q14).
func query(params []Param) string {
	parts := make([]string, len(params))
	for i, p := range params {
		parts[i] = p.Name + "=" + url.QueryEscape(p.Value)
	}
	return strings.Join(parts, "&")
}

// Request is one request as it shall be sent.
type Request struct {
	Method string
	Path   string // below the base URL, with a leading slash
	Query  []Param
	Body   any // marshalled unless it is []byte; nil sends none
	// Bare leaves out Accept and User-Agent, which Entra does not send either (entra-wire-protocol §2.2).
	Bare bool
}

// Send sends one request and returns what came back, whatever the status. No answer at all makes the check an error.
func (t *T) Send(r Request) *Answer {
	var body []byte
	switch b := r.Body.(type) {
	case nil:
	case []byte:
		body = b
	default:
		data, err := json.Marshal(b, json.Deterministic(true))
		if err != nil {
			t.abort(fmt.Sprintf("marshal the body of %s %s: %v", r.Method, r.Path, err))
		}
		body = data
	}
	target := t.session.url(r.Path, query(r.Query))
	req := t.expect.Request(r.Method, "/")
	if body != nil {
		req = req.WithBytes(body)
	}
	// The transformer has the last word: httpexpect joins and interpolates paths, and ids may hold anything.
	req = req.WithTransformer(func(h *http.Request) {
		u, err := url.Parse(target)
		if err != nil {
			t.abort(fmt.Sprintf("the target's id makes no URL: %v", err))
		}
		h.URL = u
		h.Header.Set("Authorization", "Bearer "+t.session.cfg.Token)
		if body != nil {
			h.Header.Set("Content-Type", mediaType+"; charset=utf-8") // as Entra writes it (Q28)
			h.ContentLength = int64(len(body))
			h.GetBody = nil
			h.Body = readCloser{bytes.NewReader(body)}
		}
		if r.Bare {
			h.Header.Del("Accept")
			h.Header["User-Agent"] = nil // net/http would put its own
		} else {
			h.Header.Set("Accept", mediaType)
			h.Header.Set("User-Agent", "entrasim-conform")
		}
	})
	resp := req.Expect()
	ex, n := t.recorder.last()
	return &Answer{t: t, what: r.Method + " " + r.Path, exchange: ex, position: n, resp: resp}
}

type readCloser struct{ *bytes.Reader }

func (readCloser) Close() error { return nil }

// Get reads a path.
func (t *T) Get(path string, params ...Param) *Answer {
	return t.Send(Request{Method: http.MethodGet, Path: path, Query: params})
}

// Post creates below a collection.
func (t *T) Post(path string, body any) *Answer {
	return t.Send(Request{Method: http.MethodPost, Path: path, Body: body})
}

// Delete deletes a resource.
func (t *T) Delete(path string) *Answer {
	return t.Send(Request{Method: http.MethodDelete, Path: path})
}

// Op is one PATCH operation, spelled as it shall be sent. A nil Value is left out, an empty string is sent.
type Op struct {
	Op    string `json:"op"`
	Path  string `json:"path,omitempty"`
	Value any    `json:"value,omitzero"`
}

// TryPatch sends operations and returns the answer, whatever it is.
func (t *T) TryPatch(path string, ops ...Op) *Answer {
	return t.Send(Request{Method: http.MethodPatch, Path: path, Body: struct {
		Schemas    []string `json:"schemas"`
		Operations []Op     `json:"Operations"`
	}{[]string{"urn:ietf:params:scim:api:messages:2.0:PatchOp"}, ops}})
}

// Patch sends operations and demands success: 204 and 200 are both right (RFC 7644 §3.5.2). What the target says it did is
// not looked at; read it back.
func (t *T) Patch(path string, ops ...Op) {
	t.TryPatch(path, ops...).Is(http.StatusOK, http.StatusNoContent)
}
