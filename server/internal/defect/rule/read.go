package rule

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

// fields says how each key of a mapping is read.
type fields map[string]func(*node) error

// mapping reads the mapping n, called what in messages; it must have all keys of required.
func (r *reader) fields(n *node, what string, known fields, required ...string) error {
	if n.kind != mapping {
		return r.fail(n, fmt.Sprintf("%s must be a mapping, not %s", what, n.kind), "its keys are "+names(known))
	}
	for _, e := range n.entries {
		read, ok := known[e.key.text]
		if !ok {
			return r.unknown(e.key, what+" has no key", slices.Collect(maps.Keys(known)))
		}
		if err := read(e.value); err != nil {
			return err
		}
	}
	for _, name := range required {
		if !slices.ContainsFunc(n.entries, func(e entry) bool { return e.key.text == name }) {
			return r.fail(n, what+" has no "+name, "add "+name+":")
		}
	}
	return nil
}

func names(known fields) string {
	return strings.Join(slices.Sorted(maps.Keys(known)), ", ")
}

// unknown refuses a word and proposes the nearest of those that are known.
func (r *reader) unknown(n *node, what string, known []string) error {
	slices.Sort(known)
	remedy := "known are " + strings.Join(known, ", ")
	if near := Nearest(n.text, known); near != "" {
		remedy = "did you mean " + near + "?"
	}
	return r.fail(n, fmt.Sprintf("%s %q", what, n.text), remedy)
}

func (r *reader) str(n *node) (string, error) {
	if n.kind != text || n.text == "" {
		return "", r.fail(n, fmt.Sprintf("this must be a text, not %s", n.describe()), "put it in quotes if it is one")
	}
	return n.text, nil
}

func (n *node) describe() string {
	if n.kind == text && n.text == "" {
		return "empty"
	}
	return n.kind.String()
}

// scalar reads a text, number or boolean as the text it is written in.
func (r *reader) scalar(n *node) (string, error) {
	switch n.kind {
	case text, number, boolean:
		return n.text, nil
	}
	return "", r.fail(n, fmt.Sprintf("this must be a text, not %s", n.kind), "write a single value")
}

func (r *reader) yes(n *node) error {
	if n.kind != boolean || n.text != "true" {
		return r.fail(n, "this can only be true", "write true, or leave the key out")
	}
	return nil
}

func (r *reader) int(n *node, low, high int) (int, error) {
	i, err := strconv.Atoi(n.text)
	if n.kind != number || err != nil || i < low || i > high {
		return 0, r.fail(n, "this must be a whole number", fmt.Sprintf("write one from %d to %d", low, high))
	}
	return i, nil
}

func (r *reader) status(n *node) (int, error) { return r.int(n, 200, 599) }

// list reads a list, or a single value as a list of one.
func (r *reader) list(n *node) ([]*node, error) {
	items := n.items
	if n.kind != list {
		items = []*node{n}
	}
	if len(items) == 0 || n.kind == null {
		return nil, r.fail(n, "there is nothing in this", "give one value at least, or leave the key out")
	}
	return items, nil
}

func (r *reader) strs(n *node) ([]string, error) {
	items, err := r.list(n)
	if err != nil {
		return nil, err
	}
	out := make([]string, len(items))
	for i, item := range items {
		if out[i], err = r.str(item); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// words reads one of some words, or a list of them.
func (r *reader) words(n *node, known ...string) ([]string, error) {
	out, err := r.strs(n)
	if err != nil {
		return nil, err
	}
	items, _ := r.list(n) // strs has read it
	for i, w := range out {
		if !slices.Contains(known, w) {
			return nil, r.unknown(items[i], "unknown word", slices.Clone(known))
		}
	}
	return out, nil
}

func (r *reader) word(n *node, known ...string) (string, error) {
	if _, err := r.str(n); err != nil {
		return "", err
	}
	out, err := r.words(n, known...)
	if err != nil {
		return "", err
	}
	return out[0], nil
}

func (r *reader) regexp(n *node) (*regexp.Regexp, error) {
	s, err := r.scalar(n)
	if err != nil {
		return nil, err
	}
	re, err := regexp.Compile(s)
	if err != nil {
		return nil, r.fail(n, fmt.Sprintf("%q is no regular expression: %v", s, err), "see the syntax of RE2; escape special characters")
	}
	return re, nil
}

// longest is the longest wait that a rule can ask for.
const longest = time.Hour

func (r *reader) duration(n *node) (time.Duration, error) {
	d, err := time.ParseDuration(n.text)
	if n.kind != text || err != nil || d < 0 || d > longest {
		return 0, r.fail(n, "this is no duration", "write it like 250ms, 2s or 1m30s, an hour at most")
	}
	return d, nil
}

// pattern is a regular expression, or what does not match one.
type pattern struct {
	re  *regexp.Regexp
	not bool
}

func (p pattern) matches(s string) bool { return p.re.MatchString(s) != p.not }

// pattern reads a regular expression; an exclamation mark in front turns its meaning round.
func (r *reader) pattern(n *node) (pattern, error) {
	if n.kind == text && strings.HasPrefix(n.text, "!") {
		bare := *n
		bare.text = n.text[1:]
		re, err := r.regexp(&bare)
		return pattern{re, true}, err
	}
	re, err := r.regexp(n)
	return pattern{re, false}, err
}

// keyed is a pattern for what stands under a name.
type keyed struct {
	name    string
	pattern pattern
}

// patterns reads a mapping of names to regular expressions.
func (r *reader) patterns(n *node) ([]keyed, error) {
	if n.kind != mapping || len(n.entries) == 0 {
		return nil, r.fail(n, fmt.Sprintf("this must be a mapping, not %s", n.kind), "write name: pattern")
	}
	var out []keyed
	for _, e := range n.entries {
		p, err := r.pattern(e.value)
		if err != nil {
			return nil, err
		}
		out = append(out, keyed{e.key.text, p})
	}
	return out, nil
}

// value reads any value into its JSON form.
func (r *reader) value(n *node) (*wire.Node, error) {
	switch n.kind {
	case null:
		return &wire.Node{}, nil
	case boolean:
		return wire.Boolean(n.text == "true"), nil
	case text:
		return wire.Text(n.text), nil
	case number:
		v, err := wire.Parse([]byte(n.text))
		if err != nil || v.Kind != wire.Number {
			return nil, r.fail(n, fmt.Sprintf("%s is no JSON number", n.text), "write it like 12 or 0.5, or in quotes if it is a text")
		}
		return v, nil
	case list:
		out := wire.List()
		for _, item := range n.items {
			v, err := r.value(item)
			if err != nil {
				return nil, err
			}
			out.Items = append(out.Items, v)
		}
		return out, nil
	}
	out := wire.Map()
	for _, e := range n.entries {
		v, err := r.value(e.value)
		if err != nil {
			return nil, err
		}
		out.Members = append(out.Members, wire.Member{Name: e.key.text, Value: v})
	}
	return out, nil
}
