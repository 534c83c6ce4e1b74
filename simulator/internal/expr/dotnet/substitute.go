package dotnet

import "strings"

// expand writes a replacement with its substitutions filled in.
func (r *Regexp) expand(b *strings.Builder, replacement string, m Match) {
	for rest := replacement; rest != ""; {
		before, after, ok := strings.Cut(rest, "$")
		b.WriteString(before)
		if !ok {
			return
		}
		n := r.substitution(b, after, m)
		if n == 0 {
			b.WriteByte('$')
		}
		rest = after[n:]
	}
}

// substitution writes what stands for the pattern behind a dollar sign and gives its length; 0 if it is none.
func (r *Regexp) substitution(b *strings.Builder, s string, m Match) int {
	if s == "" {
		return 0
	}
	start, end := m.Span(0)
	switch s[0] {
	case '$':
		b.WriteByte('$')
	case '&':
		b.WriteString(m.text[start:end])
	case '`':
		b.WriteString(m.text[:start])
	case '\'':
		b.WriteString(m.text[end:])
	case '_':
		b.WriteString(m.text)
	case '+':
		last, _ := m.Group(r.numbers[len(r.numbers)-1])
		b.WriteString(last)
	case '{':
		name, _, ok := strings.Cut(s[1:], "}")
		if !ok || !r.writeGroup(b, name, m) {
			return 0
		}
		return len(name) + 2
	default:
		return r.numbered(b, s, m)
	}
	return 1
}

// numbered handles $12: the longest number that is a group of the pattern.
func (r *Regexp) numbered(b *strings.Builder, s string, m Match) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	for ; n > 0; n-- {
		if r.writeGroup(b, s[:n], m) {
			return n
		}
	}
	return 0
}

func (r *Regexp) writeGroup(b *strings.Builder, name string, m Match) bool {
	i, ok := r.Group(name)
	if !ok {
		return false
	}
	text, _ := m.Group(i)
	b.WriteString(text)
	return true
}
