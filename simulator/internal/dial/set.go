package dial

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// Set is a setting of all dials. It is immutable and may be shared; the zero Set holds the defaults.
type Set struct {
	changed map[string]value
}

// Defaults returns the setting in which every dial has its default.
func Defaults() Set { return Set{} }

// Parse reads assignments of the form "name=value" on top of the defaults; later ones win.
func Parse(assignments ...string) (Set, error) {
	var s Set
	for _, a := range assignments {
		name, text, ok := strings.Cut(a, "=")
		if !ok {
			return Set{}, &Error{Assignment: a, problem: "dial " + quote(a) + " has no value", hint: `write it as "name=value"; entrasim dials lists the names`}
		}
		next, err := s.With(name, text)
		if err != nil {
			return Set{}, err
		}
		s = next
	}
	return s, nil
}

// FromMap reads assignments from a map on top of the defaults.
func FromMap(assignments map[string]string) (Set, error) {
	var s Set
	for _, name := range slices.Sorted(maps.Keys(assignments)) {
		next, err := s.With(name, assignments[name])
		if err != nil {
			return Set{}, err
		}
		s = next
	}
	return s, nil
}

// With returns the setting with one dial changed. An unknown name or a value the dial does not accept gives an [*Error].
func (s Set) With(name, text string) (Set, error) {
	i, ok := index[canonical(name)]
	if !ok {
		return Set{}, unknownName(name)
	}
	d := table[i]
	v, ok := d.rule().parse(text)
	if !ok {
		return Set{}, badValue(d, text)
	}
	changed := make(map[string]value, len(s.changed)+1)
	maps.Copy(changed, s.changed)
	changed[d.Name] = v
	return Set{changed: changed}, nil
}

// Value returns the value of a dial as it would be written, and false when there is no such dial.
func (s Set) Value(name string) (string, bool) {
	i, ok := index[canonical(name)]
	if !ok {
		return "", false
	}
	return s.value(table[i].Name).text, true
}

// Changed lists the dials that are not at their default as "name=value", sorted by name.
func (s Set) Changed() []string {
	var out []string
	for _, d := range table {
		if v := s.value(d.Name); v.text != defaults[d.Name].text {
			out = append(out, d.Name+"="+v.text)
		}
	}
	return out
}

// Map returns every dial with its value.
func (s Set) Map() map[string]string {
	out := make(map[string]string, len(table))
	for _, d := range table {
		out[d.Name] = s.value(d.Name).text
	}
	return out
}

// defaults holds the parsed defaults of the table; a test parses each of them.
var defaults = func() map[string]value {
	out := make(map[string]value, len(table))
	for _, d := range table {
		out[d.Name], _ = d.rule().parse(d.Default)
	}
	return out
}()

func (s Set) value(name string) value {
	if v, ok := s.changed[name]; ok {
		return v
	}
	return defaults[name]
}

func (s Set) on(name string) bool                { return s.value(name).text == "on" }
func (s Set) word(name string) string            { return s.value(name).text }
func (s Set) number(name string) int             { return s.value(name).number }
func (s Set) duration(name string) time.Duration { return s.value(name).duration }
