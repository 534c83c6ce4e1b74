package rule

import (
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

// condition says whether an exchange is meant; a is nil for conditions on the request.
type condition func(x *wire.Exchange, a *wire.Answer) bool

// when is the conditions of a rule. All have to hold.
type when struct {
	request []condition
	answer  []condition
	traffic traffic
}

// traffic picks some of the exchanges that meet all other conditions.
type traffic struct {
	every, first, after int // 0: no such condition
	probability         float64
}

var places = map[string]wire.Place{
	"collection": wire.Collection, "resource": wire.Resource, "search": wire.Search, "elsewhere": wire.Elsewhere,
}

func (r *reader) when(n *node) (w when, err error) {
	request := func(read func(*node) (condition, error)) func(*node) error {
		return func(n *node) error {
			c, err := read(n)
			w.request = append(w.request, c)
			return err
		}
	}
	answer := func(read func(*node) (condition, error)) func(*node) error {
		return func(n *node) error {
			c, err := read(n)
			w.answer = append(w.answer, c)
			return err
		}
	}
	err = r.fields(n, "when", fields{
		"method":         request(r.whenMethod),
		"endpoint":       request(r.whenEndpoint),
		"other-endpoint": request(r.whenOtherEndpoint),
		"on":             request(r.whenPlace),
		"query":          request(r.whenQuery),
		"without-query":  request(r.whenNoQuery),
		"other-query":    request(r.whenOtherQuery),
		"header":         request(r.whenHeader),
		"without-header": request(r.whenNoHeader),
		"body":           request(r.whenBody),
		"without-body":   request(r.whenNoBody),
		"raw-body":       request(r.whenRaw),
		"path":           request(r.whenPath),
		"filter":         request(r.whenFilter),
		"operation":      request(r.whenOperation),
		"status":         answer(r.whenStatus),
		"answer":         answer(r.whenAnswer),
		"without-answer": answer(r.whenNoAnswer),
		"every":          func(n *node) (err error) { w.traffic.every, err = r.int(n, 1, 1_000_000); return err },
		"first":          func(n *node) (err error) { w.traffic.first, err = r.int(n, 1, 1_000_000); return err },
		"after":          func(n *node) (err error) { w.traffic.after, err = r.int(n, 1, 1_000_000); return err },
		"probability":    func(n *node) (err error) { w.traffic.probability, err = r.probability(n); return err },
	})
	return w, err
}

func (r *reader) probability(n *node) (float64, error) {
	f, err := strconv.ParseFloat(n.text, 64)
	if n.kind != number || err != nil || !(f > 0 && f <= 1) {
		return 0, r.fail(n, "this is no probability", "write a number above 0, up to 1")
	}
	return f, nil
}

// picker makes the memory of the traffic conditions.
func (t traffic) picker(random *wire.Rand) func() bool {
	if t == (traffic{}) {
		return func() bool { return true }
	}
	var seen atomic.Int64
	return func() bool {
		n := seen.Add(1)
		switch {
		case t.first > 0 && n > int64(t.first), t.after > 0 && n <= int64(t.after), t.every > 0 && n%int64(t.every) != 0:
			return false
		}
		return t.probability == 0 || random.Float64() < t.probability
	}
}

func (r *reader) whenMethod(n *node) (condition, error) {
	methods, err := r.words(n, http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete)
	return func(x *wire.Exchange, _ *wire.Answer) bool { return x.Is(methods...) }, err
}

func (r *reader) whenEndpoint(n *node) (condition, error) {
	endpoints, err := r.strs(n)
	return func(x *wire.Exchange, _ *wire.Answer) bool { return slices.Contains(endpoints, x.Target.Endpoint) }, err
}

// whenOtherEndpoint is a list of endpoints that are not meant.
func (r *reader) whenOtherEndpoint(n *node) (condition, error) {
	endpoints, err := r.strs(n)
	return func(x *wire.Exchange, _ *wire.Answer) bool { return !slices.Contains(endpoints, x.Target.Endpoint) }, err
}

func (r *reader) whenPlace(n *node) (condition, error) {
	words, err := r.words(n, "collection", "resource", "search", "elsewhere")
	return func(x *wire.Exchange, _ *wire.Answer) bool {
		return slices.ContainsFunc(words, func(w string) bool { return places[w] == x.Target.Place() })
	}, err
}

// whenQuery is a list of parameters that are there, or a mapping of them to patterns.
func (r *reader) whenQuery(n *node) (condition, error) {
	if n.kind != mapping {
		list, err := r.strs(n)
		return func(x *wire.Exchange, _ *wire.Answer) bool {
			return !slices.ContainsFunc(list, func(name string) bool { _, ok := x.Query(name); return !ok })
		}, err
	}
	list, err := r.patterns(n)
	return func(x *wire.Exchange, _ *wire.Answer) bool {
		return !slices.ContainsFunc(list, func(k keyed) bool { v, ok := x.Query(k.name); return !ok || !k.pattern.matches(v) })
	}, err
}

func (r *reader) whenNoQuery(n *node) (condition, error) {
	list, err := r.strs(n)
	return func(x *wire.Exchange, _ *wire.Answer) bool {
		return !slices.ContainsFunc(list, func(name string) bool { _, ok := x.Query(name); return ok })
	}, err
}

// whenOtherQuery is a list of parameters; one is there that is not among them.
func (r *reader) whenOtherQuery(n *node) (condition, error) {
	list, err := r.strs(n)
	return func(x *wire.Exchange, _ *wire.Answer) bool {
		return slices.ContainsFunc(x.QueryNames(), func(name string) bool { return !slices.Contains(list, name) })
	}, err
}

func (r *reader) whenHeader(n *node) (condition, error) {
	list, err := r.patterns(n)
	return func(x *wire.Exchange, _ *wire.Answer) bool {
		return !slices.ContainsFunc(list, func(k keyed) bool {
			v := x.Request.Header.Values(k.name)
			return len(v) == 0 || !k.pattern.matches(strings.Join(v, ", "))
		})
	}, err
}

func (r *reader) whenNoHeader(n *node) (condition, error) {
	list, err := r.strs(n)
	return func(x *wire.Exchange, _ *wire.Answer) bool {
		return !slices.ContainsFunc(list, func(name string) bool { return len(x.Request.Header.Values(name)) > 0 })
	}, err
}

// matcher is a place in a document and a pattern for what stands there: the text of a simple value, the JSON of another.
type matcher struct {
	at      path
	pattern pattern
}

func (m matcher) matches(doc *wire.Node) bool {
	if doc == nil {
		return false
	}
	return slices.ContainsFunc(m.at.find(doc), func(s spot) bool {
		if s.value.Kind == wire.Array || s.value.Kind == wire.Object {
			return m.pattern.matches(s.value.String())
		}
		return m.pattern.matches(s.value.Text)
	})
}

func (r *reader) matchers(n *node) ([]matcher, error) {
	list, err := r.patterns(n)
	if err != nil {
		return nil, err
	}
	out := make([]matcher, len(list))
	for i, k := range list {
		out[i].pattern = k.pattern
		if out[i].at, err = r.path(n.entries[i].key); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func all(list []matcher, doc *wire.Node) bool {
	return !slices.ContainsFunc(list, func(m matcher) bool { return !m.matches(doc) })
}

func (r *reader) paths(n *node) ([]path, error) {
	items, err := r.list(n)
	if err != nil {
		return nil, err
	}
	out := make([]path, len(items))
	for i, item := range items {
		if out[i], err = r.path(item); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// absent reports whether a JSON document has nothing at any of the paths.
func absent(list []path, doc *wire.Node) bool {
	return doc != nil && !slices.ContainsFunc(list, func(p path) bool { return len(p.find(doc)) > 0 })
}

func (r *reader) whenBody(n *node) (condition, error) {
	list, err := r.matchers(n)
	return func(x *wire.Exchange, _ *wire.Answer) bool { return all(list, x.Body()) }, err
}

func (r *reader) whenNoBody(n *node) (condition, error) {
	list, err := r.paths(n)
	return func(x *wire.Exchange, _ *wire.Answer) bool { return absent(list, x.Body()) }, err
}

// whenRaw is a pattern for the bytes of the body.
func (r *reader) whenRaw(n *node) (condition, error) {
	p, err := r.pattern(n)
	return func(x *wire.Exchange, _ *wire.Answer) bool {
		raw, ok := x.Raw()
		return ok && p.matches(string(raw))
	}, err
}

// whenPath is a pattern for the escaped path of the request.
func (r *reader) whenPath(n *node) (condition, error) {
	p, err := r.pattern(n)
	return func(x *wire.Exchange, _ *wire.Answer) bool { return p.matches(x.Request.URL.EscapedPath()) }, err
}

// whenStatus is a list of codes, or classes such as 4xx.
func (r *reader) whenStatus(n *node) (condition, error) {
	items, err := r.list(n)
	if err != nil {
		return nil, err
	}
	form := regexp.MustCompile(`^[2-5]([0-9][0-9]|xx)$`)
	for _, item := range items {
		if !form.MatchString(item.text) {
			return nil, r.fail(item, "this is no status", "write a code like 404 or a class like 4xx")
		}
	}
	return func(_ *wire.Exchange, a *wire.Answer) bool {
		code := strconv.Itoa(a.Status)
		return slices.ContainsFunc(items, func(i *node) bool { return i.text == code || i.text == code[:1]+"xx" })
	}, nil
}

func (r *reader) whenAnswer(n *node) (condition, error) {
	list, err := r.matchers(n)
	return func(_ *wire.Exchange, a *wire.Answer) bool { return all(list, a.JSON()) }, err
}

func (r *reader) whenNoAnswer(n *node) (condition, error) {
	list, err := r.paths(n)
	return func(_ *wire.Exchange, a *wire.Answer) bool { return absent(list, a.JSON()) }, err
}
