package rule

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

// action is a step before the correct handler; it returns an answer to end the request with, or nil.
type action func(x *wire.Exchange, random *wire.Rand) *wire.Answer

// requestActions reads what happens to a request on its way in.
func (r *reader) requestActions(n *node) ([]action, error) {
	items, err := r.list(n)
	if err != nil {
		return nil, err
	}
	known := map[string]func(*node) (action, error){
		"drop-query":  r.dropQuery,
		"set-query":   r.setQuery,
		"header":      r.setHeader,
		"drop-header": r.dropHeader,
		"method":      r.setMethod,
		"path":        r.setPath,
		"body":        r.changeBody,
		"raw-body":    r.changeRaw,
		"filter":      r.filterChange,
		"operations":  r.operations,
		"delay":       r.requestDelay,
	}
	out := make([]action, len(items))
	for i, item := range items {
		e, err := r.single(item, "a step")
		if err != nil {
			return nil, err
		}
		read, ok := known[e.key.text]
		if !ok {
			return nil, r.unknown(e.key, "nothing can be done to a request by", slices.Collect(maps.Keys(known)))
		}
		if out[i], err = read(e.value); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (r *reader) dropQuery(n *node) (action, error) {
	list, err := r.strs(n)
	return func(x *wire.Exchange, _ *wire.Rand) *wire.Answer {
		for _, name := range list {
			x.DropQuery(name)
		}
		return nil
	}, err
}

func (r *reader) setQuery(n *node) (action, error) {
	if n.kind != mapping || len(n.entries) == 0 {
		return nil, r.fail(n, "this must be a mapping", "write name: value")
	}
	values := make([]string, len(n.entries))
	for i, e := range n.entries {
		var err error
		if values[i], err = r.scalar(e.value); err != nil {
			return nil, err
		}
	}
	return func(x *wire.Exchange, _ *wire.Rand) *wire.Answer {
		for i, e := range n.entries {
			x.SetQuery(e.key.text, values[i])
		}
		return nil
	}, nil
}

func (r *reader) setHeader(n *node) (action, error) {
	h, err := r.headers(n)
	return func(x *wire.Exchange, _ *wire.Rand) *wire.Answer {
		for name, values := range h {
			x.SetHeader(name, values[0])
		}
		return nil
	}, err
}

// headers reads a mapping of names to values.
func (r *reader) headers(n *node) (http.Header, error) {
	if n.kind != mapping || len(n.entries) == 0 {
		return nil, r.fail(n, "this must be a mapping", "write Name: value")
	}
	h := http.Header{}
	for _, e := range n.entries {
		v, err := r.scalar(e.value)
		if err != nil {
			return nil, err
		}
		h.Set(e.key.text, v)
	}
	return h, nil
}

func (r *reader) dropHeader(n *node) (action, error) {
	list, err := r.strs(n)
	return func(x *wire.Exchange, _ *wire.Rand) *wire.Answer {
		for _, name := range list {
			x.SetHeader(name, "")
		}
		return nil
	}, err
}

func (r *reader) setMethod(n *node) (action, error) {
	m, err := r.word(n, http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete)
	return func(x *wire.Exchange, _ *wire.Rand) *wire.Answer { x.SetMethod(m); return nil }, err
}

// setPath substitutes in the escaped path below the base, which begins with a slash; "lower" puts the id into lower case.
func (r *reader) setPath(n *node) (action, error) {
	if n.kind == text {
		_, err := r.word(n, "lower")
		return func(x *wire.Exchange, _ *wire.Rand) *wire.Answer {
			if x.Target.Place() == wire.Resource {
				x.SetPath("/" + x.Target.Endpoint + "/" + url.PathEscape(strings.ToLower(x.Target.ID)))
			}
			return nil
		}, err
	}
	f, err := r.substitution(n, "path")
	return func(x *wire.Exchange, _ *wire.Rand) *wire.Answer { x.SetPath(f(x.Path())); return nil }, err
}

func (r *reader) changeBody(n *node) (action, error) {
	list, err := r.changes(n)
	return func(x *wire.Exchange, random *wire.Rand) *wire.Answer {
		if b := x.Body(); b != nil && apply(list, b, nil, random) {
			x.SetBody(b)
		}
		return nil
	}, err
}

func (r *reader) changeRaw(n *node) (action, error) {
	f, err := r.substitution(n, "raw-body")
	return func(x *wire.Exchange, _ *wire.Rand) *wire.Answer {
		if raw, ok := x.Raw(); ok {
			x.SetRaw([]byte(f(string(raw))))
		}
		return nil
	}, err
}

// delay is how long to wait.
type delay func(random *wire.Rand) time.Duration

// delay reads a duration, a range of them, or a choice of them by weight.
func (r *reader) delay(n *node) (delay, error) {
	if n.kind == text {
		d, err := r.duration(n)
		return func(*wire.Rand) time.Duration { return d }, err
	}
	if n.kind == list {
		return r.choices(n)
	}
	var from, to time.Duration
	err := r.fields(n, "delay", fields{
		"from": func(n *node) (err error) { from, err = r.duration(n); return err },
		"to":   func(n *node) (err error) { to, err = r.duration(n); return err },
	}, "from", "to")
	if err == nil && to < from {
		err = r.fail(n, "the range ends before it begins", "let from be the shorter one")
	}
	return func(random *wire.Rand) time.Duration {
		return from + time.Duration(random.Float64()*float64(to-from))
	}, err
}

func (r *reader) choices(n *node) (delay, error) {
	type choice struct {
		wait   time.Duration
		weight int
	}
	var list []choice
	total := 0
	for _, item := range n.items {
		var c choice
		err := r.fields(item, "a delay", fields{
			"wait":   func(n *node) (err error) { c.wait, err = r.duration(n); return err },
			"weight": func(n *node) (err error) { c.weight, err = r.int(n, 1, 1_000_000); return err },
		}, "wait", "weight")
		if err != nil {
			return nil, err
		}
		list = append(list, c)
		total += c.weight
	}
	if total == 0 {
		return nil, r.fail(n, "there is nothing to choose from", "list waits with their weights")
	}
	return func(random *wire.Rand) time.Duration {
		n := random.IntN(total)
		for _, c := range list {
			if n < c.weight {
				return c.wait
			}
			n -= c.weight
		}
		return 0
	}, nil
}

func (r *reader) requestDelay(n *node) (action, error) {
	d, err := r.delay(n)
	return func(x *wire.Exchange, random *wire.Rand) *wire.Answer {
		if x.Env.Sleep(x.Context(), d(random)) != nil {
			return gone()
		}
		return nil
	}, err
}

// gone answers a client that has given up waiting.
func gone() *wire.Answer { return &wire.Answer{Reset: true, Header: http.Header{}} }
