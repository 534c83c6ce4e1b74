package grading

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Exchange is one request of the client and what it was answered.
type Exchange struct {
	Began, Ended time.Time
	Method       string
	Path         string // below the base URL: /Users/2819c223
	RawQuery     string
	URL          string // as the client used it
	Header       http.Header
	Body         []byte
	Status       int
	AnswerHeader http.Header
	Answer       []byte
	Provoked     bool // the answer is the grader's and not the server's
}

// Query are the parameters.
func (e Exchange) Query() url.Values {
	q, _ := url.ParseQuery(e.RawQuery) // what cannot be read is left out
	return q
}

// collection is the first part of the path: /Users of /Users/2819c223.
func (e Exchange) collection() string {
	rest, _, _ := strings.Cut(strings.TrimPrefix(e.Path, "/"), "/")
	return "/" + rest
}

// element tells whether the path names one resource: it has an id.
func (e Exchange) element() bool {
	_, id, _ := strings.Cut(strings.TrimPrefix(e.Path, "/"), "/")
	return id != "" && !strings.HasPrefix(id, ".")
}

// search tells whether this is a query in a body (RFC 7644 §3.4.3).
func (e Exchange) search() bool {
	return e.Method == http.MethodPost && strings.HasSuffix(e.Path, "/.search")
}

// creates tells whether the request creates a resource.
func (e Exchange) creates() bool {
	return e.Method == http.MethodPost && !e.element() && !e.search() && e.collection() != "/Bulk" && e.Path != "" && e.Path != "/"
}

// updates tells whether the request changes a resource.
func (e Exchange) updates() bool {
	return (e.Method == http.MethodPut || e.Method == http.MethodPatch) && e.element()
}

// done tells whether the answer says that it worked.
func (e Exchange) done() bool { return e.Status/100 == 2 }

// what is the request as texts name it.
func (e Exchange) what() string {
	if e.RawQuery != "" {
		return e.Method + " " + e.Path + "?" + e.RawQuery
	}
	return e.Method + " " + e.Path
}

// sent is the body of the request as an object; nil when it is none.
func (e Exchange) sent() map[string]any { return object(e.Body) }

// answered is the body of the answer as an object; nil when it is none.
func (e Exchange) answered() map[string]any { return object(e.Answer) }

func object(data []byte) map[string]any {
	var doc map[string]any
	if json.Unmarshal(data, &doc, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)) != nil {
		return nil
	}
	return doc
}

// member finds a member whatever the letter case of its name (RFC 7643 §2.1).
func member(doc map[string]any, name string) (value any, ok bool) {
	for key, v := range doc {
		if strings.EqualFold(key, name) {
			return v, true
		}
	}
	return nil, false
}

// text is a member that is a string; "" when it is not.
func text(doc map[string]any, name string) string {
	v, _ := member(doc, name)
	s, _ := v.(string)
	return s
}

// number is a member that is a number.
func number(doc map[string]any, name string) (n int, ok bool) {
	v, _ := member(doc, name)
	f, ok := v.(float64)
	return int(f), ok
}

// objects are the elements of a member that are objects; a single object counts as one.
func objects(doc map[string]any, name string) []map[string]any {
	v, _ := member(doc, name)
	switch v := v.(type) {
	case map[string]any:
		return []map[string]any{v}
	case []any:
		var out []map[string]any
		for _, e := range v {
			if o, ok := e.(map[string]any); ok {
				out = append(out, o)
			}
		}
		return out
	}
	return nil
}

// literals are the texts that a filter compares with.
func literals(filter string) []string {
	var out []string
	for {
		start := strings.IndexByte(filter, '"')
		if start < 0 {
			return out
		}
		end := start + 1
		for end < len(filter) && filter[end] != '"' {
			if filter[end] == '\\' {
				end++
			}
			end++
		}
		if end >= len(filter) {
			return out
		}
		var s string
		if json.Unmarshal([]byte(filter[start:end+1]), &s) == nil {
			out = append(out, s)
		}
		filter = filter[end+1:]
	}
}

// asked is the filter of a query, in the URL or in the body of a search; "" when there is none.
func (e Exchange) asked() string {
	if e.search() {
		return text(e.sent(), "filter")
	}
	if e.Method == http.MethodGet {
		return e.Query().Get("filter")
	}
	return ""
}
