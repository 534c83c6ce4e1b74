package awkward

import (
	"unicode/utf16"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// style is how JSON is written.
type style struct {
	indent  string // for every level; "" writes everything on one line
	newline string
	space   string // behind colons
	escaped bool   // everything beyond ASCII, and slashes, as escapes
}

// styles are all as good as the first.
var styles = []style{
	{},
	{indent: "  ", newline: "\n", space: " "},
	{indent: "\t", newline: "\r\n", space: "\t", escaped: true},
	{space: "  ", escaped: true},
	{indent: " ", newline: "\n"},
}

func (s style) write(dst []byte, n *node, depth int) []byte {
	switch n.kind {
	case '{':
		dst = append(dst, '{')
		for i, m := range n.members {
			dst = s.next(dst, i, depth)
			dst = append(s.text(dst, quoted(m.name)), ':')
			dst = append(dst, s.space...)
			dst = s.write(dst, m.value, depth+1)
		}
		return append(s.end(dst, len(n.members), depth), '}')
	case '[':
		dst = append(dst, '[')
		for i, e := range n.elements {
			dst = s.next(dst, i, depth)
			dst = s.write(dst, e, depth+1)
		}
		return append(s.end(dst, len(n.elements), depth), ']')
	case '"':
		return s.text(dst, n.raw)
	default:
		return append(dst, n.raw...)
	}
}

func (s style) next(dst []byte, i, depth int) []byte {
	if i > 0 {
		dst = append(dst, ',')
	}
	return s.line(dst, depth+1)
}

func (s style) end(dst []byte, n, depth int) []byte {
	if n == 0 {
		return dst
	}
	return s.line(dst, depth)
}

func (s style) line(dst []byte, depth int) []byte {
	if s.newline == "" {
		return dst
	}
	dst = append(dst, s.newline...)
	for range depth {
		dst = append(dst, s.indent...)
	}
	return dst
}

func quoted(name string) []byte {
	b, _ := jsontext.AppendQuote(nil, name)
	return b
}

// text writes a string literal, with escapes where the style wants them.
func (s style) text(dst, literal []byte) []byte {
	if !s.escaped {
		return append(dst, literal...)
	}
	const digits = "0123456789abcdef"
	unit := func(u uint16) {
		dst = append(dst, '\\', 'u', digits[u>>12], digits[u>>8&15], digits[u>>4&15], digits[u&15])
	}
	for i := 0; i < len(literal); {
		switch c := literal[i]; {
		case c == '\\':
			dst = append(dst, c, literal[i+1])
			i += 2
		case c == '/':
			dst = append(dst, '\\', '/')
			i++
		case c < utf8.RuneSelf:
			dst = append(dst, c)
			i++
		default:
			r, n := utf8.DecodeRune(literal[i:])
			if hi, lo := utf16.EncodeRune(r); hi != utf8.RuneError {
				unit(uint16(hi))
				unit(uint16(lo))
			} else {
				unit(uint16(r))
			}
			i += n
		}
	}
	return dst
}
