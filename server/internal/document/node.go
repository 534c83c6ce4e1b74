package document

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// Node is a value of a document.
type Node struct {
	*source
	path     string
	at       int
	kind     jsontext.Kind
	text     string // of a string; of a number, as written
	isTrue   bool
	members  []Member
	elements []*Node
}

// Member is a member of an object.
type Member struct {
	Name  string
	Value *Node
	at    int
}

// Err returns what has been noted so far, as Problems, or nil.
func (n *Node) Err() error {
	if n == nil || len(n.problems) == 0 {
		return nil
	}
	return n.problems
}

// Path is where the value stands in the document.
func (n *Node) Path() string {
	if n == nil {
		return ""
	}
	return n.path
}

// Refuse notes that the value is wrong: what completes the sentence that its path begins, remedy says what would be right.
func (n *Node) Refuse(remedy, what string, args ...any) {
	if n != nil {
		n.note(n.at, n.path, fmt.Sprintf(what, args...), remedy)
	}
}

var kindNames = map[jsontext.Kind]string{
	'n': "null", 'f': "false", 't': "true", '"': "a string", '0': "a number", '{': "an object", '[': "an array",
}

func (n *Node) want(what string) { n.Refuse("", "must be %s, not %s", what, kindNames[n.kind]) }

// Text returns a string.
func (n *Node) Text() string {
	switch {
	case n == nil:
	case n.kind != '"':
		n.want("a string")
	default:
		return n.text
	}
	return ""
}

// Word returns a string that is one of names.
func (n *Node) Word(names ...string) string {
	if n == nil {
		return ""
	}
	text := n.Text()
	if n.kind == '"' && !slices.Contains(names, text) {
		n.Refuse(Unknown(text, names), "is %s, which is unknown", quote(text))
		return ""
	}
	return text
}

// Bool returns a boolean.
func (n *Node) Bool() bool {
	if n != nil && n.kind != 't' && n.kind != 'f' {
		n.want("true or false")
	}
	return n != nil && n.isTrue
}

// Int returns a whole number between least and most.
func (n *Node) Int(least, most int64) int64 {
	if n == nil {
		return 0
	}
	if n.kind != '0' {
		n.want("a whole number")
		return 0
	}
	i, err := strconv.ParseInt(n.text, 10, 64)
	if err != nil || i < least || i > most {
		n.Refuse("", "must be a whole number from %d to %d", least, most)
		return 0
	}
	return i
}

// Float returns a number between least and most.
func (n *Node) Float(least, most float64) float64 {
	if n == nil {
		return 0
	}
	if n.kind != '0' {
		n.want("a number")
		return 0
	}
	f, err := strconv.ParseFloat(n.text, 64)
	if err != nil || !(least <= f && f <= most) {
		n.Refuse("", "must be a number from %g to %g", least, most)
		return 0
	}
	return f
}

// Items returns the elements of an array.
func (n *Node) Items() []*Node {
	if n == nil {
		return nil
	}
	if n.kind != '[' {
		n.want("an array")
	}
	return n.elements
}

// Texts returns an array of strings, none of them twice.
func (n *Node) Texts() []string {
	var out []string
	for _, item := range n.Items() {
		text := item.Text()
		switch {
		case item.kind != '"':
		case slices.Contains(out, text):
			item.Refuse("", "is there twice: %s", quote(text))
		default:
			out = append(out, text)
		}
	}
	return out
}

// Entries returns the members of an object whose names are data, in the order of the document.
func (n *Node) Entries() []Member {
	if n == nil {
		return nil
	}
	if n.kind != '{' {
		n.want("an object")
	}
	return n.members
}

// Refuse notes that the name of the member is wrong.
func (m Member) Refuse(remedy, what string, args ...any) {
	m.Value.note(m.at, m.Value.path, fmt.Sprintf(what, args...), remedy)
}

// Raw returns the text of the value as it stands in the document, nil for one that is not there. An object or array is
// given from its first to its last byte.
func (n *Node) Raw() jsontext.Value {
	if n == nil {
		return nil
	}
	dec := jsontext.NewDecoder(strings.NewReader(string(n.data[n.at:])))
	raw, err := dec.ReadValue()
	if err != nil {
		return nil // not possible: the document has been parsed
	}
	return slices.Clone(raw)
}

func quote(s string) string {
	const most = 60
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return strconv.Quote(s)
}
