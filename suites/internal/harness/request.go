package harness

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"

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
	// Path is below the base URL, with a leading slash, encoded as it shall be sent; "" is the base URL itself.
	Path string
	// URL is the whole address, in place of base URL and Path; Follow makes it of what the target itself names.
	URL   string
	Query []Param
	// RawQuery is sent as it is, in place of Query.
	RawQuery string
	Body     any // marshalled unless it is []byte; nil sends none
	// Header overrides what is sent by default, field by field; a field with no values is left out.
	Header http.Header
	// Bare leaves out Accept and User-Agent, which Entra does not send either (entra-wire-protocol §2.2).
	Bare bool
	// Impatient takes a 429 for the answer; otherwise it is waited for as the target asks, and the request is sent again.
	Impatient bool
}

// Send sends one request and returns what came back, whatever the status. No answer at all makes the check an error.
func (t *T) Send(r Request) *Answer {
	h, slot := t.build(r)
	// The transformer has the last word: httpexpect joins and interpolates paths, and ids may hold anything.
	resp := t.expect.Request(h.Method, "/").WithContext(h.Context()).WithTransformer(func(out *http.Request) {
		out.URL, out.Header, out.Host = h.URL, h.Header, ""
		out.Body, out.ContentLength, out.GetBody = h.Body, h.ContentLength, nil
	}).Expect()
	return &Answer{t: t, what: r.Method + " " + r.Path, exchange: t.recorder.at(slot.position), position: slot.position, resp: resp}
}

// Together sends requests at the same time and returns the answers in the order of the requests. No answer to one of them
// makes the check an error.
func (t *T) Together(requests ...Request) []*Answer {
	answers := make([]*Answer, len(requests))
	failures := make([]error, len(requests))
	start := make(chan struct{})
	var wg sync.WaitGroup
	for i, r := range requests {
		h, slot := t.build(r)
		wg.Go(func() {
			<-start
			resp, err := t.client.Do(h)
			if err != nil {
				failures[i] = err
				return
			}
			failures[i] = resp.Body.Close()
			answers[i] = &Answer{t: t, what: r.Method + " " + r.Path, exchange: t.recorder.at(slot.position), position: slot.position}
		})
	}
	close(start)
	wg.Wait()
	for i, err := range failures {
		if err != nil {
			t.abort(fmt.Sprintf("no answer to %s %s: %s", requests[i].Method, requests[i].Path, transportText(err)))
		}
	}
	return answers
}

// build makes the HTTP request; the slot learns where its exchange is kept.
func (t *T) build(r Request) (*http.Request, *slot) {
	body := t.marshal(r)
	rawQuery := r.RawQuery
	if rawQuery == "" {
		rawQuery = query(r.Query)
	}
	target := t.session.url(r.Path, rawQuery)
	if r.URL != "" {
		target = r.URL
	}
	place := new(slot)
	ctx := context.WithValue(t.ctx, slotKey{}, place)
	if r.Impatient {
		ctx = context.WithValue(ctx, impatientKey{}, true)
	}
	h, err := http.NewRequestWithContext(ctx, r.Method, target, http.NoBody)
	if err != nil {
		t.abort(fmt.Sprintf("%s %s makes no request: %v", r.Method, r.Path, err))
	}
	_ = t.session.rest(ctx, r.Method) // who interrupts the rest interrupts the request
	h.Header.Set("Authorization", "Bearer "+t.Token())
	if body != nil {
		h.Header.Set("Content-Type", mediaType+"; charset=utf-8") // as Entra writes it (Q28)
		h.ContentLength, h.Body = int64(len(body)), readCloser{bytes.NewReader(body)}
	}
	if r.Bare {
		h.Header["User-Agent"] = nil // net/http would put its own
	} else {
		h.Header.Set("Accept", mediaType)
		h.Header.Set("User-Agent", "entrasim-conform")
	}
	for name, values := range r.Header {
		h.Header[http.CanonicalHeaderKey(name)] = values
	}
	return h, place
}

func (t *T) marshal(r Request) []byte {
	switch b := r.Body.(type) {
	case nil:
		return nil
	case []byte:
		return b
	default:
		data, err := json.Marshal(b, json.Deterministic(true))
		if err != nil {
			t.abort(fmt.Sprintf("marshal the body of %s %s: %v", r.Method, r.Path, err))
		}
		return data
	}
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

// Put replaces a resource and returns the answer, whatever it is.
func (t *T) Put(path string, body any) *Answer {
	return t.Send(Request{Method: http.MethodPut, Path: path, Body: body})
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
