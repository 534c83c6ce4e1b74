package rule

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

// repair is the opposite of one: it changes an answer that was right.
type repair func(x *wire.Exchange, a *wire.Answer, random *wire.Rand)

// instead reads an answer that is given without asking the correct handler.
func (r *reader) instead(n *node) (func(x *wire.Exchange) *wire.Answer, error) {
	var (
		status                   int
		scimType, detail, media  string
		location                 string
		body                     *string
		reset, scimError, hasErr bool
	)
	header := http.Header{}
	err := r.fields(n, "instead", fields{
		"status":     func(n *node) (err error) { status, err = r.status(n); return err },
		"scimType":   func(n *node) (err error) { scimType, err = r.str(n); hasErr = true; return err },
		"detail":     func(n *node) (err error) { detail, err = r.str(n); hasErr = true; return err },
		"media-type": func(n *node) (err error) { media, err = r.str(n); return err },
		"location":   func(n *node) (err error) { location, err = r.str(n); return err },
		"header":     func(n *node) (err error) { header, err = r.headers(n); return err },
		"body":       func(n *node) error { return r.literal(n, &body) },
		"reset":      func(n *node) error { reset = true; return r.yes(n) },
	})
	scimError = body == nil && location == "" && !reset
	switch {
	case err != nil:
	case !reset && status == 0:
		err = r.fail(n, "instead has no status", "add status:, or reset: true to end the connection")
	case reset && len(n.entries) > 1:
		err = r.fail(n, "after a reset there is no answer", "leave everything but reset away")
	case hasErr && !scimError:
		err = r.fail(n, "scimType and detail belong to a SCIM error, which has a body of its own", "leave body and location away, or these")
	case scimError && status < 400:
		err = r.fail(n, "an answer that is no error needs a body", "add body:, which may be empty")
	}
	return func(x *wire.Exchange) *wire.Answer {
		var a *wire.Answer
		switch {
		case reset:
			return gone()
		case scimError:
			a = wire.Error(status, scimType, detail)
		case body == nil:
			a = wire.Reply(status, media, "")
		default:
			a = wire.Reply(status, media, *body)
		}
		if media != "" && len(a.Body) > 0 {
			a.Header.Set("Content-Type", media)
		}
		if location != "" {
			a.Header.Set("Location", expand(location, x))
		}
		for name, values := range header {
			a.Header[name] = values
		}
		return a
	}, err
}

// expand fills the placeholders of a location: {base}, {path} below the base, {query} with its question mark.
func expand(s string, x *wire.Exchange) string {
	query := ""
	if q := x.Request.URL.RawQuery; q != "" {
		query = "?" + q
	}
	scheme := "http"
	if x.Request.TLS != nil {
		scheme = "https"
	}
	base := (&url.URL{Scheme: scheme, Host: x.Request.Host, Path: x.Env.BasePath}).String()
	return strings.NewReplacer("{base}", base, "{path}", x.Path(), "{query}", query).Replace(s)
}

// literal reads a text that may be empty.
func (r *reader) literal(n *node, to **string) error {
	if n.kind != text {
		return r.fail(n, "this must be a text, not "+n.kind.String(), `put it in quotes; "" is an empty one`)
	}
	*to = &n.text
	return nil
}

// answerActions reads what happens to an answer on its way out.
func (r *reader) answerActions(n *node) ([]repair, error) {
	items, err := r.list(n)
	if err != nil {
		return nil, err
	}
	known := map[string]func(*node) (repair, error){
		"status":      r.setStatus,
		"error":       r.toError,
		"header":      r.answerHeader,
		"drop-header": r.dropAnswerHeader,
		"media-type":  r.mediaType,
		"document":    r.document,
		"resource":    r.resource,
		"body":        r.body,
		"prefix":      r.prefix,
		"suffix":      r.suffix,
		"truncate":    r.truncate,
		"hang-up":     r.hangUp,
		"slow":        r.slow,
		"delay":       r.answerDelay,
	}
	out := make([]repair, len(items))
	for i, item := range items {
		e, err := r.single(item, "a step")
		if err != nil {
			return nil, err
		}
		read, ok := known[e.key.text]
		if !ok {
			return nil, r.unknown(e.key, "nothing can be done to an answer by", slices.Collect(maps.Keys(known)))
		}
		if out[i], err = read(e.value); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (r *reader) setStatus(n *node) (repair, error) {
	status, err := r.status(n)
	return func(_ *wire.Exchange, a *wire.Answer, _ *wire.Rand) {
		a.Status = status
		if status == http.StatusNoContent {
			a.SetBody(nil)
		}
	}, err
}

func (r *reader) toError(n *node) (repair, error) {
	make, err := r.instead(n)
	return func(x *wire.Exchange, a *wire.Answer, _ *wire.Rand) { *a = *make(x) }, err
}

func (r *reader) answerHeader(n *node) (repair, error) {
	h, err := r.headers(n)
	return func(x *wire.Exchange, a *wire.Answer, _ *wire.Rand) {
		for name, values := range h {
			a.Header[name] = []string{expand(values[0], x)}
		}
	}, err
}

func (r *reader) dropAnswerHeader(n *node) (repair, error) {
	list, err := r.strs(n)
	return func(_ *wire.Exchange, a *wire.Answer, _ *wire.Rand) {
		for _, name := range list {
			a.Header.Del(name)
		}
	}, err
}

func (r *reader) mediaType(n *node) (repair, error) {
	media, err := r.str(n)
	return func(_ *wire.Exchange, a *wire.Answer, _ *wire.Rand) {
		if len(a.Body) > 0 {
			a.Header.Set("Content-Type", media)
		}
	}, err
}

func (r *reader) document(n *node) (repair, error) {
	list, err := r.changes(n)
	return func(x *wire.Exchange, a *wire.Answer, random *wire.Rand) {
		a.Edit(func(root *wire.Node) bool { return apply(list, root, x.Sent(), random) })
	}, err
}

func (r *reader) resource(n *node) (repair, error) {
	list, err := r.changes(n)
	return func(x *wire.Exchange, a *wire.Answer, random *wire.Rand) {
		a.EachResource(func(res *wire.Node) bool { return apply(list, res, x.Sent(), random) })
	}, err
}
