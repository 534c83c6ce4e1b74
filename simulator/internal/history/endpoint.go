package history

import (
	"bytes"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/entrasim/entrasim/simulator/internal/faketarget"
)

// Account is a user or group in the endpoint.
type Account struct {
	Kind    string // Users or Groups
	ID      string
	Attrs   map[string]string
	Members []string // ids, sorted
}

func (a *Account) equal(b *Account) bool {
	return a != nil && b != nil && maps.Equal(a.Attrs, b.Attrs) && slices.Equal(a.Members, b.Members)
}

// name is what people call it.
func (a *Account) name() string {
	if a.Kind == "Groups" {
		return a.Attrs["displayName"]
	}
	return a.Attrs["userName"]
}

// call is a request that reached the endpoint.
type call struct {
	method, target string // target is path and query
	body           string
	kind           string
	status         int
	before, after  *Account // of what was written; nil when it was or is not there
}

// write reports whether the endpoint has carried out a write.
func (c call) wrote() bool { return c.method != http.MethodGet && c.status < 300 }

func (c call) account() *Account {
	if c.after != nil {
		return c.after
	}
	return c.before
}

// Endpoint is the target of a history: an endpoint in good order, with a journal of what came in.
type Endpoint struct {
	// Around, when set, stands between the journal and the endpoint: for endpoints that are not in good order.
	Around func(http.Handler) http.Handler

	target faketarget.Target
	mu     sync.Mutex
	calls  []call
}

// ServeHTTP implements http.Handler.
func (e *Endpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	e.mu.Lock()
	defer e.mu.Unlock()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	c := call{method: r.Method, target: r.URL.RequestURI(), body: string(body), kind: "Users"}
	if strings.Contains(r.URL.Path, "/Groups") {
		c.kind = "Groups"
	}
	status := &statusWriter{ResponseWriter: w}
	var handler http.Handler = &e.target
	if e.Around != nil {
		handler = e.Around(handler)
	}
	e.target.Silent = true
	if r.Method == http.MethodGet {
		handler.ServeHTTP(status, r)
	} else {
		before := e.target.All(c.kind)
		handler.ServeHTTP(status, r)
		c.before, c.after = touched(c, r.URL.Path, before, e.target.All(c.kind))
	}
	c.status = status.status
	e.calls = append(e.calls, c)
}

// touched finds what a write was about.
func touched(c call, path string, before, after map[string]faketarget.Resource) (*Account, *Account) {
	id := path[strings.LastIndexByte(path, '/')+1:]
	if c.method == http.MethodPost {
		for candidate := range after {
			if _, ok := before[candidate]; !ok {
				id = candidate
			}
		}
	}
	return accountOf(c.kind, id, before), accountOf(c.kind, id, after)
}

func accountOf(kind, id string, all map[string]faketarget.Resource) *Account {
	r, ok := all[id]
	if !ok {
		return nil
	}
	return &Account{kind, id, r.Attrs, slices.Sorted(maps.Keys(r.Members))}
}

// drain gives the journal since the last call.
func (e *Endpoint) drain() []call {
	e.mu.Lock()
	defer e.mu.Unlock()
	list := e.calls
	e.calls = nil
	return list
}

// contents lists everything in the endpoint, by kind and id.
func (e *Endpoint) contents() []*Account {
	var list []*Account
	for _, kind := range []string{"Users", "Groups"} {
		all := e.target.All(kind)
		for _, id := range slices.Sorted(maps.Keys(all)) {
			list = append(list, accountOf(kind, id, all))
		}
	}
	return list
}

// statusWriter remembers the status.
type statusWriter struct {
	http.ResponseWriter
	status int
}

// WriteHeader implements http.ResponseWriter.
func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}
