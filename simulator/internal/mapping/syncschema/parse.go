package syncschema

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// ParseError is a defect of the JSON text with its place.
type ParseError struct {
	Line, Column int    // from 1; columns count characters
	Pointer      string // JSON pointer of the member, "" for the document
	Problem      string
}

// Error gives place and problem in one line.
func (e *ParseError) Error() string {
	where := fmt.Sprintf("line %d, column %d", e.Line, e.Column)
	if e.Pointer != "" {
		where += " (" + e.Pointer + ")"
	}
	return where + ": " + e.Problem
}

// Parse reads a schema, in UTF-8, or in UTF-16 with a byte order mark. The error is a *ParseError.
func Parse(data []byte) (*Schema, error) {
	body := plain(data)
	var s Schema
	err := json.Unmarshal(body, &s, json.WithUnmarshalers(json.JoinUnmarshalers(
		json.UnmarshalFromFunc(presetObjectMapping), json.UnmarshalFromFunc(presetAttributeMapping), json.UnmarshalFromFunc(presetSource),
	)))
	if err != nil {
		return nil, explain(body, err)
	}
	return &s, nil
}

// The presets give members that are absent the value Graph gives them, and then let the normal decoding go on.

func presetObjectMapping(_ *jsontext.Decoder, m *ObjectMapping) error {
	m.Enabled, m.FlowTypes = true, AllFlowTypes
	return errors.ErrUnsupported
}

func presetAttributeMapping(_ *jsontext.Decoder, m *AttributeMapping) error {
	m.FlowType, m.FlowBehavior = Always, FlowWhenChanged
	return errors.ErrUnsupported
}

func presetSource(_ *jsontext.Decoder, s *Source) error {
	s.Type = SourceAttribute
	return errors.ErrUnsupported
}

// Marshal writes a schema, indented by one blank as the portal's export is, ending with a line feed.
func Marshal(s *Schema) ([]byte, error) {
	b, err := json.Marshal(s, jsontext.WithIndent(" "), json.Deterministic(true))
	if err != nil {
		return nil, fmt.Errorf("write synchronization schema: %w", err)
	}
	return append(b, '\n'), nil
}

// explain turns an error of the JSON package into one with line and column.
func explain(data []byte, err error) error {
	e := &ParseError{Problem: err.Error()}
	offset := int64(0)
	var semantic *json.SemanticError
	var syntactic *jsontext.SyntacticError
	switch {
	case errors.As(err, &semantic):
		offset, e.Pointer = semantic.ByteOffset, string(semantic.JSONPointer)
		e.Problem = mismatch(semantic)
		offset = skip(data, offset) // the decoder points behind the token before
	case errors.As(err, &syntactic):
		offset, e.Pointer = syntactic.ByteOffset, string(syntactic.JSONPointer)
		e.Problem = syntactic.Err.Error()
		if errors.Is(syntactic.Err, io.ErrUnexpectedEOF) {
			e.Problem = "the document ends too early"
		}
	}
	e.Line, e.Column = Place(data, offset)
	return e
}

// mismatch says what kind of value stands where another one belongs.
func mismatch(e *json.SemanticError) string {
	if e.Err != nil {
		return e.Err.Error()
	}
	kinds := map[jsontext.Kind]string{'n': "null", 't': "true", 'f': "false", '"': "a text", '0': "a number", '{': "an object", '[': "a list"}
	found := kinds[e.JSONKind]
	if e.GoType == nil || found == "" {
		return "the value has the wrong type"
	}
	wanted := map[string]string{"string": "a text", "bool": "true or false", "int": "a whole number", "slice": "a list", "struct": "an object", "ptr": "an object or null"}
	return fmt.Sprintf("%s stands where %s belongs", found, wanted[e.GoType.Kind().String()])
}

// Place converts a byte offset to a line and a column in characters, both from 1.
func Place(data []byte, offset int64) (line, column int) {
	before := string(data[:min(max(offset, 0), int64(len(data)))])
	line = 1 + strings.Count(before, "\n")
	return line, 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])
}

// Location is a line and a column in characters, both from 1.
type Location struct{ Line, Column int }

// Locate finds where the values at JSON pointers begin. Pointers that lead nowhere have no entry.
func Locate(data []byte, pointers ...string) map[string]Location {
	wanted := make(map[string]bool, len(pointers))
	for _, p := range pointers {
		wanted[p] = true
	}
	found := make(map[string]Location, len(wanted))
	body := plain(data)
	d := jsontext.NewDecoder(bytes.NewReader(body))
	for len(found) < len(wanted) {
		start := skip(body, d.InputOffset())
		kind, n := d.StackIndex(d.StackDepth())
		isName := kind == '{' && n%2 == 0
		token, err := d.ReadToken()
		if err != nil {
			break
		}
		if ends := token.Kind() == '}' || token.Kind() == ']'; isName || ends {
			continue
		}
		if at := string(d.StackPointer()); wanted[at] {
			line, column := Place(body, start)
			found[at] = Location{line, column}
		}
	}
	return found
}

// skip moves an offset over what may stand between two tokens.
func skip(data []byte, offset int64) int64 {
	rest := data[min(max(offset, 0), int64(len(data))):]
	return int64(len(data)) - int64(len(bytes.TrimLeft(rest, " \t\r\n:,")))
}
