package wire

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json/jsontext"
)

// maxDepth is how deeply a document may nest; the SCIM schemas need less than ten levels.
const maxDepth = 64

// Parse reads one JSON value. Names may occur twice, because it is the correct handler's task to object to that.
func Parse(data []byte) (*Node, error) {
	d := jsontext.NewDecoder(bytes.NewBuffer(data), jsontext.AllowDuplicateNames(true))
	n, err := value(d, 1)
	if err != nil {
		return nil, fmt.Errorf("parse JSON: %w", err)
	}
	if _, err := d.ReadToken(); !errors.Is(err, io.EOF) {
		return nil, errors.New("parse JSON: there is something after the value")
	}
	return n, nil
}

func value(d *jsontext.Decoder, depth int) (*Node, error) {
	if depth > maxDepth {
		return nil, errors.New("nested too deeply")
	}
	t, err := d.ReadToken()
	if err != nil {
		return nil, err
	}
	switch t.Kind() {
	case 'n':
		return &Node{}, nil
	case 't', 'f':
		return &Node{Kind: Bool, Text: t.String()}, nil
	case '0':
		return &Node{Kind: Number, Text: t.String()}, nil
	case '"':
		return &Node{Kind: String, Text: t.String()}, nil
	case '[':
		n := &Node{Kind: Array}
		for d.PeekKind() != ']' {
			item, err := value(d, depth+1)
			if err != nil {
				return nil, err
			}
			n.Items = append(n.Items, item)
		}
		_, err := d.ReadToken()
		return n, err
	default:
		n := &Node{Kind: Object}
		for d.PeekKind() != '}' {
			name, err := d.ReadToken()
			if err != nil {
				return nil, err
			}
			m := Member{Name: name.String()}
			if m.Value, err = value(d, depth+1); err != nil {
				return nil, err
			}
			n.Members = append(n.Members, m)
		}
		_, err := d.ReadToken()
		return n, err
	}
}
