package mapping

import (
	"fmt"
	"strings"
)

// maxPathLength bounds the name of a target attribute. The longest name of the shipped lists has 80 characters.
const maxPathLength = 1024

func parsePath(s string) (TargetPath, error) {
	if s == "" {
		return TargetPath{}, fmt.Errorf("the name is empty")
	}
	if len(s) > maxPathLength {
		return TargetPath{}, fmt.Errorf("the name has %d bytes, the limit is %d", len(s), maxPathLength)
	}
	var p TargetPath
	rest := s
	head, _, _ := strings.Cut(s, "[")
	if i := strings.LastIndexByte(head, ':'); i >= 0 {
		p.URN, rest = s[:i], s[i+1:]
		if err := checkURN(p.URN); err != nil {
			return TargetPath{}, err
		}
	}
	var err error
	if p.Attr, rest, err = takeName(rest, "attribute"); err != nil {
		return TargetPath{}, err
	}
	if strings.HasPrefix(rest, "[") {
		if p.Filter, rest, err = takeFilter(rest); err != nil {
			return TargetPath{}, err
		}
	}
	if after, ok := strings.CutPrefix(rest, "."); ok {
		if p.Sub, rest, err = takeName(after, "sub-attribute"); err != nil {
			return TargetPath{}, err
		}
	}
	if rest != "" {
		return TargetPath{}, fmt.Errorf("unexpected %q at the end; a name has at most one filter and one sub-attribute", rest)
	}
	return p, nil
}

func checkURN(urn string) error {
	if len(urn) < 4 || !strings.EqualFold(urn[:4], "urn:") {
		return fmt.Errorf("%q stands before a colon but is not a URN; extension attributes are written urn:…:2.0:User:attribute", urn)
	}
	for part := range strings.SplitSeq(urn, ":") {
		if part == "" {
			return fmt.Errorf("the URN %q has an empty part", urn)
		}
	}
	if i := strings.IndexFunc(urn, func(r rune) bool { return r <= ' ' || r == '"' || r == '[' || r == ']' || r == 0x7f }); i >= 0 {
		return fmt.Errorf("the URN %q has the character %q, which no URN may have", urn, urn[i])
	}
	return nil
}

// takeName reads an attribute name; "$ref" is the one name of SCIM that begins with a dollar sign.
func takeName(s, what string) (name, rest string, err error) {
	i := 0
	for i < len(s) && (isLetter(s[i]) || i > 0 && (isDigit(s[i]) || s[i] == '-' || s[i] == '_') || i == 0 && s[i] == '$') {
		i++
	}
	if i == 0 || s[:i] == "$" {
		if s == "" {
			return "", "", fmt.Errorf("the %s name is missing", what)
		}
		return "", "", fmt.Errorf("%q does not begin with a name of letters, digits, - and _ for the %s", s, what)
	}
	return s[:i], s[i:], nil
}

func takeFilter(s string) (PathFilter, string, error) {
	fail := func(why string) (PathFilter, string, error) {
		return PathFilter{}, "", fmt.Errorf(`filter %q: %s; the form is [type eq "work"] with single blanks`, s, why)
	}
	sub, rest, err := takeName(s[1:], "filter")
	if err != nil {
		return fail("no sub-attribute after the bracket")
	}
	rest, ok := strings.CutPrefix(rest, " eq ")
	if !ok {
		return fail("only the operator eq is known")
	}
	f := PathFilter{Sub: sub}
	if strings.HasPrefix(rest, `"`) {
		if f.Value, rest, ok = takeQuoted(rest); !ok {
			return fail("the literal is not closed or holds an escape other than \\\\ and \\\"")
		}
	} else {
		end := strings.IndexByte(rest, ']')
		if end < 0 {
			return fail("the closing bracket is missing")
		}
		f.Value, f.Bare, rest = rest[:end], true, rest[end:]
		if !bareLiteral(f.Value) {
			return fail("a literal without quotes must be true, false or an integer")
		}
	}
	if rest, ok = strings.CutPrefix(rest, "]"); !ok {
		return fail("the closing bracket is missing")
	}
	return f, rest, nil
}

func takeQuoted(s string) (value, rest string, ok bool) {
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '"':
			return b.String(), s[i+1:], true
		case '\\':
			i++
			if i >= len(s) || s[i] != '\\' && s[i] != '"' {
				return "", "", false
			}
			b.WriteByte(s[i])
		default:
			b.WriteByte(s[i])
		}
	}
	return "", "", false
}

func bareLiteral(s string) bool {
	if s == "true" || s == "false" {
		return true
	}
	digits := strings.TrimPrefix(s, "-")
	return digits != "" && strings.Trim(digits, "0123456789") == ""
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
