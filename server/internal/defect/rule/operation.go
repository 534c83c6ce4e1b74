package rule

import (
	"slices"

	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

// which picks operations of a PATCH.
type which struct {
	ops   []string
	path  *pattern // of "" when there is no path
	kinds []string
	text  *pattern
}

func (r *reader) which(n *node) (w which, err error) {
	to := func(p **pattern) func(*node) error {
		return func(n *node) error {
			read, err := r.pattern(n)
			*p = &read
			return err
		}
	}
	err = r.fields(n, "operation", fields{
		"op":   func(n *node) (err error) { w.ops, err = r.strs(n); return err },
		"path": to(&w.path),
		"value": func(n *node) (err error) {
			w.kinds, err = r.words(n, "none", "null", "boolean", "number", "string", "array", "object")
			return err
		},
		"value-text": to(&w.text),
	})
	return w, err
}

func (w which) matches(o wire.Operation) bool {
	kind, content := "none", ""
	if v := o.Value(); v != nil {
		kind = v.Kind.String()
		if content = v.Text; v.Kind == wire.Array || v.Kind == wire.Object {
			content = v.String()
		}
	}
	return (len(w.ops) == 0 || slices.Contains(w.ops, o.Op())) && (w.path == nil || w.path.matches(o.Path())) &&
		(len(w.kinds) == 0 || slices.Contains(w.kinds, kind)) && (w.text == nil || w.text.matches(content))
}

func (r *reader) whenOperation(n *node) (condition, error) {
	w, err := r.which(n)
	return func(x *wire.Exchange, _ *wire.Answer) bool { return slices.ContainsFunc(x.Operations(), w.matches) }, err
}

// operations changes those operations of a PATCH that where picks. A PATCH without operations left changes nothing and
// succeeds.
func (r *reader) operations(n *node) (action, error) {
	var where which
	var op string
	var path func(string) string
	var drop, noValue, turned, cleared bool
	var list []change
	err := r.fields(n, "operations", fields{
		"where":      func(n *node) (err error) { where, err = r.which(n); return err },
		"op":         func(n *node) (err error) { op, err = r.word(n, "add", "replace", "remove"); return err },
		"path":       func(n *node) (err error) { path, err = r.substitution(n, "path"); return err },
		"drop":       func(n *node) error { drop = true; return r.yes(n) },
		"drop-value": func(n *node) error { noValue = true; return r.yes(n) },
		"last-first": func(n *node) error { turned = true; return r.yes(n) },
		"clear":      func(n *node) error { cleared = true; return r.yes(n) },
		"change":     func(n *node) (err error) { list, err = r.changes(n); return err },
	})
	return func(x *wire.Exchange, random *wire.Rand) *wire.Answer {
		_, empty := x.Rewrite(func(o wire.Operation) ([]wire.Operation, bool) {
			if !where.matches(o) {
				return nil, false
			}
			if drop {
				return nil, true
			}
			if op != "" {
				o.Node.Set("op", wire.Text(op))
			}
			if path != nil && o.Path() != "" {
				o.Node.Set("path", wire.Text(path(o.Path())))
			}
			if noValue {
				o.Node.Drop("value")
			}
			apply(list, o.Node, nil, random)
			if cleared && o.Path() != "" {
				return []wire.Operation{wire.NewOperation("remove", o.Path(), nil), o}, true
			}
			return []wire.Operation{o}, true
		})
		if empty {
			return x.Unchanged()
		}
		if turned {
			ops := x.Operations()
			slices.Reverse(ops)
			if len(ops) > 1 {
				x.SetOperations(ops)
			}
		}
		return nil
	}, err
}
