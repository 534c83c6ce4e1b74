package expr

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

type tokenKind uint8

const (
	tokenEnd tokenKind = iota
	tokenName
	tokenAttribute
	tokenString
	tokenNumber
	tokenOperator // = <> > >= < <=
	tokenOpen
	tokenClose
	tokenComma
)

// token is one lexical unit; text is the decoded content for strings and attributes, and the spelling otherwise.
type token struct {
	kind tokenKind
	at   Pos
	text string
}

// describe names a token in an error.
func (t token) describe() string {
	switch t.kind {
	case tokenEnd:
		return "the end of the expression"
	case tokenAttribute:
		return "the attribute [" + t.text + "]"
	case tokenString:
		return "the text " + quote(t.text)
	default:
		return fmt.Sprintf("%q", t.text)
	}
}

type lexer struct {
	src string
	pos Pos
}

func (l *lexer) rest() string { return l.src[l.pos.Offset:] }

// advance moves over n bytes and keeps line and column up to date.
func (l *lexer) advance(n int) {
	for _, r := range l.src[l.pos.Offset : l.pos.Offset+n] {
		if r == '\n' {
			l.pos.Line++
			l.pos.Column = 1
		} else {
			l.pos.Column++
		}
	}
	l.pos.Offset += n
}

func (l *lexer) skipSpace() {
	rest := l.rest()
	l.advance(len(rest) - len(strings.TrimLeftFunc(rest, unicode.IsSpace)))
}

// next reads one token.
func (l *lexer) next() (token, error) {
	l.skipSpace()
	rest, at := l.rest(), l.pos
	if rest == "" {
		return token{kind: tokenEnd, at: at}, nil
	}
	simple := func(kind tokenKind, n int) (token, error) {
		l.advance(n)
		return token{kind: kind, at: at, text: rest[:n]}, nil
	}
	switch c := rest[0]; {
	case c == '(':
		return simple(tokenOpen, 1)
	case c == ')':
		return simple(tokenClose, 1)
	case c == ',':
		return simple(tokenComma, 1)
	case c == '[':
		return l.attribute(at)
	case c == '"':
		return l.text(at)
	case strings.HasPrefix(rest, "<>"), strings.HasPrefix(rest, ">="), strings.HasPrefix(rest, "<="):
		return simple(tokenOperator, 2)
	case c == '=', c == '<', c == '>':
		return simple(tokenOperator, 1)
	case isLetter(c):
		n := 1
		for n < len(rest) && (isLetter(rest[n]) || isDigit(rest[n]) || rest[n] == '_') {
			n++
		}
		return simple(tokenName, n)
	case isDigit(c), c == '-', c == '&':
		return l.number(at)
	}
	return token{}, l.unexpected(at)
}

func (l *lexer) attribute(at Pos) (token, error) {
	name, _, ok := strings.Cut(l.rest()[1:], "]")
	if !ok {
		return token{}, &SyntaxError{Pos: at, Problem: "the attribute is not closed", Hint: "write ] after its name"}
	}
	if strings.TrimSpace(name) == "" {
		return token{}, &SyntaxError{Pos: at, Problem: "the attribute has no name", Hint: "write for example [mail]"}
	}
	l.advance(len(name) + 2)
	return token{kind: tokenAttribute, at: at, text: name}, nil
}

// text reads a string. Only \\ and \" are escapes; any other backslash stands for itself, as Microsoft's own samples
// with single backslashes in patterns need it.
func (l *lexer) text(at Pos) (token, error) {
	rest := l.rest()
	var b strings.Builder
	for i := 1; i < len(rest); i++ {
		switch c := rest[i]; {
		case c == '"':
			l.advance(i + 1)
			return token{kind: tokenString, at: at, text: b.String()}, nil
		case c == '\\' && i+1 < len(rest) && (rest[i+1] == '\\' || rest[i+1] == '"'):
			i++
			b.WriteByte(rest[i])
		default:
			b.WriteByte(c)
		}
	}
	hint := `write a closing quotation mark`
	if strings.Contains(rest, `\"`) {
		hint = `\" is a quotation mark inside the text; a backslash at the end of a text is written \\`
	}
	return token{}, &SyntaxError{Pos: at, Problem: "the text is not closed", Hint: hint}
}

func (l *lexer) number(at Pos) (token, error) {
	rest := l.rest()
	n, digit := 0, isDigit
	switch {
	case rest[0] == '-':
		n = 1
	case strings.HasPrefix(rest, "&H"):
		n, digit = 2, isHex
	case rest[0] == '&':
		return token{}, &SyntaxError{Pos: at, Problem: "& does not join texts in this language", Hint: "use Append or Join; hexadecimal numbers are written &HF7"}
	}
	start := n
	for n < len(rest) && digit(rest[n]) {
		n++
	}
	if n == start {
		return token{}, &SyntaxError{Pos: at, Problem: fmt.Sprintf("%q is not followed by digits", rest[:n])}
	}
	if n < len(rest) && (isLetter(rest[n]) || isDigit(rest[n]) || rest[n] == '.' || rest[n] == '_') {
		return token{}, &SyntaxError{Pos: at, Problem: "numbers are whole numbers", Hint: "put anything else in quotation marks"}
	}
	l.advance(n)
	return token{kind: tokenNumber, at: at, text: rest[:n]}, nil
}

func (l *lexer) unexpected(at Pos) error {
	r, _ := utf8.DecodeRuneInString(l.rest())
	err := &SyntaxError{Pos: at, Problem: fmt.Sprintf("unexpected character %q", r)}
	switch r {
	case '“', '”', '„', '«', '»', '\'', '‘', '’':
		err.Hint = `texts stand in straight double quotation marks: "text"`
	case ';':
		err.Hint = "arguments are separated by commas"
	case '+':
		err.Hint = "use Append or Join to join texts"
	}
	return err
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isHex(c byte) bool    { return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' }
