package document

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

type jsonReader struct {
	name    string
	data    []byte
	decoder *jsontext.Decoder
	// Offsets only grow, so lines are counted on from the last position asked for.
	offset, line, lineStart int
}

func parseJSON(name string, data []byte) (*Node, error) {
	r := &jsonReader{name: name, data: data, decoder: jsontext.NewDecoder(bytes.NewBuffer(data)), line: 1}
	root, err := r.value(1)
	if err != nil {
		return nil, err
	}
	end := r.next()
	if _, err := r.decoder.ReadToken(); !errors.Is(err, io.EOF) {
		return nil, r.fail(end, "there is something after the end of the document", "remove it; a file holds one document")
	}
	return root, nil
}

// next is the offset of the next token.
func (r *jsonReader) next() int {
	offset := int(r.decoder.InputOffset())
	for offset < len(r.data) && strings.IndexByte(" \t\r\n,:", r.data[offset]) >= 0 {
		offset++
	}
	return offset
}

// node makes a node for the token that is read next.
func (r *jsonReader) node() *Node {
	at := r.next()
	for {
		end := bytes.IndexByte(r.data[r.offset:at], '\n')
		if end < 0 {
			break
		}
		r.offset += end + 1
		r.line++
		r.lineStart = r.offset
	}
	return &Node{Line: r.line, Column: 1 + len([]rune(string(r.data[r.lineStart:at])))}
}

func (r *jsonReader) value(depth int) (*Node, error) {
	n := r.node()
	if depth > maxDepth {
		return nil, tooDeep(r.name, n)
	}
	token, err := r.decoder.ReadToken()
	if err != nil {
		return nil, r.syntax(err)
	}
	switch token.Kind() {
	case 'n':
		n.Kind = Null
	case 't', 'f':
		n.Kind, n.Text = Bool, token.String()
	case '0':
		n.Kind, n.Text = Number, token.String()
	case '"':
		n.Kind, n.Text = String, token.String()
	case '[':
		n.Kind = List
		return n, r.list(n, depth)
	case '{':
		n.Kind = Map
		return n, r.mapping(n, depth)
	}
	return n, nil
}

func (r *jsonReader) list(n *Node, depth int) error {
	for r.decoder.PeekKind() != ']' {
		item, err := r.value(depth + 1)
		if err != nil {
			return err
		}
		n.Items = append(n.Items, item)
	}
	_, err := r.decoder.ReadToken()
	return r.syntax(err)
}

func (r *jsonReader) mapping(n *Node, depth int) error {
	for r.decoder.PeekKind() != '}' {
		key, err := r.value(depth + 1)
		if err != nil {
			return err
		}
		value, err := r.value(depth + 1)
		if err != nil {
			return err
		}
		n.Entries = append(n.Entries, Entry{Key: key, Value: value})
	}
	_, err := r.decoder.ReadToken()
	return r.syntax(err)
}

func (r *jsonReader) syntax(err error) error {
	if err == nil {
		return nil
	}
	offset, what := r.next(), err.Error()
	var syntactic *jsontext.SyntacticError
	if errors.As(err, &syntactic) {
		offset, what = int(syntactic.ByteOffset), syntactic.Err.Error()
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return r.fail(len(r.data), "the document ends too early", "close every bracket, brace and quote")
	}
	if errors.Is(err, jsontext.ErrDuplicateName) {
		return r.fail(offset, "a key stands twice in the same object", "remove one of the two")
	}
	return r.fail(offset, "this is not JSON: "+strings.TrimPrefix(what, "jsontext: "), "correct the syntax")
}

func (r *jsonReader) fail(offset int, what, remedy string) error {
	line, column := position(r.data, offset)
	return &Error{File: r.name, Line: line, Column: column, What: what, Remedy: remedy}
}

func tooDeep(name string, n *Node) error {
	return &Error{File: name, Line: n.Line, Column: n.Column, What: "nested too deeply", Remedy: "no file of ours needs more than a few levels"}
}
