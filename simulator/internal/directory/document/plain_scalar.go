package document

import (
	"strings"
	"unicode/utf8"
)

// scalar reads a scalar, or a list or mapping in brackets, off the beginning of s. Within brackets a plain scalar also ends at one
// of the characters of ends.
func (r *plainReader) scalar(s string, column int, ends string) (n *Node, rest string, ok bool) {
	n = r.node(String, column, "")
	switch s[0] {
	case '"', '\'':
		n.Text, rest, ok = quoted(s)
		return n, rest, ok && (rest == "" || rest[0] == ' ' || strings.IndexByte(ends, rest[0]) >= 0)
	case '[':
		n.Kind = List
		return r.flow(n, s, ']', ends)
	case '{':
		n.Kind = Map
		return r.flow(n, s, '}', ends)
	}
	end := len(s)
	if at := strings.IndexAny(s, ends); ends != "" && at >= 0 {
		end = at
	}
	n.Text, rest = s[:end], s[end:]
	if at := strings.Index(n.Text, " #"); at >= 0 {
		if ends != "" {
			return nil, "", false
		}
		n.Text, rest = n.Text[:at], n.Text[at:]
	}
	if n.Text == "" || strings.HasSuffix(n.Text, " ") || strings.IndexByte("-?:,[]{}#&*!|>'\"%@`=<", n.Text[0]) >= 0 || ends != "" && strings.ContainsAny(n.Text, "[]{}\"'#:") ||
		strings.Contains(n.Text, ": ") || strings.HasSuffix(n.Text, ":") {
		return nil, "", false
	}
	n.Kind, ok = plainKind(n.Text)
	if n.Kind == Null {
		n.Text = ""
	}
	n.Text = canonical(n.Kind, n.Text)
	return n, rest, ok
}

// canonical is how a tree writes booleans.
func canonical(k Kind, text string) string {
	if k == Bool {
		return strings.ToLower(text)
	}
	return text
}

// quoted reads a text in quotes. Escapes are the library's business, but for the ones of quotes and backslashes.
func quoted(s string) (text, rest string, ok bool) {
	quote := s[0]
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\' && quote == '"':
			return "", "", false
		case s[i] != quote:
		case quote == '\'' && i+1 < len(s) && s[i+1] == quote:
			return "", "", false
		default:
			return s[1:i], s[i+1:], true
		}
	}
	return "", "", false
}

// flow reads a list or a mapping in brackets, of scalars and of other such.
func (r *plainReader) flow(n *Node, s string, closing byte, ends string) (*Node, string, bool) {
	start, column := s, n.Column
	s = strings.TrimLeft(s[1:], " ")
	for s != "" && s[0] != closing {
		here := func() int { return column + utf8.RuneCountInString(start[:len(start)-len(s)]) }
		var e Entry
		if n.Kind == Map {
			key, rest, ok := cutKey(s)
			if _, twice := n.Get(key); !ok || rest == "" || twice {
				return nil, "", false
			}
			e.Key = r.node(String, here(), key)
			s = rest
		}
		value, rest, ok := r.scalar(s, here(), ",]}")
		if !ok {
			return nil, "", false
		}
		if n.Kind == Map {
			e.Value = value
			n.Entries = append(n.Entries, e)
		} else {
			n.Items = append(n.Items, value)
		}
		s = strings.TrimLeft(rest, " ")
		if s == "" || s[0] != ',' && s[0] != closing {
			return nil, "", false
		}
		if s[0] == ',' {
			s = strings.TrimLeft(s[1:], " ")
			if s == "" || s[0] == closing || s[0] == ',' {
				return nil, "", false
			}
		}
	}
	if s == "" || len(n.Items)+len(n.Entries) == 0 {
		return nil, "", false
	}
	rest := s[1:]
	return n, rest, rest == "" || rest[0] == ' ' || strings.IndexByte(ends, rest[0]) >= 0
}

// plainKind tells what a plain scalar is (YAML 1.2, core schema), if that is beyond doubt.
func plainKind(s string) (k Kind, sure bool) {
	switch s {
	case "null", "Null", "NULL", "~":
		return Null, true
	case "true", "True", "TRUE", "false", "False", "FALSE":
		return Bool, true
	}
	if s == "0" || s[0] >= '1' && len(s) < 18 && strings.Trim(s, "0123456789") == "" {
		return Number, true
	}
	return String, !numeric(s)
}

// numeric reports whether a scalar might be a number in some spelling, or infinity. What has a letter that no number has, or a sign
// in the middle, is a text: ids, dates, streets.
func numeric(s string) bool {
	digits := strings.TrimLeft(s, "+-")
	if digits == "" || digits[0] == '.' {
		return true
	}
	if len(digits) > 1 && digits[0] == '0' && strings.IndexByte("xXoObB", digits[1]) >= 0 {
		return strings.Trim(digits[2:], "0123456789abcdefABCDEF_.") == ""
	}
	if digits[0] < '0' || digits[0] > '9' {
		return false
	}
	for i := range len(digits) {
		switch c := digits[i]; {
		case c >= '0' && c <= '9', c == '.', c == '_', c == 'e', c == 'E':
		case (c == '-' || c == '+') && (digits[i-1] == 'e' || digits[i-1] == 'E'):
		default:
			return false
		}
	}
	return true
}
