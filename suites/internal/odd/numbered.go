package odd

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
)

// Numbered has ids that are JSON numbers: 1, 2, 3.
func Numbered(right http.Handler) http.Handler {
	n := &numbered{next: right, number: map[string]int{}, name: map[int]string{}}
	return n
}

type numbered struct {
	next   http.Handler
	mu     sync.Mutex
	number map[string]int
	name   map[int]string
}

func (n *numbered) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	kind, id := endpoint(r)
	id, _ = url.PathUnescape(id) // what is no escape is no number either
	if number, err := strconv.Atoi(id); err == nil && (kind == "Users" || kind == "Groups") {
		before, _, _ := strings.Cut(r.URL.Path, "/"+kind+"/")
		r.URL.Path, r.URL.RawPath = before+"/"+kind+"/"+n.real(number), ""
	}
	query := r.URL.Query()
	for key, values := range query {
		for i, v := range values {
			query[key][i] = n.inside(v)
		}
	}
	r.URL.RawQuery = query.Encode()
	if doc := body(r); doc != nil {
		if changed, ok := n.deep(doc).(object); ok {
			setBody(r, changed)
		}
	}
	k := keep(n.next, r)
	n.outward(k.doc)
	for _, name := range []string{"Location", "Content-Location"} {
		if at := k.Header().Get(name); at != "" {
			k.Header().Set(name, n.located(at))
		}
	}
	k.send(w)
}

func (n *numbered) real(number int) string {
	n.mu.Lock()
	defer n.mu.Unlock()
	if name, ok := n.name[number]; ok {
		return name
	}
	return strconv.Itoa(number)
}

// inside puts the real ids in place of the quoted numbers of a filter or path.
func (n *numbered) inside(text string) string {
	parts := strings.Split(text, `"`)
	for i := 1; i < len(parts); i += 2 {
		if number, err := strconv.Atoi(parts[i]); err == nil {
			parts[i] = n.real(number)
		}
	}
	return strings.Join(parts, `"`)
}

// deep puts the real ids in place of numbers in value, path and manager of a body.
func (n *numbered) deep(v any) any {
	switch x := v.(type) {
	case object:
		for key, inner := range x {
			switch s := inner.(type) {
			case string:
				if number, err := strconv.Atoi(s); err == nil && (key == "value" || key == "id" || key == "manager") {
					x[key] = n.real(number)
				} else if key == "path" || key == "filter" {
					x[key] = n.inside(n.below(s))
				}
			case float64:
				if key == "value" || key == "id" {
					x[key] = n.real(int(s))
				}
			default:
				x[key] = n.deep(inner)
			}
		}
	case []any:
		for i, inner := range x {
			x[i] = n.deep(inner)
		}
	}
	return v
}

// below puts the real id into the path of an operation of a bulk request.
func (n *numbered) below(path string) string {
	for _, collection := range []string{"/Users/", "/Groups/"} {
		if id, ok := strings.CutPrefix(path, collection); ok {
			if number, err := strconv.Atoi(id); err == nil {
				return collection + n.real(number)
			}
		}
	}
	return path
}

// outward numbers the ids of resources, and what refers to them.
func (n *numbered) outward(v any) {
	switch x := v.(type) {
	case object:
		_, resource := x["meta"]
		_, named := x["userName"]
		for key, inner := range x {
			id, text := inner.(string)
			switch {
			case text && key == "id" && !strings.HasPrefix(id, "urn:") && (resource || named) && len(id) == 36:
				x[key] = n.numberOf(id)
			case text && key == "value" && len(id) == 36 && strings.Count(id, "-") == 4:
				x[key] = strconv.Itoa(n.numberOf(id))
			case text:
				x[key] = n.located(id)
			default:
				n.outward(inner)
			}
		}
	case []any:
		for _, inner := range x {
			n.outward(inner)
		}
	}
}

// located puts the number into a URL that ends in a real id.
func (n *numbered) located(text string) string {
	i := strings.LastIndex(text, "/")
	if i < 0 || len(text)-i != 37 || !strings.Contains(text, "/Users/") && !strings.Contains(text, "/Groups/") {
		return text
	}
	return text[:i+1] + strconv.Itoa(n.numberOf(text[i+1:]))
}

func (n *numbered) numberOf(id string) int {
	n.mu.Lock()
	defer n.mu.Unlock()
	if number, ok := n.number[id]; ok {
		return number
	}
	number := len(n.number) + 1
	n.number[id], n.name[number] = number, id
	return number
}
