package wire

import (
	"slices"
	"strconv"
	"strings"

	"github.com/entrasim/entrasim/server/internal/scim"
)

// Kind is the kind of a JSON value.
type Kind uint8

// The kinds.
const (
	Null Kind = iota
	Bool
	Number
	String
	Array
	Object
)

// String names the kind as JSON does.
func (k Kind) String() string {
	return [...]string{"null", "boolean", "number", "string", "array", "object"}[k]
}

// Node is a JSON value that remembers the order of its members and how its numbers were written.
type Node struct {
	Kind    Kind
	Text    string // String: decoded; Number: as written; Bool: "true" or "false"
	Members []Member
	Items   []*Node
}

// Member is a name and a value of an object.
type Member struct {
	Name  string
	Value *Node
}

// Text makes a string.
func Text(s string) *Node { return &Node{Kind: String, Text: s} }

// Int makes a number.
func Int(n int) *Node { return &Node{Kind: Number, Text: strconv.Itoa(n)} }

// Boolean makes a boolean.
func Boolean(b bool) *Node { return &Node{Kind: Bool, Text: strconv.FormatBool(b)} }

// List makes an array.
func List(items ...*Node) *Node { return &Node{Kind: Array, Items: items} }

// Map makes an object of names and values in turn, such as Map("value", Text("U1")).
func Map(pairs ...any) *Node {
	n := &Node{Kind: Object}
	for i := 0; i+1 < len(pairs); i += 2 {
		n.Members = append(n.Members, Member{pairs[i].(string), pairs[i+1].(*Node)})
	}
	return n
}

// index finds a member: written exactly so, or else in any letter case.
func (n *Node) index(name string) int {
	if n == nil || n.Kind != Object {
		return -1
	}
	if i := slices.IndexFunc(n.Members, func(m Member) bool { return m.Name == name }); i >= 0 {
		return i
	}
	return slices.IndexFunc(n.Members, func(m Member) bool { return strings.EqualFold(m.Name, name) })
}

// Get returns the member with the given name, in any letter case, or nil. It may be called on any node, also nil.
func (n *Node) Get(name string) *Node {
	if i := n.index(name); i >= 0 {
		return n.Members[i].Value
	}
	return nil
}

// At follows names downwards.
func (n *Node) At(names ...string) *Node {
	for _, name := range names {
		n = n.Get(name)
	}
	return n
}

// Str returns the text of a string, and "" for everything else.
func (n *Node) Str() string {
	if n == nil || n.Kind != String {
		return ""
	}
	return n.Text
}

// Is reports whether the node is there and of the kind.
func (n *Node) Is(k Kind) bool { return n != nil && n.Kind == k }

// Number returns the value of a whole number, and false for everything else.
func (n *Node) Number() (int, bool) {
	if !n.Is(Number) {
		return 0, false
	}
	i, err := strconv.Atoi(n.Text)
	return i, err == nil
}

// List returns the items of an array; a value that is none counts as an array of itself, a missing or null one as empty.
func (n *Node) List() []*Node {
	switch {
	case n == nil || n.Kind == Null:
		return nil
	case n.Kind == Array:
		return n.Items
	}
	return []*Node{n}
}

// Set changes a member in its place or adds it at the end.
func (n *Node) Set(name string, v *Node) {
	if i := n.index(name); i >= 0 {
		n.Members[i].Value = v
		return
	}
	n.Members = append(n.Members, Member{name, v})
}

// Drop takes a member out and reports whether it was there.
func (n *Node) Drop(name string) bool {
	i := n.index(name)
	if i < 0 {
		return false
	}
	n.Members = slices.Delete(n.Members, i, i+1)
	return true
}

// Clone copies the whole value.
func (n *Node) Clone() *Node {
	if n == nil {
		return nil
	}
	c := &Node{Kind: n.Kind, Text: n.Text}
	for _, m := range n.Members {
		c.Members = append(c.Members, Member{m.Name, m.Value.Clone()})
	}
	for _, item := range n.Items {
		c.Items = append(c.Items, item.Clone())
	}
	return c
}

// Append appends the JSON text. Strings are escaped as the server itself escapes them.
func (n *Node) Append(dst []byte) []byte {
	switch n.Kind {
	case Null:
		return append(dst, "null"...)
	case String:
		return scim.AppendString(dst, n.Text)
	case Array:
		dst = append(dst, '[')
		for i, item := range n.Items {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = item.Append(dst)
		}
		return append(dst, ']')
	case Object:
		dst = append(dst, '{')
		for i, m := range n.Members {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = append(scim.AppendString(dst, m.Name), ':')
			dst = m.Value.Append(dst)
		}
		return append(dst, '}')
	default:
		return append(dst, n.Text...)
	}
}

// String returns the JSON text.
func (n *Node) String() string {
	if n == nil {
		return ""
	}
	return string(n.Append(nil))
}
