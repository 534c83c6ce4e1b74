package faketarget

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/go-json-experiment/json"
)

// Resource is a stored user or group.
type Resource struct {
	ID      string
	Attrs   map[string]string // by Entra's path; active is "true" or "false"
	Members map[string]bool   // groups only
}

// Request is a request as it came in.
type Request struct {
	Method, URI, Header, Body string
}

// Target is the endpoint. The zero value is ready to use; it is an http.Handler.
type Target struct {
	// Before, when set, may answer a request itself, and says so by returning true.
	Before func(w http.ResponseWriter, r *http.Request, body string) bool
	// Silent says that nothing is to be remembered of requests but their number.
	Silent bool

	mu       sync.Mutex
	store    map[string]map[string]*Resource // by "Users", "Groups", then id
	names    map[string]map[string]bool      // ids by kind and name, so that a large target stays quick
	born     map[string]int
	requests []Request
	count    map[string]int
}

// ServeHTTP implements http.Handler.
func (t *Target) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	raw, _ := io.ReadAll(r.Body)
	body := string(raw)
	t.remember(r, body)
	if t.Before != nil && t.Before(w, r, body) {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	parts := strings.Split(strings.Trim(r.URL.Path, "/"), "/")
	var kind, id string
	for i, p := range parts {
		if p == "Users" || p == "Groups" || p == "ServiceProviderConfig" {
			kind = p
			if i+1 < len(parts) {
				id = parts[i+1]
			}
		}
	}
	switch {
	case kind == "ServiceProviderConfig":
		reply(w, http.StatusOK, `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],"patch":{"supported":true}}`)
	case kind == "":
		fail(w, http.StatusNotFound, "", "no such endpoint")
	case r.Method == http.MethodGet && id == "":
		t.query(w, kind, r.URL.Query().Get("filter"))
	case r.Method == http.MethodPost && id == "":
		t.create(w, kind, body)
	case t.store[kind][id] == nil:
		fail(w, http.StatusNotFound, "", "no such resource")
	case r.Method == http.MethodGet:
		reply(w, http.StatusOK, t.store[kind][id].render(kind))
	case r.Method == http.MethodPatch:
		t.patch(w, kind, t.store[kind][id], body)
	case r.Method == http.MethodDelete:
		t.remove(kind, id)
		w.WriteHeader(http.StatusNoContent)
	default:
		fail(w, http.StatusMethodNotAllowed, "", "not supported")
	}
}

func (t *Target) remember(r *http.Request, body string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.count == nil {
		t.count = map[string]int{}
	}
	t.count[r.Method]++
	if t.Silent {
		return
	}
	var header []string
	for _, k := range slices.Sorted(maps.Keys(r.Header)) {
		header = append(header, k+": "+strings.Join(r.Header[k], ", "))
	}
	t.requests = append(t.requests, Request{r.Method, r.RequestURI, strings.Join(header, "\n"), body})
}

func (t *Target) query(w http.ResponseWriter, kind, filter string) {
	wanted := parseFilter(filter)
	var hits []string
	for _, id := range t.candidates(kind, wanted) {
		if r := t.store[kind][id]; r != nil && r.matches(wanted) {
			hits = append(hits, r.render(kind))
		}
	}
	reply(w, http.StatusOK, fmt.Sprintf(`{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":%d,"startIndex":1,"itemsPerPage":%d,"Resources":[%s]}`,
		len(hits), len(hits), strings.Join(hits, ",")))
}

// candidates are the ids a filter can be true for.
func (t *Target) candidates(kind string, wanted []clause) []string {
	switch first := wanted[0]; first.path {
	case "id":
		return []string{first.value}
	case unique(kind):
		return slices.Sorted(maps.Keys(t.names[nameKey(kind, first.value)]))
	default:
		return slices.Sorted(maps.Keys(t.store[kind]))
	}
}

func nameKey(kind, name string) string { return kind + "/" + strings.ToLower(name) }

// unique is the attribute no two resources share.
func unique(kind string) string {
	if kind == "Groups" {
		return "displayName"
	}
	return "userName"
}

func (t *Target) create(w http.ResponseWriter, kind, body string) {
	var in map[string]any
	if err := json.Unmarshal([]byte(body), &in); err != nil {
		fail(w, http.StatusBadRequest, "invalidSyntax", err.Error())
		return
	}
	r := &Resource{Attrs: flatten(in), Members: map[string]bool{}}
	name := r.Attrs[unique(kind)]
	if t.taken(kind, name, "") {
		fail(w, http.StatusConflict, "uniqueness", name+" exists")
		return
	}
	r.ID = t.mint(kind, name)
	t.put(kind, r)
	reply(w, http.StatusCreated, r.render(kind))
}

// mint derives an id from what is created, and how often it has been.
func (t *Target) mint(kind, name string) string {
	if t.born == nil {
		t.born = map[string]int{}
	}
	key := kind + "/" + strings.ToLower(name)
	t.born[key]++
	sum := sha256.Sum256(fmt.Appendf(nil, "%s#%d", key, t.born[key]))
	return strings.ToLower(kind[:1]) + "-" + hex.EncodeToString(sum[:6])
}

// put stores a resource in place of the one with its id.
func (t *Target) put(kind string, r *Resource) {
	if t.store == nil {
		t.store = map[string]map[string]*Resource{"Users": {}, "Groups": {}}
		t.names = map[string]map[string]bool{}
	}
	if old := t.store[kind][r.ID]; old != nil {
		delete(t.names[nameKey(kind, old.Attrs[unique(kind)])], r.ID)
	}
	t.store[kind][r.ID] = r
	key := nameKey(kind, r.Attrs[unique(kind)])
	if t.names[key] == nil {
		t.names[key] = map[string]bool{}
	}
	t.names[key][r.ID] = true
}

// taken reports whether another resource has the name.
func (t *Target) taken(kind, name, except string) bool {
	for id := range t.names[nameKey(kind, name)] {
		if id != except {
			return true
		}
	}
	return false
}

func (t *Target) remove(kind, id string) {
	if old := t.store[kind][id]; old != nil {
		delete(t.names[nameKey(kind, old.Attrs[unique(kind)])], id)
	}
	delete(t.store[kind], id)
	for _, g := range t.store["Groups"] {
		delete(g.Members, id)
	}
	for _, u := range t.store["Users"] {
		if u.Attrs[managerPath] == id {
			delete(u.Attrs, managerPath)
		}
	}
}

func reply(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "application/scim+json")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body)
}

func fail(w http.ResponseWriter, status int, scimType, detail string) {
	body, _ := json.Marshal(map[string]any{
		"schemas": []string{"urn:ietf:params:scim:api:messages:2.0:Error"},
		"status":  fmt.Sprint(status), "scimType": scimType, "detail": detail,
	}, json.Deterministic(true))
	reply(w, status, string(body))
}
