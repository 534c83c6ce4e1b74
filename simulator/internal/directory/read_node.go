package directory

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/directory/document"
)

// fields says which keys a mapping may have and what to do with the values.
type fields map[string]func(value *document.Node) error

// mapping reads a mapping strictly: unknown keys are mistakes.
func (r *reader) mapping(n *document.Node, what string, known fields, required ...string) error {
	if n.Kind != document.Map {
		return r.fail(n, fmt.Sprintf("expected %s with keys and values, got %s", what, n.Kind),
			"keys are "+strings.Join(required, ", ")+orMore(known, required))
	}
	for _, key := range required {
		if _, ok := n.Get(key); !ok {
			return r.fail(n, fmt.Sprintf("%s has no %s", what, key), "add "+key+": …")
		}
	}
	for _, e := range n.Entries {
		read, ok := known[e.Key.Text]
		if !ok {
			return r.fail(e.Key, fmt.Sprintf("%s has no key %q", what, e.Key.Text),
				didYouMean(e.Key.Text, slices.Sorted(maps.Keys(known))))
		}
		if err := read(e.Value); err != nil {
			return err
		}
	}
	return nil
}

// orMore completes the list of required keys with the optional ones.
func orMore(known fields, required []string) string {
	var more []string
	for _, key := range slices.Sorted(maps.Keys(known)) {
		if !slices.Contains(required, key) && !strings.HasPrefix(key, "$") && !strings.HasPrefix(key, "extensionAttribute") {
			more = append(more, key)
		}
	}
	switch {
	case len(required) == 0:
		return strings.Join(more, ", ")
	case len(more) == 0:
		return ""
	}
	return ", and as you need them " + strings.Join(more, ", ")
}

func (r *reader) list(n *document.Node) ([]*document.Node, error) {
	if n.Kind != document.List {
		return nil, r.fail(n, fmt.Sprintf("expected a list, got %s", n.Kind), "put a dash before every item")
	}
	return n.Items, nil
}

// text reads a text; a number is taken as it is written.
func (r *reader) text(n *document.Node) (string, error) {
	if n.Kind != document.String && n.Kind != document.Number {
		return "", r.fail(n, fmt.Sprintf("expected a text, got %s", n.Kind), "put it in quotes if it is meant as a text")
	}
	return n.Text, nil
}

func (r *reader) texts(n *document.Node) ([]string, error) {
	items, err := r.list(n)
	if err != nil {
		return nil, err
	}
	list := make([]string, len(items))
	for i, item := range items {
		if list[i], err = r.text(item); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (r *reader) boolean(n *document.Node) (bool, error) {
	if n.Kind != document.Bool {
		return false, r.fail(n, fmt.Sprintf("expected true or false, got %s", n.Kind), "write true or false, without quotes")
	}
	return n.Text == "true", nil
}

func (r *reader) time(n *document.Node) (time.Time, error) {
	text, err := r.text(n)
	if err != nil {
		return time.Time{}, err
	}
	at, err := parseTime(text)
	if err != nil {
		return time.Time{}, r.fail(n, err.Error(), "write it like 2026-01-05T08:00:00Z")
	}
	return at, nil
}

// attribute reads the values of a source attribute; null and the empty text are no value.
func (r *reader) attribute(n *document.Node, a Attribute) ([]string, error) {
	switch {
	case n.Kind == document.Null:
		return nil, nil
	case a.Type == Boolean:
		b, err := r.boolean(n)
		return []string{boolean(b)}, err
	case a.Multi && n.Kind == document.List:
		return r.texts(n)
	}
	text, err := r.text(n)
	if err != nil || text == "" {
		return nil, err
	}
	return []string{text}, nil
}

// attributeFields gives readers for all attributes of a kind that can be set, which put the values into set.
func (r *reader) attributeFields(kind Kind, n *document.Node, set map[string][]string) fields {
	known := fields{}
	add := func(a Attribute) {
		known[a.Name] = func(value *document.Node) (err error) {
			set[a.Name], err = r.attribute(value, a)
			return err
		}
	}
	for _, a := range attributesOf(kind).list {
		if !a.Computed {
			add(a)
		}
	}
	for _, e := range n.Entries {
		if extension.MatchString(e.Key.Text) {
			a, _ := LookupAttribute(kind, e.Key.Text)
			add(a)
		}
	}
	return known
}
