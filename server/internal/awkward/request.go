package awkward

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// target is what a request is about, as far as its path tells.
type target struct {
	endpoint string // "Users", or ""
	id       bool   // a resource, not the collection
	search   bool   // …/.search
	bulk     bool
}

func (h *handler) target(path string) target {
	segments := strings.FieldsFunc(path, func(r rune) bool { return r == '/' })
	n := len(segments)
	if n == 0 {
		return target{}
	}
	last := segments[n-1]
	switch {
	case last == ".search":
		return target{search: true}
	case last == "Bulk":
		return target{bulk: true}
	case h.endpoints[last] != nil:
		return target{endpoint: last}
	case n > 1 && h.endpoints[segments[n-2]] != nil:
		return target{endpoint: segments[n-2], id: true}
	}
	return target{}
}

// rewrite returns the request as the handler inside shall see it.
func (h *handler) rewrite(r *http.Request, t target) *http.Request {
	out := r
	clone := func() {
		if out == r {
			out = r.Clone(r.Context())
			out.Body = r.Body
		}
	}
	if h.mode.OpaqueTags {
		for _, name := range []string{"If-Match", "If-None-Match"} {
			if len(r.Header[name]) > 0 {
				clone()
				for i, v := range out.Header[name] {
					out.Header[name][i] = h.dice.revealAll(v)
				}
			}
		}
	}
	if h.mode.SmallPages && t.endpoint != "" && !t.id && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
		clone()
		out.URL.RawQuery = h.smallQuery(r.URL.RawQuery)
	}
	if r.Method == http.MethodPost && (t.search && h.mode.SmallPages || t.bulk && h.mode.OpaqueTags) {
		clone()
		h.rewriteBody(out, t)
	}
	return out
}

// smallQuery lowers count. Everything but the position decides by how much, so the size stays the same from page to page.
func (h *handler) smallQuery(raw string) string {
	asked := h.defaultCount
	var rest []string
	for _, pair := range strings.Split(raw, "&") {
		name, value, _ := strings.Cut(pair, "=")
		switch name {
		case "count":
			n, err := strconv.Atoi(strings.TrimSpace(unescape(value)))
			if err != nil {
				return raw
			}
			asked = n
		case "", "startIndex", "cursor":
			// not part of what is asked for, but kept below
		default:
			rest = append(rest, pair)
		}
	}
	if asked <= 1 {
		return raw
	}
	small := "count=" + strconv.Itoa(h.small(asked, strings.Join(rest, "&")))
	for _, pair := range strings.Split(raw, "&") {
		if name, _, _ := strings.Cut(pair, "="); name != "count" && pair != "" {
			small += "&" + pair
		}
	}
	return small
}

func unescape(s string) string {
	if v, err := url.QueryUnescape(s); err == nil {
		return v
	}
	return s
}

// small chooses a page size from half of what is asked for to one less.
func (h *handler) small(asked int, query string) int {
	asked = min(asked, h.maxResults)
	if asked <= 1 {
		return asked
	}
	return asked - 1 - int(h.dice.roll("page", query)%uint64((asked+1)/2))
}

// maxRewritten is the largest body of a request that is looked at; larger ones go through as they are.
const maxRewritten = 4 << 20

// rewriteBody does for .search what smallQuery does, and for bulk requests what revealAll does.
func (h *handler) rewriteBody(r *http.Request, t target) {
	if r.Body == nil || r.ContentLength > maxRewritten {
		return
	}
	head, err := io.ReadAll(io.LimitReader(r.Body, maxRewritten+1))
	body := struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(head), r.Body), r.Body}
	if err != nil {
		body.Reader = io.MultiReader(bytes.NewReader(head), broken{err})
	}
	r.Body = body
	if err != nil || len(head) > maxRewritten {
		return
	}
	n := parse(head)
	if n == nil || n.kind != '{' {
		return
	}
	if t.search {
		h.smallSearch(n)
	} else if ops := n.get("Operations"); ops != nil {
		for _, op := range ops.elements {
			if v := op.get("version"); v.text() != "" {
				v.setText(h.dice.revealAll(v.text()))
			}
		}
	}
	changed := style{}.write(nil, n, 0)
	if missing := len(head) - len(changed); missing > 0 { // limits are about the size that the client has sent
		changed = append(changed, bytes.Repeat([]byte(" "), missing)...)
	}
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(changed)), int64(len(changed))
}

// broken repeats the error with which a body ended.
type broken struct{ err error }

func (b broken) Read([]byte) (int, error) { return 0, b.err }

func (h *handler) smallSearch(n *node) {
	asked := h.defaultCount
	count := n.get("count")
	if count != nil && count.kind == '0' {
		v, err := strconv.Atoi(string(count.raw))
		if err != nil {
			return
		}
		asked = v
	} else if count != nil && count.kind != 'n' {
		return
	}
	if asked <= 1 {
		return
	}
	same := &node{kind: '{'}
	for _, m := range n.members {
		if m.name != "count" && m.name != "startIndex" && m.name != "cursor" {
			same.members = append(same.members, m)
		}
	}
	small := h.small(asked, string(style{}.write(nil, same, 0)))
	n.drop("count")
	n.members = append(n.members, member{"count", &node{kind: '0', raw: strconv.AppendInt(nil, int64(small), 10)}})
}
