package rule

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

func (r *reader) rename(n *node) (change, error) {
	var at path
	var to string
	err := r.fields(n, "rename", fields{
		"at": func(n *node) (err error) { at, err = r.named(n); return err },
		"to": func(n *node) (err error) { to, err = r.str(n); return err },
	}, "at", "to")
	return func(doc, _ *wire.Node, _ *wire.Rand) bool {
		changed := false
		for _, s := range at.find(doc) {
			for i := range s.parent.Members {
				if s.parent.Members[i].Value == s.value {
					s.parent.Members[i].Name, changed = to, true
				}
			}
		}
		return changed
	}, err
}

func (r *reader) copy(n *node) (change, error) {
	var from, to path
	err := r.fields(n, "copy", fields{
		"from": func(n *node) (err error) { from, err = r.named(n); return err },
		"to":   func(n *node) (err error) { to, err = r.named(n); return err },
	}, "from", "to")
	return func(doc, _ *wire.Node, _ *wire.Rand) bool {
		found := from.find(doc)
		if len(found) == 0 {
			return false
		}
		parent, name := to.split()
		changed := false
		for _, s := range parent.find(doc) {
			if s.value.Kind == wire.Object {
				s.value.Set(name, found[0].value.Clone())
				changed = true
			}
		}
		return changed
	}, err
}

// echo copies what the client sent into the answer.
func (r *reader) echo(n *node) (change, error) {
	at, err := r.named(n)
	return func(doc, sent *wire.Node, _ *wire.Rand) bool {
		if sent == nil {
			return false
		}
		found := at.find(sent)
		if len(found) == 0 {
			return false
		}
		parent, name := at.split()
		changed := false
		for _, s := range parent.find(doc) {
			if s.value.Kind == wire.Object {
				s.value.Set(name, found[0].value.Clone())
				changed = true
			}
		}
		return changed
	}, err
}

func (r *reader) retype(n *node) (change, error) {
	var at path
	var to string
	err := r.fields(n, "retype", fields{
		"at": func(n *node) (err error) { at, err = r.path(n); return err },
		"to": func(n *node) (err error) {
			to, err = r.word(n, "string", "number", "decimal", "boolean", "title-string")
			return err
		},
	}, "at", "to")
	return func(doc, _ *wire.Node, _ *wire.Rand) bool {
		changed := false
		for _, s := range at.find(doc) {
			if v := retyped(s.value, to); v != nil {
				s.put(v)
				changed = true
			}
		}
		return changed
	}, err
}

// retyped gives a simple value another type; nil when it has that type, or cannot have it.
func retyped(v *wire.Node, to string) *wire.Node {
	switch {
	case to == "string" && (v.Kind == wire.Number || v.Kind == wire.Bool):
		return wire.Text(v.Text)
	case to == "title-string" && v.Kind == wire.Bool:
		return wire.Text(strings.ToUpper(v.Text[:1]) + v.Text[1:])
	case to == "number" && v.Kind == wire.String:
		if _, err := strconv.Atoi(v.Text); err == nil {
			return &wire.Node{Kind: wire.Number, Text: v.Text}
		}
	case to == "decimal" && v.Kind == wire.Number && !strings.ContainsAny(v.Text, ".eE"):
		return &wire.Node{Kind: wire.Number, Text: v.Text + ".0"}
	case to == "number" && v.Kind == wire.Bool:
		return wire.Int(len("false") - len(v.Text)) // true is 1
	case to == "boolean" && v.Kind == wire.String && (v.Text == "true" || v.Text == "false"):
		return &wire.Node{Kind: wire.Bool, Text: v.Text}
	}
	return nil
}

var recodings = map[string]func(string) string{
	"lower":  strings.ToLower,
	"upper":  strings.ToUpper,
	"trim":   strings.TrimSpace,
	"ascii":  ascii,
	"latin1": latin1,
	"cut":    func(s string) string { return cut(s, 8) },
	"mirror": func(s string) string { return s + s },
}

// ascii puts a question mark in place of every other character.
func ascii(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= utf8.RuneSelf {
			return '?'
		}
		return r
	}, s)
}

// latin1 is what becomes of UTF-8 that is read as ISO 8859-1 and written as UTF-8 again.
func latin1(s string) string {
	var b strings.Builder
	for i := range len(s) {
		b.WriteRune(rune(s[i]))
	}
	return b.String()
}

func cut(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

func (r *reader) recode(n *node) (change, error) {
	var at path
	var to string
	err := r.fields(n, "recode", fields{
		"at": func(n *node) (err error) { at, err = r.path(n); return err },
		"to": func(n *node) (err error) {
			to, err = r.word(n, "lower", "upper", "trim", "ascii", "latin1", "cut", "mirror")
			return err
		},
	}, "at", "to")
	return texts(at, func(s string) string { return recodings[to](s) }), err
}

func (r *reader) replace(n *node) (change, error) {
	var at path
	known := r.substituting()
	known.fields["at"] = func(n *node) (err error) { at, err = r.path(n); return err }
	err := r.fields(n, "replace", known.fields, "at", "pattern", "with")
	return texts(at, known.apply), err
}

// texts changes every string that a path leads to.
func texts(at path, f func(string) string) change {
	return func(doc, _ *wire.Node, _ *wire.Rand) bool {
		changed := false
		for _, s := range at.find(doc) {
			if s.value.Kind == wire.String {
				if t := f(s.value.Text); t != s.value.Text {
					s.value.Text, changed = t, true
				}
			}
		}
		return changed
	}
}

func (r *reader) add(n *node) (change, error) {
	var at path
	var by int
	err := r.fields(n, "add", fields{
		"at": func(n *node) (err error) { at, err = r.path(n); return err },
		"by": func(n *node) (err error) { by, err = r.int(n, -1000, 1000); return err },
	}, "at", "by")
	return func(doc, _ *wire.Node, _ *wire.Rand) bool {
		changed := false
		for _, s := range at.find(doc) {
			if i, ok := s.value.Number(); ok {
				s.put(wire.Int(i + by))
				changed = true
			}
		}
		return changed
	}, err
}

// first keeps the first elements of an array.
func (r *reader) first(n *node) (change, error) {
	var at path
	var keep int
	err := r.fields(n, "first", fields{
		"at":   func(n *node) (err error) { at, err = r.path(n); return err },
		"keep": func(n *node) (err error) { keep, err = r.int(n, 0, 1000); return err },
	}, "at", "keep")
	return func(doc, _ *wire.Node, _ *wire.Rand) bool {
		changed := false
		for _, s := range at.find(doc) {
			if len(s.value.Items) > keep {
				s.value.Items, changed = s.value.Items[:keep], true
			}
		}
		return changed
	}, err
}
