package rule

import (
	"errors"
	"fmt"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

type kind uint8

const (
	null kind = iota
	boolean
	number
	text
	list
	mapping
)

func (k kind) String() string {
	return [...]string{"nothing", "a boolean", "a number", "a text", "a list", "a mapping"}[k]
}

// node is a value of the file with its place.
type node struct {
	kind         kind
	text         string // of a scalar, as written
	items        []*node
	entries      []entry
	line, column int
}

type entry struct{ key, value *node }

const (
	// maxDepth is more than any rule needs.
	maxDepth = 32
	// maxSize bounds the work of reading; the largest file of ours has a tenth of it.
	maxSize = 1 << 20
)

// reader reads one file.
type reader struct{ file string }

func (r *reader) fail(n *node, what, remedy string) error {
	return &Error{File: r.file, Line: n.line, Column: n.column, What: what, Remedy: remedy}
}

// tree reads the whole file.
func (r *reader) tree(data []byte) (root *node, err error) {
	if len(data) > maxSize {
		return nil, r.fail(&node{line: 1, column: 1}, "the file is too large", "split it")
	}
	if line := deepLine(data); line > 0 {
		return nil, r.fail(&node{line: line, column: 1}, "nested too deeply", "no rule needs more than a few levels")
	}
	// Input that makes the YAML parser panic is bad input; it must not take down a program that only wanted to read it.
	defer func() {
		if p := recover(); p != nil {
			root, err = nil, r.fail(&node{line: 1, column: 1}, fmt.Sprintf("this is not YAML: %v", p), "correct the syntax")
		}
	}()
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, r.syntax(err)
	}
	var body ast.Node
	for _, d := range file.Docs {
		if d.Body == nil {
			continue
		}
		if body != nil {
			return nil, r.fail(place(d.Body), "a second document begins here", "keep one document in a file")
		}
		body = d.Body
	}
	if body == nil {
		return nil, r.fail(&node{line: 1, column: 1}, "the file is empty", "begin it with defects:")
	}
	return r.convert(body, 1)
}

// deepLine finds a line whose nesting the recursive parser should not be asked to follow, or 0. It counts without regard to
// quotes and therefore only stops what no sensible file contains.
func deepLine(data []byte) int {
	line, depth, marks, leading := 1, 0, 0, true
	for _, b := range data {
		switch b {
		case '\n':
			line, marks, leading = line+1, 0, true
		case '[', '{':
			depth, leading = depth+1, false
		case ']', '}':
			depth, leading = max(0, depth-1), false
		case '-', '?', ':':
			if leading {
				marks++
			}
		case ' ', '\t':
		default:
			leading = false
		}
		if depth > 8*maxDepth || marks > 8*maxDepth {
			return line
		}
	}
	return 0
}

func (r *reader) syntax(err error) error {
	at := &node{line: 1, column: 1}
	what := "this is not YAML"
	var located yaml.Error
	if errors.As(err, &located) {
		what += ": " + located.GetMessage()
		if t := located.GetToken(); t != nil && t.Position != nil {
			at.line, at.column = t.Position.Line, t.Position.Column
		}
	}
	return r.fail(at, what, "correct the syntax")
}

// place makes a node that stands where a begins. The token of a block mapping is the colon after its first key.
func place(a ast.Node) *node {
	switch m := a.(type) {
	case *ast.MappingNode:
		if !m.IsFlowStyle && len(m.Values) > 0 {
			return place(m.Values[0].Key)
		}
	case *ast.MappingValueNode:
		return place(m.Key)
	}
	n := &node{line: 1, column: 1}
	if t := a.GetToken(); t != nil && t.Position != nil {
		n.line, n.column = t.Position.Line, t.Position.Column
	}
	return n
}

func (r *reader) convert(a ast.Node, depth int) (*node, error) {
	n := place(a)
	if depth > maxDepth {
		return nil, r.fail(n, "nested too deeply", "no rule needs more than a few levels")
	}
	switch a := a.(type) {
	case *ast.NullNode:
	case *ast.BoolNode:
		n.kind, n.text = boolean, fmt.Sprint(a.Value)
	case *ast.IntegerNode:
		n.kind, n.text = number, a.Token.Value
	case *ast.FloatNode:
		n.kind, n.text = number, a.Token.Value
	case *ast.StringNode:
		n.kind, n.text = text, a.Value
	case *ast.LiteralNode:
		n.kind, n.text = text, a.Value.Value
	case *ast.SequenceNode:
		n.kind = list
		for _, v := range a.Values {
			item, err := r.convert(v, depth+1)
			if err != nil {
				return nil, err
			}
			n.items = append(n.items, item)
		}
	case *ast.MappingNode:
		return r.mapping(n, a.Values, depth)
	case *ast.MappingValueNode:
		return r.mapping(n, []*ast.MappingValueNode{a}, depth)
	default:
		return nil, r.fail(n, fmt.Sprintf("%s is not supported here", a.Type()), "write texts, numbers, lists and mappings; put a text with special characters in quotes")
	}
	return n, nil
}

func (r *reader) mapping(n *node, values []*ast.MappingValueNode, depth int) (*node, error) {
	n.kind = mapping
	seen := map[string]bool{}
	for _, v := range values {
		key, ok := v.Key.(*ast.StringNode)
		if !ok {
			return nil, r.fail(place(v), "this is no key", "keys are plain words")
		}
		k := place(key)
		k.kind, k.text = text, key.Value
		if seen[k.text] {
			return nil, r.fail(k, fmt.Sprintf("the key %q stands twice in the same mapping", k.text), "remove one of the two")
		}
		seen[k.text] = true
		value, err := r.convert(v.Value, depth+1)
		if err != nil {
			return nil, err
		}
		n.entries = append(n.entries, entry{k, value})
	}
	return n, nil
}
