package scimclient

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/go-json-experiment/json/jsontext"
)

// maxDepth bounds the nesting of an answer; SCIM resources nest four levels deep.
const maxDepth = 64

// readJSON reads exactly one JSON value. A byte order mark, duplicate names and invalid UTF-8 are let pass, as .NET's
// readers do; anything after the value is an error.
func readJSON(body []byte) (n node, tolerated []string, err error) {
	if trimmed, ok := bytes.CutPrefix(body, []byte("\xef\xbb\xbf")); ok {
		body = trimmed
		tolerated = append(tolerated, "the body begins with a byte order mark")
	}
	d := jsontext.NewDecoder(bytes.NewBuffer(body), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	p := parsers.Get().(*parser)
	p.d = d
	n, err = p.node(0)
	p.forget()
	parsers.Put(p)
	if err != nil {
		return node{}, tolerated, fmt.Errorf("at byte %d: %w", d.InputOffset(), err)
	}
	if _, err := d.ReadToken(); !errors.Is(err, io.EOF) {
		return node{}, tolerated, fmt.Errorf("at byte %d: something follows the JSON value", d.InputOffset())
	}
	return n, tolerated, nil
}

// parser reads nodes. Members and items are put down on stacks until their number is known: most of the cost of an answer would be
// lists that grow.
type parser struct {
	d       *jsontext.Decoder
	members []member
	items   []node
}

var parsers = sync.Pool{New: func() any { return new(parser) }}

// forget lets go of what was read; the stacks stay for the next answer, unless they have become large.
func (p *parser) forget() {
	const enough = 1 << 10
	clear(p.members[:cap(p.members)])
	clear(p.items[:cap(p.items)])
	p.d, p.members, p.items = nil, p.members[:0], p.items[:0]
	if cap(p.members) > enough || cap(p.items) > enough {
		p.members, p.items = nil, nil
	}
}

func (p *parser) node(depth int) (node, error) {
	if depth > maxDepth {
		return node{}, fmt.Errorf("more than %d levels deep", maxDepth)
	}
	t, err := p.d.ReadToken()
	if err != nil {
		if errors.Is(err, io.EOF) {
			return node{}, io.ErrUnexpectedEOF
		}
		return node{}, err
	}
	switch t.Kind() {
	case jsontext.KindString:
		return textNode(t.String()), nil
	case jsontext.KindNumber:
		return numberNode(t.String()), nil
	case jsontext.KindTrue, jsontext.KindFalse:
		return boolNode(t.Bool()), nil
	case jsontext.KindBeginArray:
		return p.array(depth)
	case jsontext.KindBeginObject:
		return p.object(depth)
	default:
		return node{}, nil
	}
}

func (p *parser) array(depth int) (node, error) {
	base := len(p.items)
	for p.d.PeekKind() != jsontext.KindEndArray {
		item, err := p.node(depth + 1)
		if err != nil {
			return node{}, err
		}
		p.items = append(p.items, item)
	}
	n := node{kind: array, items: append([]node(nil), p.items[base:]...)}
	p.items = p.items[:base]
	_, err := p.d.ReadToken()
	return n, err
}

func (p *parser) object(depth int) (node, error) {
	base := len(p.members)
	for p.d.PeekKind() != jsontext.KindEndObject {
		name, err := p.d.ReadToken()
		if err != nil {
			return node{}, err
		}
		key := name.String() // before the next token overwrites the buffer
		value, err := p.node(depth + 1)
		if err != nil {
			return node{}, err
		}
		p.members = append(p.members, member{key, value})
	}
	n := node{kind: object, members: append([]member(nil), p.members[base:]...)}
	p.members = p.members[:base]
	_, err := p.d.ReadToken()
	return n, err
}
