package scimclient

import (
	"bytes"
	"errors"
	"fmt"
	"io"

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
	d := jsontext.NewDecoder(bytes.NewReader(body), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	n, err = readNode(d, 0)
	if err != nil {
		return node{}, tolerated, fmt.Errorf("at byte %d: %w", d.InputOffset(), err)
	}
	if _, err := d.ReadToken(); !errors.Is(err, io.EOF) {
		return node{}, tolerated, fmt.Errorf("at byte %d: something follows the JSON value", d.InputOffset())
	}
	return n, tolerated, nil
}

func readNode(d *jsontext.Decoder, depth int) (node, error) {
	if depth > maxDepth {
		return node{}, fmt.Errorf("more than %d levels deep", maxDepth)
	}
	t, err := d.ReadToken()
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
		n := node{kind: array}
		for d.PeekKind() != jsontext.KindEndArray {
			item, err := readNode(d, depth+1)
			if err != nil {
				return node{}, err
			}
			n.items = append(n.items, item)
		}
		_, err = d.ReadToken()
		return n, err
	case jsontext.KindBeginObject:
		return readObject(d, depth)
	default:
		return node{}, nil
	}
}

func readObject(d *jsontext.Decoder, depth int) (node, error) {
	n := node{kind: object}
	for d.PeekKind() != jsontext.KindEndObject {
		name, err := d.ReadToken()
		if err != nil {
			return node{}, err
		}
		key := name.String() // before the next token overwrites the buffer
		value, err := readNode(d, depth+1)
		if err != nil {
			return node{}, err
		}
		n.members = append(n.members, member{key, value})
	}
	_, err := d.ReadToken()
	return n, err
}
