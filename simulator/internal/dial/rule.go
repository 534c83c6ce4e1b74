package dial

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

var table, index = build()

func build() ([]Dial, map[string]int) {
	t := append(wireDials(), engineDials()...)
	slices.SortFunc(t, func(a, b Dial) int { return strings.Compare(a.Name, b.Name) })
	at := make(map[string]int, len(t))
	for i, d := range t {
		at[d.Name] = i
	}
	return t, at
}

func onOff() []string { return []string{"on", "off"} }

func canonical(name string) string { return strings.ToLower(strings.TrimSpace(name)) }

// value is a parsed value: text is its canonical spelling, the rest what the type needs.
type value struct {
	text      string
	number    int
	duration  time.Duration
	durations []time.Duration
}

// rule is how one dial reads its values.
type rule struct {
	allowed string
	parse   func(text string) (value, bool)
}

func (d Dial) rule() rule {
	switch d.Type {
	case Int:
		return rule{fmt.Sprintf("a whole number from %d to %d", d.Min, d.Max), d.parseInt}
	case Duration:
		return rule{`a positive duration such as "40m" or "100s"`, parseDuration}
	case Durations:
		return rule{`positive durations with commas between them, such as "40m,2h,24h"`, parseDurations}
	case Text:
		return rule{"printable ASCII text, or nothing", parseText}
	default:
		return rule{strings.Join(d.Values, ", "), d.parseWord}
	}
}

func (d Dial) parseWord(text string) (value, bool) {
	word := canonical(text)
	if d.Type == Switch {
		switch word {
		case "true", "yes":
			word = "on"
		case "false", "no":
			word = "off"
		}
	}
	return value{text: word}, slices.Contains(d.Values, word)
}

func (d Dial) parseInt(text string) (value, bool) {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	return value{text: strconv.Itoa(n), number: n}, err == nil && n >= d.Min && n <= d.Max
}

func parseDuration(text string) (value, bool) {
	t, err := time.ParseDuration(canonical(text))
	return value{text: short(t), duration: t}, err == nil && t > 0
}

// short drops the zero units that time.Duration prints: 40m, not 40m0s.
func short(t time.Duration) string {
	s := t.String()
	if strings.HasSuffix(s, "m0s") {
		s = s[:len(s)-len("0s")]
	}
	if strings.HasSuffix(s, "h0m") {
		s = s[:len(s)-len("0m")]
	}
	return s
}

func parseDurations(text string) (value, bool) {
	var v value
	var words []string
	for part := range strings.SplitSeq(text, ",") {
		one, ok := parseDuration(part)
		if !ok {
			return value{}, false
		}
		v.durations = append(v.durations, one.duration)
		words = append(words, one.text)
	}
	v.text = strings.Join(words, ",")
	return v, true
}

// parseText keeps control characters out: the value ends in a header line.
func parseText(text string) (value, bool) {
	for i := range len(text) {
		if text[i] < 0x20 || text[i] > 0x7e {
			return value{}, false
		}
	}
	return value{text: strings.TrimSpace(text)}, true
}
