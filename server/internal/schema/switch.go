package schema

import (
	"fmt"
	"slices"
	"strings"
)

// Choice is one of the behaviours of a switch, named after the mood that has it.
type Choice string

// The choices. Every switch has Entra and Strict; where the two agree, Strict stands for Entra.
const (
	Entra   Choice = MoodEntra
	Strict  Choice = MoodStrict
	Awkward Choice = MoodAwkward
)

// Switch is one place where service providers may differ: where what the RFC says and what Entra needs disagree, or where the
// RFC leaves open something that clients stumble over.
type Switch struct {
	Name     string // "string-booleans"
	Area     string // what it is about: "values", "names", "PATCH", "filters", "resources", "HTTP", "answers"
	Entra    string // what the server does with choice entra
	Strict   string // what it does with choice strict; "" where RFC and Entra agree
	Awkward  string // what it does with choice awkward; "" for none
	Evidence string // quirks (Q03), checks (AAD-008) and sections that it rests on

	tolerant func(*Mode) *bool // true for Entra; nil where RFC and Entra agree
	odd      func(*Mode) *bool // true for Awkward; nil for none
	asked    bool              // no mood has the choice entra: it has to be asked for by name
}

// Switches returns all switches in the order of the table.
func Switches() []Switch { return slices.Clone(table) }

// SwitchByName returns the switch with the given name.
func SwitchByName(name string) (Switch, bool) {
	for _, s := range table {
		if s.Name == name {
			return s, true
		}
	}
	return Switch{}, false
}

// Choices lists what the switch can be set to.
func (s Switch) Choices() []Choice {
	out := []Choice{Entra, Strict}
	if s.odd != nil {
		out = append(out, Awkward)
	}
	return out
}

// Behaviour says what the server does with a choice.
func (s Switch) Behaviour(c Choice) string {
	switch {
	case c == Awkward && s.odd != nil:
		return s.Awkward
	case c == Strict && s.Strict != "":
		return s.Strict
	}
	return s.Entra
}

// In returns the choice of a mood.
func (s Switch) In(mood string) Choice {
	switch {
	case mood == MoodAwkward && s.odd != nil:
		return Awkward
	case s.asked, mood == MoodStrict && s.tolerant != nil:
		return Strict
	}
	return Entra
}

// Of returns the choice that m has made.
func (s Switch) Of(m Mode) Choice {
	switch {
	case s.odd != nil && *s.odd(&m):
		return Awkward
	case s.tolerant != nil && !*s.tolerant(&m):
		return Strict
	}
	return Entra
}

// With returns m with the switch set to c.
func (s Switch) With(m Mode, c Choice) (Mode, error) {
	if !slices.Contains(s.Choices(), c) {
		names := make([]string, 0, 3)
		for _, have := range s.Choices() {
			names = append(names, string(have))
		}
		return m, fmt.Errorf("switch %s has no choice %q: use %s", s.Name, string(c), strings.Join(names, ", "))
	}
	s.set(&m, c)
	return m, nil
}

func (s Switch) set(m *Mode, c Choice) {
	if s.tolerant != nil {
		*s.tolerant(m) = c == Entra
	}
	if s.odd != nil {
		*s.odd(m) = c == Awkward
	}
}

// AppendSwitchTable appends the table of all switches as Markdown, one row each.
func AppendSwitchTable(dst []byte) []byte {
	dst = append(dst, "| switch | about | entra | strict | awkward | evidence |\n| --- | --- | --- | --- | --- | --- |\n"...)
	cell := func(text string) {
		dst = append(dst, ' ')
		dst = append(dst, strings.ReplaceAll(text, "|", `\|`)...)
		dst = append(dst, " |"...)
	}
	as := func(text string) string {
		if text == "" {
			return "as entra"
		}
		return text
	}
	for _, s := range table {
		dst = append(dst, '|')
		for _, text := range []string{s.Name, s.Area, s.Entra, as(s.Strict), as(s.Awkward), s.Evidence} {
			cell(text)
		}
		dst = append(dst, '\n')
	}
	return dst
}
