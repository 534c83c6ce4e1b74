package document

import "fmt"

// Kind is what a node is.
type Kind int

// The kinds of node. Number keeps its text and is not interpreted.
const (
	Null Kind = iota
	Bool
	Number
	String
	List
	Map
)

// String names the kind for messages, with an article.
func (k Kind) String() string {
	switch k {
	case Null:
		return "null"
	case Bool:
		return "a boolean"
	case Number:
		return "a number"
	case String:
		return "a text"
	case List:
		return "a list"
	case Map:
		return "a mapping"
	}
	return fmt.Sprintf("Kind(%d)", int(k))
}

// Node is a value in a file.
type Node struct {
	Kind Kind
	// Line and Column say where the value begins.
	Line, Column int
	// Text is what a scalar was written as, without quotes; a boolean is "true" or "false".
	Text string
	// Items are the elements of a list.
	Items []*Node
	// Entries are the keys and values of a mapping in the order of the file. No key occurs twice.
	Entries []Entry
}

// Entry is a key of a mapping with its value.
type Entry struct {
	Key   *Node // always of kind String
	Value *Node
}

// Scalar says whether the node has a text.
func (n *Node) Scalar() bool { return n.Kind == Bool || n.Kind == Number || n.Kind == String }

// Get finds the value of a key in a mapping.
func (n *Node) Get(key string) (*Node, bool) {
	for _, e := range n.Entries {
		if e.Key.Text == key {
			return e.Value, true
		}
	}
	return nil, false
}

// Find searches the node and everything below it for a scalar with that text.
func (n *Node) Find(text string) (*Node, bool) {
	if n.Scalar() && n.Text == text {
		return n, true
	}
	for _, item := range n.Items {
		if found, ok := item.Find(text); ok {
			return found, true
		}
	}
	for _, e := range n.Entries {
		if found, ok := e.Value.Find(text); ok {
			return found, true
		}
	}
	return nil, false
}

// Error is a mistake in a file.
type Error struct {
	File         string
	Line, Column int
	// What is wrong, and the Remedy: what to do about it.
	What, Remedy string
	// Err is the reason behind it, if there is one.
	Err error
}

// Error gives everything on one line: file:line:column: what; remedy.
func (e *Error) Error() string {
	text := e.Position() + ": " + e.What
	if e.Remedy != "" {
		text += "; " + e.Remedy
	}
	return text
}

// Unwrap gives the reason behind it.
func (e *Error) Unwrap() error { return e.Err }

// Hint is the remedy.
func (e *Error) Hint() string { return e.Remedy }

// Position is file:line:column, or the file alone when the mistake is not at one place.
func (e *Error) Position() string {
	if e.Line == 0 {
		return e.File
	}
	return fmt.Sprintf("%s:%d:%d", e.File, e.Line, e.Column)
}
