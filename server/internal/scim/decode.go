package scim

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/go-json-experiment/json/jsontext"
)

// Limits bound what Decode accepts. A zero field means its default.
type Limits struct {
	Depth int // nesting of objects and arrays, default 32
}

// defaultDepth leaves room for anything SCIM defines: resources nest three levels, the Schema resource five.
const defaultDepth = 32

// Decode reads one JSON object. It returns an *Error with scimType invalidSyntax, saying what is wrong and where (byte
// offset and JSON pointer), for an empty body, malformed JSON, invalid UTF-8, a top-level value that is not an object,
// data after it, duplicate names (also when they differ only in letter case), and nesting beyond the limit.
func Decode(data []byte, lim Limits) (Object, error) {
	v, err := decodeAny(data, lim)
	if err != nil {
		return nil, err
	}
	o, ok := v.(Object)
	if !ok {
		return nil, BadRequest(InvalidSyntax, "the request body must be a JSON object, not %s", KindOf(v))
	}
	return o, nil
}

// DecodeValue is Decode for a JSON value of any kind.
func DecodeValue(data []byte, lim Limits) (any, error) { return decodeAny(data, lim) }

func decodeAny(data []byte, lim Limits) (any, error) {
	if lim.Depth <= 0 {
		lim.Depth = defaultDepth
	}
	raw, err := readOne(data)
	if err != nil {
		return nil, err
	}
	w := walkers.Get().(*walker)
	defer walkers.Put(w)
	defer w.release()
	w.data, w.depth = string(raw), lim.Depth
	v, werr := w.value(0)
	if werr != nil {
		return nil, werr.scim()
	}
	return v, nil
}

var (
	decoders = sync.Pool{New: func() any { return new(checker) }}
	walkers  = sync.Pool{New: func() any { return new(walker) }}
)

// checker validates a whole document with jsontext; pooled, because a decoder's state is worth keeping.
type checker struct {
	dec *jsontext.Decoder
	buf bytes.Buffer
}

// readOne checks that data is exactly one valid JSON value and returns it without the white space around it.
// Duplicate names are left to the walker, which knows that SCIM names ignore case.
func readOne(data []byte) ([]byte, error) {
	c := decoders.Get().(*checker)
	defer decoders.Put(c)
	c.buf = *bytes.NewBuffer(data)
	if c.dec == nil {
		c.dec = jsontext.NewDecoder(&c.buf, jsontext.AllowDuplicateNames(true))
	} else {
		c.dec.Reset(&c.buf, jsontext.AllowDuplicateNames(true))
	}
	defer func() { c.buf = bytes.Buffer{}; c.dec.Reset(&c.buf) }()
	raw, err := c.dec.ReadValue()
	if errors.Is(err, io.EOF) {
		return nil, BadRequest(InvalidSyntax, "the request body is empty; a JSON object is expected")
	}
	if err != nil {
		return nil, syntaxError(err)
	}
	start := int(c.dec.InputOffset()) - len(raw)
	end := int(c.dec.InputOffset())
	if _, err := c.dec.ReadToken(); !errors.Is(err, io.EOF) {
		return nil, BadRequest(InvalidSyntax, "the request body has data after its JSON value, at byte %d", end+1)
	}
	return data[start:end], nil
}

// syntaxError turns a jsontext error into one that a client can act on.
func syntaxError(err error) *Error {
	var syn *jsontext.SyntacticError
	if !errors.As(err, &syn) {
		return BadRequest(InvalidSyntax, "the request body is not valid JSON: %v", err)
	}
	what := "malformed"
	if syn.Err != nil {
		what = strings.TrimPrefix(syn.Err.Error(), "jsontext: ")
	}
	return BadRequest(InvalidSyntax, "the request body is not valid JSON: %s at byte %d%s",
		what, syn.ByteOffset+1, within(string(syn.JSONPointer)))
}

func within(pointer string) string {
	if pointer == "" {
		return ""
	}
	return fmt.Sprintf(" (within %s)", Quote(pointer))
}

// KindOf names the JSON kind of v for error texts.
func KindOf(v any) string {
	switch v.(type) {
	case nil:
		return "null"
	case string:
		return "a string"
	case bool:
		return "a boolean"
	case int64, float64:
		return "a number"
	case []any:
		return "an array"
	case Object:
		return "an object"
	default:
		return fmt.Sprintf("a %T", v)
	}
}
