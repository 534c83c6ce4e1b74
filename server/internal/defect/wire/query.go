package wire

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/entrasim/entrasim/server/internal/filter"
)

// IsSearch reports whether the request is a POST to /.search, whose parameters stand in the body (RFC 7644 §3.4.3).
func (x *Exchange) IsSearch() bool {
	return x.Request.Method == http.MethodPost && x.Target.Place() == Search
}

// Query is the value of a query parameter, decoded once, and whether it is there. The parameters of a search are those in its
// body, with the elements of a list joined by commas.
func (x *Exchange) Query(name string) (string, bool) {
	if x.IsSearch() {
		v := x.Body().Get(name)
		if v == nil {
			return "", false
		}
		var parts []string
		for _, item := range v.List() {
			parts = append(parts, item.Text)
		}
		return strings.Join(parts, ","), true
	}
	for _, pair := range strings.Split(x.Request.URL.RawQuery, "&") {
		if n, v, ok := decode(pair); ok && n == name {
			return v, true
		}
	}
	return "", false
}

// QueryNames are the names of all query parameters, in order.
func (x *Exchange) QueryNames() []string {
	var names []string
	if x.IsSearch() {
		if b := x.Body(); b.Is(Object) {
			for _, m := range b.Members {
				names = append(names, m.Name)
			}
		}
		return names
	}
	for _, pair := range strings.Split(x.Request.URL.RawQuery, "&") {
		if n, _, ok := decode(pair); ok {
			names = append(names, n)
		}
	}
	return names
}

func decode(pair string) (name, value string, ok bool) {
	if pair == "" {
		return "", "", false
	}
	name, value, _ = strings.Cut(pair, "=")
	name, err := url.QueryUnescape(name)
	if err != nil {
		return "", "", false
	}
	value, err = url.QueryUnescape(value)
	return name, value, err == nil
}

// SetQuery changes a query parameter in its place, or adds it.
func (x *Exchange) SetQuery(name, value string) {
	if x.IsSearch() {
		x.setSearch(name, value)
		return
	}
	r, done := x.own(), false
	pairs := strings.Split(r.URL.RawQuery, "&")
	for i, pair := range pairs {
		if n, _, ok := decode(pair); ok && n == name {
			pairs[i], done = url.QueryEscape(name)+"="+url.QueryEscape(value), true
		}
	}
	if !done {
		pairs = append(pairs, url.QueryEscape(name)+"="+url.QueryEscape(value))
	}
	r.URL.RawQuery = strings.Trim(strings.Join(pairs, "&"), "&")
}

// setSearch changes a parameter in the body of a search, which is a number, a list or a string.
func (x *Exchange) setSearch(name, value string) {
	b := x.Body()
	if !b.Is(Object) {
		return
	}
	v := Text(value)
	switch name {
	case "startIndex", "count":
		v.Kind = Number
	case "attributes", "excludedAttributes":
		v = List()
		for _, part := range strings.Split(value, ",") {
			v.Items = append(v.Items, Text(part))
		}
	}
	b.Set(name, v)
	x.SetBody(b)
}

// DropQuery takes a query parameter out.
func (x *Exchange) DropQuery(name string) {
	if x.IsSearch() {
		if b := x.Body(); b.Is(Object) && b.Drop(name) {
			x.SetBody(b)
		}
		return
	}
	r := x.own()
	var kept []string
	for _, pair := range strings.Split(r.URL.RawQuery, "&") {
		if n, _, ok := decode(pair); !ok || n != name {
			kept = append(kept, pair)
		}
	}
	r.URL.RawQuery = strings.Join(kept, "&")
}

// FilterText is the filter of the request as the client wrote it; "" when there is none.
func (x *Exchange) FilterText() string {
	if !x.Is(http.MethodGet, http.MethodHead) && !x.IsSearch() {
		return ""
	}
	f, _ := x.Query("filter")
	return f
}

// Filter is the filter of the request; nil when there is none, or it cannot be read.
func (x *Exchange) Filter() filter.Expr {
	text := x.FilterText()
	if text == "" {
		return nil
	}
	e, err := filter.Parse(text, filter.Limits{Unquoted: true})
	if err != nil {
		return nil
	}
	return e
}

// SetFilter replaces the filter of the request; nil takes it out.
func (x *Exchange) SetFilter(e filter.Expr) {
	if e == nil {
		x.DropQuery("filter")
		return
	}
	x.SetQuery("filter", e.String())
}
