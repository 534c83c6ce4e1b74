package resource

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json/jsontext"
)

// maxDepth bounds the nesting of an answer; SCIM documents nest five levels deep.
const maxDepth = 64

var errNoObject = errors.New("it is not a JSON object")

// Decode reads exactly one JSON value. A byte order mark is let pass.
func Decode(data []byte) (any, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	d := jsontext.NewDecoder(bytes.NewReader(data), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	v, err := readValue(d, 0)
	if err != nil {
		return nil, fmt.Errorf("read JSON at byte %d: %w", d.InputOffset(), err)
	}
	if _, err := d.ReadToken(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read JSON at byte %d: something follows the value", d.InputOffset())
	}
	return v, nil
}

// DecodeObject reads a JSON object and nothing else.
func DecodeObject(data []byte) (Object, error) {
	v, err := Decode(data)
	if err != nil {
		return nil, err
	}
	o, ok := v.(Object)
	if !ok {
		return nil, errNoObject
	}
	return o, nil
}

func readValue(d *jsontext.Decoder, depth int) (any, error) {
	if depth > maxDepth {
		return nil, fmt.Errorf("more than %d levels deep", maxDepth)
	}
	t, err := d.ReadToken()
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return nil, err
	}
	switch t.Kind() {
	case jsontext.KindString:
		return t.String(), nil
	case jsontext.KindNumber:
		return Number(t.String()), nil
	case jsontext.KindTrue, jsontext.KindFalse:
		return t.Bool(), nil
	case jsontext.KindBeginArray:
		return readArray(d, depth)
	case jsontext.KindBeginObject:
		return readObject(d, depth)
	default:
		return nil, nil
	}
}

func readArray(d *jsontext.Decoder, depth int) (any, error) {
	list := []any{}
	for d.PeekKind() != jsontext.KindEndArray {
		v, err := readValue(d, depth+1)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	_, err := d.ReadToken()
	return list, err
}

func readObject(d *jsontext.Decoder, depth int) (any, error) {
	o := Object{}
	for d.PeekKind() != jsontext.KindEndObject {
		name, err := d.ReadToken()
		if err != nil {
			return nil, err
		}
		key := name.String() // before the next token overwrites the buffer
		v, err := readValue(d, depth+1)
		if err != nil {
			return nil, err
		}
		o = append(o, Member{key, v})
	}
	_, err := d.ReadToken()
	return o, err
}
