package document

import (
	"errors"
	"fmt"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

type yamlReader struct{ name string }

func parseYAML(name string, data []byte) (*Node, error) {
	if root, ok := parsePlain(data); ok {
		return root, nil
	}
	return parseAnyYAML(name, data)
}

// parseAnyYAML reads YAML with the library.
func parseAnyYAML(name string, data []byte) (root *Node, err error) {
	r := yamlReader{name}
	if line, deep := deepLine(data); deep {
		return nil, tooDeep(name, &Node{Line: line, Column: 1})
	}
	// A file that makes the parser panic is a bad file; it must not take a program down that only wanted to read it.
	defer func() {
		if p := recover(); p != nil {
			root, err = nil, &Error{File: name, What: fmt.Sprintf("this is not YAML: %v", p), Remedy: "correct the syntax"}
		}
	}()
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, r.syntax(err)
	}
	var body ast.Node
	for _, document := range file.Docs {
		if document.Body == nil {
			continue
		}
		if body != nil {
			return nil, r.fail(document.Body, "a second document begins here", "keep one document in a file")
		}
		body = document.Body
	}
	if body == nil {
		return nil, &Error{File: name, Line: 1, Column: 1, What: "the file is empty", Remedy: "write a document into it"}
	}
	return r.node(body, 1)
}

// deepLine finds a line whose nesting the recursive parser should not be asked to follow. It counts brackets without regard to
// quotes, and therefore only stops what no sensible text contains.
func deepLine(data []byte) (int, bool) {
	line, depth, dashes, indent := 1, 0, 0, true
	for _, b := range data {
		switch b {
		case '\n':
			line, dashes, indent = line+1, 0, true
		case '[', '{':
			depth, indent = depth+1, false
		case ']', '}':
			depth, indent = max(0, depth-1), false
		case '-', '?', ':':
			if indent {
				dashes++
			}
		case ' ', '\t':
		default:
			indent = false
		}
		if depth > 10*maxDepth || dashes > 10*maxDepth {
			return line, true
		}
	}
	return 0, false
}

func (r yamlReader) node(a ast.Node, depth int) (*Node, error) {
	n := at(a)
	if depth > maxDepth {
		return nil, tooDeep(r.name, n)
	}
	switch a := a.(type) {
	case *ast.NullNode:
		n.Kind = Null
	case *ast.BoolNode:
		n.Kind, n.Text = Bool, fmt.Sprint(a.Value)
	case *ast.IntegerNode:
		n.Kind, n.Text = Number, a.Token.Value
	case *ast.FloatNode:
		n.Kind, n.Text = Number, a.Token.Value
	case *ast.InfinityNode, *ast.NanNode:
		return nil, r.fail(a, "infinity and not-a-number are no values here", "put it in quotes if a text is meant")
	case *ast.StringNode:
		n.Kind, n.Text = String, a.Value
	case *ast.LiteralNode:
		n.Kind, n.Text = String, a.Value.Value
	case *ast.SequenceNode:
		return r.list(n, a, depth)
	case *ast.MappingNode:
		return r.mapping(n, a.Values, depth)
	case *ast.MappingValueNode:
		return r.mapping(n, []*ast.MappingValueNode{a}, depth)
	case *ast.AnchorNode, *ast.AliasNode:
		return nil, r.fail(a, "anchors and aliases are not supported", "write the value out; quote a text that begins with & or *")
	case *ast.TagNode:
		return nil, r.fail(a, "tags are not supported", "leave the tag out; quote a text that begins with !")
	default:
		return nil, r.fail(a, fmt.Sprintf("%s is not supported", a.Type()), "write it as a text, a list or a mapping")
	}
	return n, nil
}

func (r yamlReader) list(n *Node, a *ast.SequenceNode, depth int) (*Node, error) {
	n.Kind = List
	for _, value := range a.Values {
		item, err := r.node(value, depth+1)
		if err != nil {
			return nil, err
		}
		n.Items = append(n.Items, item)
	}
	return n, nil
}

func (r yamlReader) mapping(n *Node, values []*ast.MappingValueNode, depth int) (*Node, error) {
	n.Kind = Map
	seen := make(map[string]bool, len(values))
	for _, entry := range values {
		key, err := r.key(entry.Key)
		if err != nil {
			return nil, err
		}
		if seen[key.Text] {
			return nil, r.duplicate(key)
		}
		seen[key.Text] = true
		value, err := r.node(entry.Value, depth+1)
		if err != nil {
			return nil, err
		}
		n.Entries = append(n.Entries, Entry{Key: key, Value: value})
	}
	return n, nil
}

func (r yamlReader) key(a ast.MapKeyNode) (*Node, error) {
	if a.IsMergeKey() {
		return nil, r.fail(a, "merge keys are not supported", "write the keys out")
	}
	key, ok := a.(*ast.StringNode)
	if !ok {
		return nil, r.fail(a, "this is no key", "keys are plain texts; put it in quotes if it is meant as one")
	}
	n := at(key)
	n.Kind, n.Text = String, key.Value
	return n, nil
}

func (r yamlReader) duplicate(key *Node) error {
	return &Error{
		File: r.name, Line: key.Line, Column: key.Column,
		What: fmt.Sprintf("the key %q stands twice in the same mapping", key.Text), Remedy: "remove one of the two",
	}
}

// at makes a node that stands where a begins. The token of a block mapping is the colon after its first key; it begins with
// the key.
func at(a ast.Node) *Node {
	switch m := a.(type) {
	case *ast.MappingNode:
		if !m.IsFlowStyle && len(m.Values) > 0 {
			return at(m.Values[0].Key)
		}
	case *ast.MappingValueNode:
		return at(m.Key)
	}
	n := &Node{Line: 1, Column: 1}
	if t := a.GetToken(); t != nil && t.Position != nil {
		n.Line, n.Column = t.Position.Line, t.Position.Column
	}
	return n
}

func (r yamlReader) syntax(err error) error {
	fault := &Error{File: r.name, Line: 1, Column: 1, What: "this is not YAML", Remedy: "correct the syntax"}
	var located yaml.Error
	if errors.As(err, &located) {
		fault.What += ": " + located.GetMessage()
		place(fault, located.GetToken())
	}
	return fault
}

func place(fault *Error, t *token.Token) {
	if t != nil && t.Position != nil {
		fault.Line, fault.Column = t.Position.Line, t.Position.Column
	}
}

func (r yamlReader) fail(a ast.Node, what, remedy string) error {
	n := at(a)
	return &Error{File: r.name, Line: n.Line, Column: n.Column, What: what, Remedy: remedy}
}
