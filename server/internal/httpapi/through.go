package httpapi

import (
	"bytes"
	"context"
	"net/http"
	"sync"

	"github.com/entrasim/entrasim/server/internal/resources"
	"github.com/entrasim/entrasim/server/internal/tenant"
)

// wrapped keeps the wrapped port of every organisation whose profile has a Wrap, as long as the profile stays the same.
type wrapped struct {
	mu    sync.Mutex
	ports map[string]port
}

type port struct {
	profile *resources.Profile
	handler http.Handler
}

func (w *wrapped) of(org string, p *resources.Profile, inner http.Handler) http.Handler {
	w.mu.Lock()
	defer w.mu.Unlock()
	if have := w.ports[org]; have.profile == p {
		return have.handler
	}
	if w.ports == nil {
		w.ports = map[string]port{}
	}
	made := port{p, p.Wrap(inner)}
	w.ports[org] = made
	return made.handler
}

// passage is what the handler inside of a Wrap knows about the request outside.
type passage struct {
	principal tenant.Principal
	profile   *resources.Profile
	scope     resources.Scope

	mu    sync.Mutex
	body  []byte // of the first request inside
	label string // its endpoint
}

type passageKey struct{}

// through returns how to answer by way of the profile's Wrap; nil if it has none.
func (a *API) through(req *request) func(http.ResponseWriter, *response) {
	if req.profile.Wrap == nil {
		return nil
	}
	h := a.wrapped.of(req.principal.Organisation.ID, req.profile, http.HandlerFunc(a.serveInside))
	return func(w http.ResponseWriter, res *response) {
		p := &passage{principal: req.principal, profile: req.profile, scope: req.scope}
		t := &tee{ResponseWriter: w, res: res}
		defer func() {
			p.mu.Lock()
			defer p.mu.Unlock()
			if req.raw = p.body; p.label != "" {
				req.label = p.label
			}
		}()
		h.ServeHTTP(t, req.WithContext(context.WithValue(req.Context(), passageKey{}, p)))
	}
}

// serveInside is the port behind authentication, limits and records, as a Wrap sees it.
func (a *API) serveInside(w http.ResponseWriter, r *http.Request) {
	p, ok := r.Context().Value(passageKey{}).(*passage)
	if !ok {
		a.ServeHTTP(w, r) // not from through: everything is still to be done
		return
	}
	req := &request{Request: r, api: a, label: unknownEndpoint, principal: p.principal, profile: p.profile, scope: p.scope, inside: true}
	defer req.release()
	res, err := a.answer(req)
	if err != nil {
		res = a.failure(req, err)
	}
	p.mu.Lock()
	if p.body == nil {
		p.body = bytes.Clone(req.raw)
	}
	if p.label == "" {
		p.label = req.label
	}
	p.mu.Unlock()
	res.write(w, r.Method)
}

// tee notes what is written, for the record of exchanges.
type tee struct {
	http.ResponseWriter
	res *response
}

// Unwrap lets http.ResponseController reach the connection.
func (t *tee) Unwrap() http.ResponseWriter { return t.ResponseWriter }

func (t *tee) WriteHeader(status int) {
	if t.res.status == 0 && status >= http.StatusOK {
		t.res.status = status
	}
	t.ResponseWriter.WriteHeader(status)
}

// keptBody is how much of an answer is noted.
const keptBody = 64 << 10

func (t *tee) Write(b []byte) (int, error) {
	if t.res.status == 0 {
		t.res.status = http.StatusOK
	}
	if room := keptBody - len(t.res.body); room > 0 {
		t.res.body = append(t.res.body, b[:min(room, len(b))]...)
	}
	return t.ResponseWriter.Write(b)
}
