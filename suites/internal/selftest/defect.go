package selftest

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
)

// Defect is one way of being wrong, put in front of a right target.
type Defect struct {
	Name  string
	About string
	// Fails are the checks that must fail (or warn, for a SHOULD) under the defect. No others may.
	Fails []string
	// Wrap breaks next.
	Wrap func(next http.Handler) http.Handler
}

// Defects lists all defects by name.
func Defects() []Defect {
	all := slices.Concat(requestDefects(), patchDefects(), answerDefects(), listDefects())
	slices.SortFunc(all, func(a, b Defect) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// request is a request on its way to the target; next passes it on, as it then is, and returns the answer.
type request struct {
	*http.Request
	kind string // "Users", "Groups" or something else
	id   string // "" for the collection
	body object // nil when there is none
	next http.Handler
}

// reply is an answer on its way back.
type reply struct {
	status int
	header http.Header
	body   object // nil when there is none
}

// breaking makes a Wrap of a function that sees every request and decides what is answered.
func breaking(fn func(*request) *reply) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			req := read(r)
			req.next = next
			fn(req).write(w)
		})
	}
}

func read(r *http.Request) *request {
	req := &request{Request: r}
	parts := strings.Split(r.URL.EscapedPath(), "/")
	for i, p := range parts {
		if p == "Users" || p == "Groups" {
			req.kind, req.id = p, strings.Join(parts[i+1:], "/")
		}
	}
	if data, err := io.ReadAll(r.Body); err == nil && len(data) > 0 {
		_ = json.Unmarshal(data, &req.body) // a body that is not an object is none of our business
	}
	return req
}

// pass sends the request on.
func (r *request) pass() *reply {
	out := r.Clone(r.Context())
	out.Body, out.ContentLength = http.NoBody, 0
	if r.body != nil {
		data, err := json.Marshal(r.body)
		if err != nil {
			return refusal(http.StatusInternalServerError, "", err.Error())
		}
		out.Body, out.ContentLength = io.NopCloser(bytes.NewReader(data)), int64(len(data))
	}
	rec := httptest.NewRecorder()
	r.next.ServeHTTP(rec, out)
	answer := &reply{status: rec.Code, header: rec.Header()}
	if rec.Body.Len() > 0 {
		_ = json.Unmarshal(rec.Body.Bytes(), &answer.body)
	}
	return answer
}

// peek reads the resource that the request is about, past the defect.
func (r *request) peek() object {
	get := &request{Request: r.Clone(r.Context()), next: r.next}
	get.Method = http.MethodGet
	return get.pass().body
}

func (a *reply) write(w http.ResponseWriter) {
	for name, values := range a.header {
		if name != "Content-Length" {
			w.Header()[name] = values
		}
	}
	w.WriteHeader(a.status)
	if a.body != nil {
		_ = json.MarshalWrite(w, a.body, json.Deterministic(true))
	}
}

func refusal(status int, scimType, detail string) *reply {
	rec := httptest.NewRecorder()
	refuse(rec, status, scimType, detail)
	out := &reply{status: status, header: rec.Header()}
	_ = json.Unmarshal(rec.Body.Bytes(), &out.body)
	return out
}

// operations are those of a PATCH, to be changed in place; none for other requests.
func (r *request) operations() []object {
	if r.Method != http.MethodPatch {
		return nil
	}
	list, _ := r.body["Operations"].([]any)
	var out []object
	for _, e := range list {
		if op, ok := e.(object); ok {
			out = append(out, op)
		}
	}
	return out
}

func (r *request) setOperations(ops []object) {
	list := make([]any, len(ops))
	for i, op := range ops {
		list[i] = op
	}
	r.body["Operations"] = list
}

func path(op object) string {
	p, _ := op["path"].(string)
	return p
}

func is(op object, name string) bool {
	s, _ := op["op"].(string)
	return strings.EqualFold(s, name)
}

// resources calls fn for each resource in an answer: the one, or those of a list.
func (a *reply) resources(fn func(object)) {
	if list, ok := a.body["Resources"].([]any); ok {
		for _, e := range list {
			if o, ok := e.(object); ok {
				fn(o)
			}
		}
	} else if a.body["id"] != nil {
		fn(a.body)
	}
}

// keep drops the resources of a list for which wanted is false and corrects the counts.
func (a *reply) keep(wanted func(object) bool) {
	list, ok := a.body["Resources"].([]any)
	if !ok {
		return
	}
	kept := slices.DeleteFunc(list, func(e any) bool {
		o, ok := e.(object)
		return ok && !wanted(o)
	})
	a.body["Resources"], a.body["totalResults"], a.body["itemsPerPage"] = kept, len(kept), len(kept)
}

// refuseOps makes a Wrap that refuses a PATCH with an operation that matches.
func refuseOps(scimType string, match func(*request, object) bool) func(http.Handler) http.Handler {
	return breaking(func(r *request) *reply {
		for _, op := range r.operations() {
			if match(r, op) {
				return refusal(http.StatusBadRequest, scimType, "refused by the defect")
			}
		}
		return r.pass()
	})
}

// dropOps makes a Wrap that answers success and does not do the operations that match.
func dropOps(match func(*request, object) bool) func(http.Handler) http.Handler {
	return breaking(func(r *request) *reply {
		ops := r.operations()
		kept := slices.DeleteFunc(slices.Clone(ops), func(op object) bool { return match(r, op) })
		switch {
		case len(kept) == len(ops):
			return r.pass()
		case len(kept) == 0:
			return &reply{status: http.StatusNoContent}
		}
		r.setOperations(kept)
		return r.pass()
	})
}
