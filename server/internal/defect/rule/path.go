package rule

import (
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

// path says where in a JSON document something stands: member names joined by slashes. "*" stands for each element of an
// array, "**" for the value itself and everything below it. The empty path is the document.
type path []string

func (r *reader) path(n *node) (path, error) {
	s, err := r.str(n)
	if err != nil {
		return nil, err
	}
	if s == "." {
		return path{}, nil
	}
	p := path(strings.Split(s, "/"))
	for i, step := range p {
		if step == "" || step == "**" && i > 0 && p[i-1] == "**" {
			return nil, r.fail(n, "this is no path", "write it like emails/*/type; a dot alone is the whole document")
		}
	}
	return p, nil
}

// spot is a value in a document together with where it hangs.
type spot struct {
	parent *wire.Node // nil for the document itself
	name   string     // in an object
	index  int        // in an array
	value  *wire.Node
}

// put replaces the value.
func (s spot) put(v *wire.Node) {
	switch {
	case s.parent == nil:
		*s.value = *v
	case s.parent.Kind == wire.Object:
		s.parent.Set(s.name, v)
	default:
		s.parent.Items[s.index] = v
	}
}

// find calls f for every place the path leads to. Places are collected first, so f may change the document.
func (p path) find(root *wire.Node) []spot {
	return p.from(spot{value: root}, nil)
}

func (p path) from(at spot, found []spot) []spot {
	if len(p) == 0 {
		return append(found, at)
	}
	n := at.value
	switch p[0] {
	case "**":
		found = p[1:].from(at, found)
		for i, item := range n.Items {
			found = p.from(spot{parent: n, index: i, value: item}, found)
		}
		for _, m := range n.Members {
			found = p.from(spot{parent: n, name: m.Name, value: m.Value}, found)
		}
	case "*":
		for i, item := range n.Items {
			found = p[1:].from(spot{parent: n, index: i, value: item}, found)
		}
	default:
		if v := n.Get(p[0]); v != nil {
			found = p[1:].from(spot{parent: n, name: p[0], value: v}, found)
		}
	}
	return found
}

// split is the path to where something is to be put, and the name it gets there.
func (p path) split() (parent path, name string) { return p[:len(p)-1], p[len(p)-1] }
