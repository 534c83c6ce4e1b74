package filter

import (
	"strings"

	"github.com/entrasim/entrasim/server/internal/scim"
)

// literal reads the value of a comparison from the current token, without advancing.
func (p *parser) literal(op Op) (Value, *scim.Error) {
	switch {
	case p.tok.kind == text:
		return Value{Kind: String, Text: p.tok.text}, nil
	case p.tok.kind != word:
		return Value{}, p.errorf(p.tok.pos, "value missing after %q", op.String())
	case p.tok.text == "true":
		return Value{Kind: Bool, Bool: true}, nil
	case p.tok.text == "false":
		return Value{Kind: Bool}, nil
	case p.tok.text == "null":
		return Value{Kind: Null}, nil
	case isNumber(p.tok.text):
		return Value{Kind: Number, Text: p.tok.text}, nil
	case p.lim.Unquoted && !p.tok.isWord("and") && !p.tok.isWord("or"):
		switch {
		case p.tok.isWord("true"), p.tok.isWord("false"):
			return Value{Kind: Bool, Bool: p.tok.isWord("true")}, nil
		}
		return Value{Kind: String, Text: p.tok.text}, nil
	default:
		return Value{}, p.errorf(p.tok.pos,
			"unexpected %s; a string in double quotes, a number, true, false or null is expected", p.describe())
	}
}

// isNumber reports whether s is a JSON number.
func isNumber(s string) bool {
	s = strings.TrimPrefix(s, "-")
	whole, rest := digits(s)
	if whole == "" || len(whole) > 1 && whole[0] == '0' {
		return false
	}
	if strings.HasPrefix(rest, ".") {
		var frac string
		if frac, rest = digits(rest[1:]); frac == "" {
			return false
		}
	}
	if rest != "" && rest[0]|0x20 == 'e' {
		rest = rest[1:]
		if rest != "" && (rest[0] == '+' || rest[0] == '-') {
			rest = rest[1:]
		}
		var exp string
		if exp, rest = digits(rest); exp == "" {
			return false
		}
	}
	return rest == ""
}

func digits(s string) (head, tail string) {
	i := 0
	for i < len(s) && '0' <= s[i] && s[i] <= '9' {
		i++
	}
	return s[:i], s[i:]
}

// checkPath reports whether t can be an attribute path: a name, name.name, or either behind a URI and a colon.
func (p *parser) checkPath(t token) *scim.Error {
	if isPath(t.text) {
		return nil
	}
	return p.errorf(t.pos, "%s is not an attribute path", scim.Quote(t.text))
}

// isPath checks the form of attrPath in RFC 7644 figure 1. A path with a URI is checked behind its last colon only loosely,
// since the URI may hold dots ("2.0:User") and may stand alone.
func isPath(s string) bool {
	colon := strings.LastIndexByte(s, ':')
	if colon >= 0 {
		if !isLetter(s[0]) || strings.Contains(s, "::") {
			return false
		}
		s = s[colon+1:]
		if s == "" {
			return false
		}
		// The part behind the last colon may belong to the URI ("urn:…:2.0" alone is none of ours, but well-formed).
		for part := range strings.SplitSeq(s, ".") {
			if part == "" || !isNameTail(part) {
				return false
			}
		}
		return true
	}
	name, sub, dotted := strings.Cut(s, ".")
	return isName(name) && (!dotted || isName(sub))
}

// isName checks ATTRNAME; "$ref" is the one name that starts with a dollar sign (RFC 7643 §2.1, §2.4).
func isName(s string) bool {
	s = strings.TrimPrefix(s, "$")
	return s != "" && isLetter(s[0]) && isNameTail(s)
}

func isNameTail(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if !isLetter(c) && (c < '0' || c > '9') && c != '-' && c != '_' && (c != '$' || i > 0) {
			return false
		}
	}
	return true
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
