package dotnet

import (
	"fmt"
	"strings"
)

// .NET's classes know Unicode; those of RE2 know ASCII.
var classes = map[byte]string{
	'd': `\p{Nd}`, 'w': `\p{L}\p{Mn}\p{Nd}\p{Pc}`, 's': `\f\n\r\t\v\x{85}\p{Z}`,
}

// translator rewrites a pattern from .NET's syntax to that of RE2.
type translator struct {
	src string
	at  int
	out strings.Builder
}

func translate(pattern string) (string, error) {
	t := &translator{src: pattern}
	for t.at < len(t.src) {
		if err := t.step(); err != nil {
			return "", err
		}
	}
	return t.out.String(), nil
}

func (t *translator) copy(n int) error {
	t.out.WriteString(t.src[t.at : t.at+n])
	t.at += n
	return nil
}

func (t *translator) rest() string { return t.src[t.at:] }

func (t *translator) step() error {
	rest := t.rest()
	switch rest[0] {
	case '\\':
		return t.escape(false)
	case '[':
		return t.class()
	case '(':
		return t.group()
	default:
		return t.copy(1)
	}
}

func unsupported(what string) error {
	return fmt.Errorf("%s cannot be run here: RE2 has no such thing, and guessing would give other results than .NET", what)
}

// escape handles a backslash and what follows, outside or inside a class.
func (t *translator) escape(inClass bool) error {
	rest := t.rest()
	if len(rest) < 2 {
		return fmt.Errorf("the pattern ends with a backslash")
	}
	c := rest[1]
	lower := c | 0x20
	switch {
	case classes[lower] != "" && isASCIILetter(c):
		return t.namedClass(c, inClass)
	case c >= '1' && c <= '9', c == 'k':
		return unsupported("the back-reference " + rest[:2])
	case c == 'G', c == 'Z':
		return unsupported("the anchor " + rest[:2])
	case c == 'e':
		t.out.WriteString(`\x1B`)
		t.at += 2
		return nil
	case c == 'b' && inClass:
		t.out.WriteString(`\x08`)
		t.at += 2
		return nil
	case c == 'u':
		return t.unicodeEscape()
	case c == 'c' || c == '0':
		return unsupported("the escape " + rest[:2])
	case isASCIILetter(c) && strings.IndexByte("abBAztrvfnxpP", c) < 0:
		return fmt.Errorf("unrecognized escape %s", rest[:2])
	case c >= 0x80:
		t.at++ // a backslash before any other character stands for the character
		return nil
	default:
		return t.copy(2)
	}
}

// namedClass writes \d, \w, \s and their opposites with Unicode's meaning.
func (t *translator) namedClass(c byte, inClass bool) error {
	t.at += 2
	members := classes[c|0x20]
	negated := c < 'a'
	switch {
	case !inClass && negated:
		t.out.WriteString("[^" + members + "]")
	case !inClass:
		t.out.WriteString("[" + members + "]")
	case negated && c == 'D':
		t.out.WriteString(`\P{Nd}`)
	case negated:
		return unsupported("\\" + string(c) + " inside a character class")
	default:
		t.out.WriteString(members)
	}
	return nil
}

func (t *translator) unicodeEscape() error {
	rest := t.rest()
	if len(rest) < 6 || strings.Trim(rest[2:6], "0123456789abcdefABCDEF") != "" {
		return fmt.Errorf(`\u needs four hexadecimal digits`)
	}
	t.out.WriteString(`\x{` + rest[2:6] + "}")
	t.at += 6
	return nil
}

// class copies a character class. A bracket inside it is a plain character in .NET.
func (t *translator) class() error {
	_ = t.copy(1)
	if strings.HasPrefix(t.rest(), "^") {
		_ = t.copy(1)
	}
	for first := true; t.at < len(t.src); first = false {
		rest := t.rest()
		switch {
		case rest[0] == ']' && !first:
			return t.copy(1)
		case strings.HasPrefix(rest, "-["):
			return unsupported("the class subtraction -[")
		case rest[0] == '\\':
			if err := t.escape(true); err != nil {
				return err
			}
		case rest[0] == '[' || rest[0] == ']':
			t.out.WriteByte('\\')
			_ = t.copy(1)
		default:
			_ = t.copy(1)
		}
	}
	return fmt.Errorf("the character class is not closed")
}

func isASCIILetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
