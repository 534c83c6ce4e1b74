package dotnet

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Regexp is a .NET regular expression that RE2 can run.
type Regexp struct {
	names   []string // names of the groups in the order of their opening; "" for groups without one
	numbers []int    // index into names by .NET's number: groups without a name are counted first
	// first finds the leftmost match of a text; later finds the leftmost match after a character already passed, which
	// stands at the beginning of its input so that ^ and \b see what is in front. Both hold the match in group 1.
	first, later *regexp.Regexp
}

// Compile translates a pattern. It refuses what RE2 cannot run and says which construct that is.
func Compile(pattern string) (*Regexp, error) {
	translated, err := translate(pattern)
	if err != nil {
		return nil, fmt.Errorf("compile regular expression %q: %w", pattern, err)
	}
	// Alone first: inside parentheses a malformed pattern can change its meaning instead of failing.
	if _, err := regexp.Compile(translated); err != nil {
		return nil, fmt.Errorf("compile regular expression %q: %w", pattern, err)
	}
	first, err := regexp.Compile("(" + translated + ")")
	if err != nil {
		return nil, fmt.Errorf("compile regular expression %q: %w", pattern, err)
	}
	later, err := regexp.Compile(`\A(?s:.)(?s:.*?)(` + translated + ")")
	if err != nil {
		return nil, fmt.Errorf("compile regular expression %q: %w", pattern, err)
	}
	names := first.SubexpNames()[1:]
	return &Regexp{first: first, later: later, names: names, numbers: number(names)}, nil
}

// number counts the groups as .NET does: the whole match is 0, then those without a name, then the named ones.
func number(names []string) []int {
	order := []int{0}
	for _, named := range []bool{false, true} {
		for i, name := range names {
			if i > 0 && (name != "") == named {
				order = append(order, i)
			}
		}
	}
	return order
}

// Group finds a group by its name or .NET number; ok is false if the pattern has none. The index is for the methods
// of Match and for ReplaceGroup.
func (r *Regexp) Group(name string) (index int, ok bool) {
	if n, err := strconv.Atoi(name); err == nil {
		if n < 0 || n >= len(r.numbers) {
			return 0, false
		}
		return r.numbers[n], true
	}
	i := slices.Index(r.names, name)
	return i, i > 0
}

// MatchString is Regex.IsMatch: it is not anchored.
func (r *Regexp) MatchString(s string) bool { return r.first.MatchString(s) }

// Match is one match: byte positions of groups, the whole match being group 0.
type Match struct {
	text  string
	spans []int // start and end by group; -1 for groups that took no part
}

// Group gives the text a group captured.
func (m Match) Group(i int) (text string, ok bool) {
	start, end := m.Span(i)
	if start < 0 {
		return "", false
	}
	return m.text[start:end], true
}

// Span gives where a group begins and ends, -1 when it took no part.
func (m Match) Span(i int) (start, end int) { return m.spans[2*i], m.spans[2*i+1] }

// Matches gives all matches in .NET's order: after a match the search goes on right behind it, where an empty match
// counts too. Go would leave that one out, so that ".*" matches once; in .NET it matches twice.
func (r *Regexp) Matches(s string) []Match {
	var found []Match
	for from := 0; from <= len(s); {
		m, ok := r.from(s, from)
		if !ok {
			break
		}
		found = append(found, m)
		start, end := m.Span(0)
		from = end
		if start == end {
			_, n := utf8.DecodeRuneInString(s[end:])
			from += max(n, 1)
		}
	}
	return found
}

// from finds the leftmost match that begins at or after a position.
func (r *Regexp) from(s string, at int) (Match, bool) {
	re, base := r.first, 0
	if at > 0 {
		_, n := utf8.DecodeLastRuneInString(s[:at])
		re, base = r.later, at-n
	}
	spans := re.FindStringSubmatchIndex(s[base:])
	if spans == nil {
		return Match{}, false
	}
	spans = spans[2:]
	for i := range spans {
		if spans[i] >= 0 {
			spans[i] += base
		}
	}
	return Match{text: s, spans: spans}, true
}

// Replace is Regex.Replace with the substitutions of .NET: $1, ${name}, $$, $&, $`, $', $+ and $_. A reference to a
// group the pattern does not have stays as it is written.
func (r *Regexp) Replace(s, replacement string) string {
	var b strings.Builder
	last := 0
	for _, m := range r.Matches(s) {
		start, end := m.Span(0)
		b.WriteString(s[last:start])
		r.expand(&b, replacement, m)
		last = end
	}
	b.WriteString(s[last:])
	return b.String()
}

// ReplaceGroup replaces only the text one group captured, in every match.
func (r *Regexp) ReplaceGroup(s string, group int, replacement string) string {
	var b strings.Builder
	last := 0
	for _, m := range r.Matches(s) {
		start, end := m.Span(group)
		if start < last {
			continue
		}
		b.WriteString(s[last:start])
		b.WriteString(replacement)
		last = end
	}
	b.WriteString(s[last:])
	return b.String()
}
