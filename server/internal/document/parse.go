package document

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// Limits bound what Parse accepts. A zero field means its default.
type Limits struct {
	Size     int // bytes, default 1 MiB
	Depth    int // nesting of objects and arrays, default 32
	Problems int // after so many, the rest of the document is not judged; default 20
}

func (l Limits) withDefaults() Limits {
	set := func(field *int, value int) {
		if *field <= 0 {
			*field = value
		}
	}
	set(&l.Size, 1<<20)
	set(&l.Depth, 32)
	set(&l.Problems, 20)
	return l
}

// source is what all nodes of a document share.
type source struct {
	file     string
	data     []byte
	lim      Limits
	problems Problems
}

// Parse reads a document of one JSON value. file stands in front of every problem and may be empty. The error is a Problems.
func Parse(file string, data []byte, lim Limits) (*Node, error) {
	src := &source{file: file, data: data, lim: lim.withDefaults()}
	if len(data) > src.lim.Size {
		src.note(src.lim.Size, "", "is larger than "+strconv.Itoa(src.lim.Size)+" bytes", "")
		return nil, src.problems
	}
	p := parser{source: src, dec: jsontext.NewDecoder(bytes.NewReader(data))}
	root, err := p.value("", 1)
	if err == nil {
		behind := bytes.TrimLeft(data[p.dec.InputOffset():], " \t\r\n")
		if len(behind) > 0 {
			p.note(len(data)-len(behind), "", "has data behind its value", "a document is one JSON value")
		}
	}
	if err != nil {
		p.syntax(err)
	}
	if len(src.problems) > 0 {
		return nil, src.problems
	}
	return root, nil
}

// note adds a problem at a byte offset.
func (s *source) note(at int, path, what, remedy string) {
	if len(s.problems) >= s.lim.Problems {
		return
	}
	at = min(at, len(s.data))
	before := s.data[:at]
	start := bytes.LastIndexByte(before, '\n') + 1
	s.problems = append(s.problems, &Problem{
		File: s.file, Path: path, What: what, Remedy: remedy,
		Line: bytes.Count(before, []byte{'\n'}) + 1, Column: utf8.RuneCount(before[start:]) + 1,
	})
	slices.SortStableFunc(s.problems, func(a, b *Problem) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
}

type parser struct {
	*source
	dec *jsontext.Decoder
}

// errDepth ends the parsing of a document that nests too deep; the problem has been noted.
var errDepth = errors.New("too deep")

func (p *parser) value(path string, depth int) (*Node, error) {
	// Where the next token begins is known only from the kind, which skips the white space and punctuation before it.
	kind := p.dec.PeekKind()
	tok, err := p.dec.ReadToken()
	if err != nil {
		return nil, err
	}
	n := &Node{source: p.source, path: path, kind: kind}
	n.at = p.start(int(p.dec.InputOffset()), tok)
	if (kind == '{' || kind == '[') && depth > p.lim.Depth {
		p.note(n.at, path, "is nested deeper than "+strconv.Itoa(p.lim.Depth)+" levels", "")
		return nil, errDepth
	}
	switch kind {
	case '"', '0':
		n.text = tok.String()
	case 't':
		n.isTrue = true
	case '{':
		return n, p.members(n, depth)
	case '[':
		return n, p.elements(n, depth)
	}
	return n, nil
}

// start finds the first byte of the token that ends at end.
func (p *parser) start(end int, tok jsontext.Token) int {
	switch tok.Kind() {
	case '{', '[':
		return end - 1
	case '"':
		// Escapes make the literal longer than its text: search backwards for the opening quote.
		for i := end - 2; i >= 0; i-- {
			if p.data[i] == '"' && !escaped(p.data[:i]) {
				return i
			}
		}
		return 0
	default:
		return end - len(tok.String())
	}
}

// escaped reports whether what follows before is behind an odd number of backslashes.
func escaped(before []byte) bool {
	return (len(before)-len(bytes.TrimRight(before, `\`)))%2 == 1
}

func (p *parser) members(n *Node, depth int) error {
	for p.dec.PeekKind() != '}' {
		tok, err := p.dec.ReadToken()
		if err != nil {
			return err
		}
		name, at := tok.String(), p.start(int(p.dec.InputOffset()), tok)
		v, err := p.value(join(n.path, name), depth+1)
		if err != nil {
			return err
		}
		n.members = append(n.members, Member{Name: name, Value: v, at: at})
	}
	_, err := p.dec.ReadToken()
	return err
}

func (p *parser) elements(n *Node, depth int) error {
	for p.dec.PeekKind() != ']' {
		v, err := p.value(n.path+"["+strconv.Itoa(len(n.elements))+"]", depth+1)
		if err != nil {
			return err
		}
		n.elements = append(n.elements, v)
	}
	_, err := p.dec.ReadToken()
	return err
}

// join appends a name to a path; names that would make it unreadable are quoted.
func join(path, name string) string {
	if name == "" || len(name) > 80 || strings.ContainsFunc(name, func(r rune) bool {
		return r <= ' ' || r == '.' || r == '[' || r == ']' || r == '"' || r == ':'
	}) {
		return path + "[" + quote(name) + "]"
	}
	if path == "" {
		return name
	}
	return path + "." + name
}

// pathOf turns a JSON pointer into the notation of this package; it cannot tell the name "0" from the first element.
func pathOf(pointer jsontext.Pointer) string {
	path := ""
	for token := range pointer.Tokens() {
		if i, err := strconv.Atoi(token); err == nil && i >= 0 {
			path += "[" + token + "]"
		} else {
			path = join(path, token)
		}
	}
	return path
}

func (p *parser) syntax(err error) {
	var syn *jsontext.SyntacticError
	switch {
	case errors.Is(err, errDepth):
	case errors.Is(err, io.EOF):
		p.note(0, "", "is empty", "write a JSON value")
	case errors.As(err, &syn):
		what := "is not valid JSON"
		if syn.Err != nil {
			what += ": " + strings.TrimPrefix(syn.Err.Error(), "jsontext: ")
		}
		p.note(int(syn.ByteOffset), pathOf(syn.JSONPointer), what, "")
	default:
		p.note(0, "", "is not valid JSON: "+err.Error(), "")
	}
}
