package awkward

import (
	"bytes"

	"github.com/go-json-experiment/json/jsontext"
)

// node is a JSON value that keeps the order of its members.
type node struct {
	kind     jsontext.Kind
	raw      []byte // of a scalar, as written
	members  []member
	elements []*node
}

type member struct {
	name  string
	value *node
}

// parse reads a body; nil if it is not JSON, which is then left alone.
func parse(body []byte) *node {
	dec := jsontext.NewDecoder(bytes.NewBuffer(body), jsontext.AllowDuplicateNames(true))
	n, err := read(dec)
	if err != nil {
		return nil
	}
	return n
}

func read(dec *jsontext.Decoder) (*node, error) {
	switch kind := dec.PeekKind(); kind {
	case '{':
		return readObject(dec)
	case '[':
		n := &node{kind: kind}
		if _, err := dec.ReadToken(); err != nil {
			return nil, err
		}
		for dec.PeekKind() != ']' {
			e, err := read(dec)
			if err != nil {
				return nil, err
			}
			n.elements = append(n.elements, e)
		}
		_, err := dec.ReadToken()
		return n, err
	default:
		raw, err := dec.ReadValue()
		return &node{kind: kind, raw: bytes.Clone(raw)}, err
	}
}

func readObject(dec *jsontext.Decoder) (*node, error) {
	n := &node{kind: '{'}
	if _, err := dec.ReadToken(); err != nil {
		return nil, err
	}
	for dec.PeekKind() != '}' {
		name, err := dec.ReadToken()
		if err != nil {
			return nil, err
		}
		key := name.String()
		v, err := read(dec)
		if err != nil {
			return nil, err
		}
		n.members = append(n.members, member{key, v})
	}
	_, err := dec.ReadToken()
	return n, err
}

// get returns a member by its exact name, or nil.
func (n *node) get(name string) *node {
	if n == nil {
		return nil
	}
	for _, m := range n.members {
		if m.name == name {
			return m.value
		}
	}
	return nil
}

// text returns the value of a string, "" for anything else.
func (n *node) text() string {
	if n == nil || n.kind != '"' {
		return ""
	}
	s, err := jsontext.AppendUnquote(nil, n.raw)
	if err != nil {
		return ""
	}
	return string(s)
}

// setText makes n another string.
func (n *node) setText(s string) {
	// Invalid UTF-8, the one thing that can be wrong, is replaced.
	n.raw, _ = jsontext.AppendQuote(nil, s)
}

func (n *node) drop(name string) {
	for i, m := range n.members {
		if m.name == name {
			n.members = append(n.members[:i], n.members[i+1:]...)
			return
		}
	}
}

// has reports whether schemas names a URN.
func (n *node) has(urn string) bool {
	if list := n.get("schemas"); list != nil {
		for _, e := range list.elements {
			if e.text() == urn {
				return true
			}
		}
	}
	return false
}
