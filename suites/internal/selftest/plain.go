package selftest

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/go-json-experiment/json"
)

// PlainToken is the token that Plain takes.
const PlainToken = "plain-token-0123456789"

const (
	listURN  = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
	errorURN = "urn:ietf:params:scim:api:messages:2.0:Error"
)

// object is a resource or a part of one.
type object = map[string]any

// Plain is the hand-written service provider. Its zero value is not usable; see NewPlain.
type Plain struct {
	mu        sync.Mutex
	resources map[string][]object // "Users", "Groups": in order of creation
	last      int
}

// NewPlain returns a provider that already holds other people's users and groups.
func NewPlain() *Plain {
	p := &Plain{resources: map[string][]object{}}
	for i := range 25 {
		user := p.add("Users", object{"userName": fmt.Sprintf("somebody-%d@elsewhere.example", i), "active": i%3 > 0, "displayName": "Somebody"})
		p.add("Groups", object{"displayName": fmt.Sprintf("Team %d", i), "members": []any{object{"value": user["id"]}}})
	}
	return p
}

func (p *Plain) add(kind string, o object) object {
	p.last++
	o["id"] = fmt.Sprintf("%s/%d?", strings.ToLower(kind[:1]), p.last) // ids are opaque: this one needs escaping
	o["schemas"] = []any{"urn:ietf:params:scim:schemas:core:2.0:" + strings.TrimSuffix(kind, "s")}
	delete(o, "meta")
	p.resources[kind] = append(p.resources[kind], o)
	return o
}

func (p *Plain) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	kind, id, _ := strings.Cut(strings.TrimPrefix(r.URL.EscapedPath(), "/"), "/")
	id, err := url.PathUnescape(id)
	switch {
	case r.Header.Get("Authorization") != "Bearer "+PlainToken:
		refuse(w, http.StatusUnauthorized, "", "token")
	case err != nil || (kind != "Users" && kind != "Groups"):
		refuse(w, http.StatusNotFound, "", "no such endpoint")
	case id == "" && r.Method == http.MethodGet:
		p.list(w, r, kind)
	case id == "" && r.Method == http.MethodPost:
		p.create(w, r, kind)
	case p.index(kind, id) < 0:
		refuse(w, http.StatusNotFound, "", "no such resource")
	case r.Method == http.MethodGet:
		answer(w, http.StatusOK, project(p.resources[kind][p.index(kind, id)], r.URL.Query()))
	case r.Method == http.MethodPatch:
		p.patch(w, r, kind, id)
	case r.Method == http.MethodDelete:
		i := p.index(kind, id)
		p.resources[kind] = slices.Delete(p.resources[kind], i, i+1)
		w.WriteHeader(http.StatusNoContent)
	default:
		refuse(w, http.StatusMethodNotAllowed, "", "not here")
	}
}

func (p *Plain) index(kind, id string) int {
	return slices.IndexFunc(p.resources[kind], func(o object) bool { return o["id"] == id })
}

func (p *Plain) list(w http.ResponseWriter, r *http.Request, kind string) {
	match, err := parseFilter(r.URL.Query().Get("filter"))
	if err != nil {
		refuse(w, http.StatusBadRequest, "invalidFilter", err.Error())
		return
	}
	found := []any{}
	for _, o := range slices.Backward(p.resources[kind]) { // any order is right
		if match(o) {
			found = append(found, project(o, r.URL.Query()))
		}
	}
	answer(w, http.StatusOK, object{"schemas": []string{listURN}, "totalResults": len(found), "startIndex": 1, "itemsPerPage": len(found), "Resources": found})
}

func (p *Plain) create(w http.ResponseWriter, r *http.Request, kind string) {
	var body object
	if err := json.UnmarshalRead(r.Body, &body); err != nil {
		refuse(w, http.StatusBadRequest, "invalidSyntax", err.Error())
		return
	}
	if body == nil { // null is JSON and no resource
		refuse(w, http.StatusBadRequest, "invalidSyntax", "the body is null")
		return
	}
	if p.taken(kind, body, "") {
		refuse(w, http.StatusConflict, "uniqueness", "the name is taken")
		return
	}
	answer(w, http.StatusCreated, project(p.add(kind, normalise(body)), nil))
}

// taken tells whether another resource than id has the unique name of o.
func (p *Plain) taken(kind string, o object, id string) bool {
	key := map[string]string{"Users": "userName", "Groups": "displayName"}[kind]
	name, _ := o[key].(string)
	return slices.ContainsFunc(p.resources[kind], func(other object) bool {
		theirs, _ := other[key].(string)
		return other["id"] != id && strings.EqualFold(theirs, name)
	})
}

func (p *Plain) patch(w http.ResponseWriter, r *http.Request, kind, id string) {
	var body struct{ Operations []operation }
	if err := json.UnmarshalRead(r.Body, &body); err != nil {
		refuse(w, http.StatusBadRequest, "invalidSyntax", err.Error())
		return
	}
	i := p.index(kind, id)
	changed := clone(p.resources[kind][i]).(object)
	for _, op := range body.Operations {
		if err := op.apply(changed); err != nil {
			refuse(w, http.StatusBadRequest, "invalidPath", err.Error())
			return
		}
	}
	changed = normalise(changed)
	if p.taken(kind, changed, id) {
		refuse(w, http.StatusConflict, "uniqueness", "the name is taken")
		return
	}
	p.resources[kind][i] = changed
	w.WriteHeader(http.StatusNoContent)
}

// project leaves members out unless they are asked for: they are "returned: request" here.
func project(o object, query url.Values) object {
	out := maps.Clone(o)
	if wanted := query.Get("attributes"); wanted == "" {
		delete(out, "members")
	} else {
		maps.DeleteFunc(out, func(k string, _ any) bool {
			return k != "id" && k != "schemas" && !slices.Contains(strings.Split(wanted, ","), k)
		})
	}
	return out
}

func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/scim+json;charset=utf-8")
	w.WriteHeader(status)
	_ = json.MarshalWrite(w, v, json.Deterministic(true)) // a client that went away misses it
}

func refuse(w http.ResponseWriter, status int, scimType, detail string) {
	e := object{"schemas": []string{errorURN}, "status": fmt.Sprint(status), "detail": detail}
	if scimType != "" {
		e["scimType"] = scimType
	}
	answer(w, status, e)
}

// Marked lists the names of what a run with this id has left behind.
func (p *Plain) Marked(runID string) []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var names []string
	for _, resources := range p.resources {
		for _, o := range resources {
			for _, key := range []string{"userName", "displayName"} {
				if name, _ := o[key].(string); strings.Contains(strings.ToLower(name), "es-"+runID+"-") {
					names = append(names, name)
				}
			}
		}
	}
	slices.Sort(names)
	return names
}
