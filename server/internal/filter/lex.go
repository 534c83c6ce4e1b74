package filter

import (
	"fmt"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/entrasim/entrasim/server/internal/scim"
)

type tokenKind uint8

const (
	end    tokenKind = iota
	word             // attribute paths, operators, true, numbers
	text             // a quoted string
	symbol           // ( ) [ ] .
)

// token is a piece of the input. Its text is decoded only for strings.
type token struct {
	kind tokenKind
	text string
	pos  int // byte offset
}

func (t token) is(sym byte) bool { return t.kind == symbol && t.text[0] == sym }

// isWord compares a keyword in any letter case; kw is lower case.
func (t token) isWord(kw string) bool {
	if t.kind != word || len(t.text) != len(kw) {
		return false
	}
	for i := 0; i < len(kw); i++ {
		if t.text[i]|0x20 != kw[i] {
			return false
		}
	}
	return true
}

// lexer cuts the input into tokens on demand.
type lexer struct {
	src      string
	pos      int
	scimType string
}

func (l *lexer) errorf(pos int, format string, args ...any) *scim.Error {
	what := "filter"
	if l.scimType == scim.InvalidPath {
		what = "path"
	}
	return scim.BadRequest(l.scimType, "%s: %s at column %d", what, fmt.Sprintf(format, args...), pos+1)
}

func (l *lexer) next() (token, *scim.Error) {
	for l.pos < len(l.src) {
		c := l.src[l.pos]
		if c != ' ' && c != '\t' && c != '\n' && c != '\r' {
			break
		}
		l.pos++
	}
	start := l.pos
	if start == len(l.src) {
		return token{kind: end, pos: start}, nil
	}
	switch c := l.src[start]; {
	case c == '(' || c == ')' || c == '[' || c == ']':
		l.pos++
		return token{kind: symbol, text: l.src[start:l.pos], pos: start}, nil
	case c == '.' && (start == 0 || l.src[start-1] == ']'):
		l.pos++
		return token{kind: symbol, text: ".", pos: start}, nil
	case c == '"':
		return l.quoted()
	case isWordByte(c):
		for l.pos < len(l.src) && isWordByte(l.src[l.pos]) {
			l.pos++
		}
		return token{kind: word, text: l.src[start:l.pos], pos: start}, nil
	default:
		r, _ := utf8.DecodeRuneInString(l.src[start:])
		return token{}, l.errorf(start, "unexpected %q", r)
	}
}

// wordBytes are the bytes of attribute names (RFC 7643 §2.1), of the URNs and URLs before them, and of numbers. Bytes
// beyond ASCII are not among them.
var wordBytes = func() (set [256]bool) {
	for c := '0'; c <= '9'; c++ {
		set[c] = true
	}
	for c := 'a'; c <= 'z'; c++ {
		set[c], set[c-0x20] = true, true
	}
	for _, c := range "-_$.:/+%#@~!*&=?," {
		set[c] = true
	}
	return set
}()

func isWordByte(c byte) bool { return wordBytes[c] }

// quoted reads a JSON string.
func (l *lexer) quoted() (token, *scim.Error) {
	start, plain := l.pos, true
	for i := start + 1; i < len(l.src); i++ {
		switch c := l.src[i]; {
		case c == '"':
			l.pos = i + 1
			if plain {
				return token{kind: text, text: l.src[start+1 : i], pos: start}, nil
			}
			s, err := jsontext.AppendUnquote(nil, l.src[start:l.pos])
			if err != nil {
				return token{}, l.errorf(start, "string with an invalid escape or invalid UTF-8")
			}
			return token{kind: text, text: string(s), pos: start}, nil
		case c == '\\':
			plain = false
			i++
		case c < 0x20:
			return token{}, l.errorf(i, "control character in a string; write it as an escape such as \\u%04x", c)
		case c >= utf8.RuneSelf:
			plain = false
		}
	}
	return token{}, l.errorf(start, "string without closing quote")
}
