package rule

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

// change is one change of a JSON document; it reports whether there was anything to change. sent is the JSON body of the
// client's request, or nil.
type change func(doc, sent *wire.Node, random *wire.Rand) bool

// changes reads a list of changes, each a mapping of one key.
func (r *reader) changes(n *node) ([]change, error) {
	items, err := r.list(n)
	if err != nil {
		return nil, err
	}
	out := make([]change, len(items))
	for i, item := range items {
		e, err := r.single(item, "a change")
		if err != nil {
			return nil, err
		}
		read, ok := changeReaders[e.key.text]
		if !ok {
			return nil, r.unknown(e.key, "there is no change", slices.Collect(maps.Keys(changeReaders)))
		}
		if out[i], err = read(r, e.value); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// single reads a mapping with exactly one key.
func (r *reader) single(n *node, what string) (entry, error) {
	if n.kind != mapping || len(n.entries) != 1 {
		return entry{}, r.fail(n, what+" is a mapping with one key", "write one key, and begin the next one with a dash of its own")
	}
	return n.entries[0], nil
}

// apply runs all changes in order.
func apply(list []change, doc, sent *wire.Node, random *wire.Rand) bool {
	changed := false
	for _, c := range list {
		changed = c(doc, sent, random) || changed
	}
	return changed
}

var changeReaders = map[string]func(*reader, *node) (change, error){
	"remove":    everywhere(remove),
	"nullify":   everywhere(func(s spot, _ *wire.Rand) bool { s.put(&wire.Node{}); return true }),
	"wrap":      everywhere(func(s spot, _ *wire.Rand) bool { s.put(wire.List(s.value.Clone())); return true }),
	"unwrap":    everywhere(unwrap),
	"flatten":   everywhere(flatten),
	"duplicate": everywhere(duplicate),
	"reverse":   everywhere(reverse),
	"shuffle":   everywhere(shuffle),
	"set":       func(r *reader, n *node) (change, error) { return r.set(n, "set", true) },
	"default":   func(r *reader, n *node) (change, error) { return r.set(n, "default", false) },
	"append":    (*reader).append,
	"rename":    (*reader).rename,
	"copy":      (*reader).copy,
	"echo":      (*reader).echo,
	"retype":    (*reader).retype,
	"recode":    (*reader).recode,
	"replace":   (*reader).replace,
	"add":       (*reader).add,
	"first":     (*reader).first,
}

// everywhere makes the reader of a change that needs nothing but paths.
func everywhere(f func(spot, *wire.Rand) bool) func(*reader, *node) (change, error) {
	return func(r *reader, n *node) (change, error) {
		items, err := r.list(n)
		if err != nil {
			return nil, err
		}
		var paths []path
		for _, item := range items {
			p, err := r.path(item)
			if err != nil {
				return nil, err
			}
			paths = append(paths, p)
		}
		return func(doc, _ *wire.Node, random *wire.Rand) bool {
			changed := false
			for _, p := range paths {
				// From the end, so that taking elements out does not move those still to come.
				for _, s := range slices.Backward(p.find(doc)) {
					changed = f(s, random) || changed
				}
			}
			return changed
		}, nil
	}
}

func remove(s spot, _ *wire.Rand) bool {
	switch {
	case s.parent == nil:
		return false
	case s.parent.Kind == wire.Object:
		return s.parent.Drop(s.name)
	}
	s.parent.Items = slices.Delete(s.parent.Items, s.index, s.index+1)
	return true
}

// unwrap puts the first element in place of an array, and its value in place of an object.
func unwrap(s spot, _ *wire.Rand) bool {
	inner := s.value.Get("value")
	if s.value.Kind == wire.Array && len(s.value.Items) > 0 {
		inner = s.value.Items[0]
	}
	if inner == nil {
		return false
	}
	s.put(inner)
	return true
}

// flatten moves the members of an object into the object it stands in.
func flatten(s spot, _ *wire.Rand) bool {
	if s.value.Kind != wire.Object || !s.parent.Is(wire.Object) {
		return false
	}
	s.parent.Drop(s.name)
	for _, m := range s.value.Members {
		s.parent.Set(m.Name, m.Value)
	}
	return true
}

// duplicate gives the first element of an array a second time.
func duplicate(s spot, _ *wire.Rand) bool {
	if s.value.Kind != wire.Array || len(s.value.Items) == 0 {
		return false
	}
	s.value.Items = append(s.value.Items, s.value.Items[0].Clone())
	return true
}

func reverse(s spot, _ *wire.Rand) bool {
	slices.Reverse(s.value.Items)
	slices.Reverse(s.value.Members)
	return len(s.value.Items)+len(s.value.Members) > 1
}

// shuffle turns the order round by a random number of places, never by none, so that two answers always differ in the end.
func shuffle(s spot, random *wire.Rand) bool {
	n := len(s.value.Items)
	if n < 2 {
		return false
	}
	k := 1 + random.IntN(n-1)
	s.value.Items = slices.Concat(s.value.Items[k:], s.value.Items[:k])
	return true
}

// set gives a member a value: whether it is there or not, or only when it is not.
func (r *reader) set(n *node, what string, always bool) (change, error) {
	var at path
	var v *wire.Node
	err := r.fields(n, what, fields{
		"at":    func(n *node) (err error) { at, err = r.named(n); return err },
		"value": func(n *node) (err error) { v, err = r.value(n); return err },
	}, "at", "value")
	return func(doc, _ *wire.Node, _ *wire.Rand) bool {
		parent, name := at.split()
		changed := false
		for _, s := range parent.find(doc) {
			if s.value.Kind == wire.Object && (always || s.value.Get(name) == nil) {
				s.value.Set(name, v.Clone())
				changed = true
			}
		}
		return changed
	}, err
}

func (r *reader) append(n *node) (change, error) {
	var at path
	var v *wire.Node
	err := r.fields(n, "append", fields{
		"at":    func(n *node) (err error) { at, err = r.path(n); return err },
		"value": func(n *node) (err error) { v, err = r.value(n); return err },
	}, "at", "value")
	return func(doc, _ *wire.Node, _ *wire.Rand) bool {
		changed := false
		for _, s := range at.find(doc) {
			if s.value.Kind == wire.Array {
				s.value.Items = append(s.value.Items, v.Clone())
				changed = true
			}
		}
		return changed
	}, err
}

// named reads a path that ends in a name.
func (r *reader) named(n *node) (path, error) {
	p, err := r.path(n)
	if err != nil {
		return nil, err
	}
	if len(p) == 0 || strings.HasPrefix(p[len(p)-1], "*") {
		return nil, r.fail(n, fmt.Sprintf("%q does not end in a name", n.text), "end it in the name that the value gets")
	}
	return p, nil
}
