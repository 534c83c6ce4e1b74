package dotnet

import (
	"fmt"
	"strings"
)

// refusedGroups are the openings of groups that RE2 has no counterpart for. Longer ones stand first.
var refusedGroups = []struct{ open, what string }{
	{"(?<=", "the look-behind (?<=…)"},
	{"(?<!", "the look-behind (?<!…)"},
	{"(?=", "the look-ahead (?=…)"},
	{"(?!", "the look-ahead (?!…)"},
	{"(?>", "the atomic group (?>…)"},
	{"(?(", "the conditional (?(…)…)"},
}

// group handles an opening parenthesis.
func (t *translator) group() error {
	rest := t.rest()
	if !strings.HasPrefix(rest, "(?") {
		return t.copy(1)
	}
	for _, r := range refusedGroups {
		if strings.HasPrefix(rest, r.open) {
			return unsupported(r.what)
		}
	}
	switch {
	case strings.HasPrefix(rest, "(?#"):
		end := strings.IndexByte(rest, ')')
		if end < 0 {
			return fmt.Errorf("the comment (?#… is not closed")
		}
		t.at += end + 1
		return nil
	case strings.HasPrefix(rest, "(?<"):
		return t.named(rest[3:], '>')
	case strings.HasPrefix(rest, "(?'"):
		return t.named(rest[3:], '\'')
	default:
		return t.options(rest)
	}
}

// named rewrites (?<name> and (?'name'.
func (t *translator) named(s string, closing byte) error {
	end := strings.IndexByte(s, closing)
	if end < 0 {
		return fmt.Errorf("the name of a group is not closed")
	}
	name := s[:end]
	switch {
	case strings.Contains(name, "-"):
		return unsupported("the balancing group (?<" + name + ">…)")
	case name != "" && name[0] >= '0' && name[0] <= '9':
		return unsupported("the numbered group (?<" + name + ">…)")
	case strings.Contains(t.out.String(), "(?P<"+name+">"):
		return unsupported("the repeated group name " + name)
	}
	t.out.WriteString("(?P<" + name + ">")
	t.at += 3 + end + 1
	return nil
}

// options copies inline options that mean the same in RE2 and refuses the others.
func (t *translator) options(rest string) error {
	end := strings.IndexAny(rest, ":)")
	if end < 0 {
		return fmt.Errorf("the group (?… is not closed")
	}
	if other := strings.Trim(rest[2:end], "ims-"); other != "" {
		return unsupported("the option " + other[:1] + " in " + rest[:end])
	}
	if rest[end] == ')' && end == 2 {
		return fmt.Errorf("the group (?) is empty")
	}
	return t.copy(end + 1)
}
