package scimclient

import (
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
)

// lookup finds the values of a path in a resource.
func lookup(n node, p mapping.TargetPath) (values []string, present bool) {
	if p.URN != "" {
		if nested, ok := n.get(p.URN); ok {
			if values, present = lookupIn(nested, p); present {
				return values, true
			}
		}
		if p.URN != urnUser && p.URN != urnGroup {
			return nil, false
		}
		// A core attribute may be mapped by its URN (quirks Q42); it comes back at the top level.
	}
	return lookupIn(n, p)
}

func lookupIn(n node, p mapping.TargetPath) (values []string, present bool) {
	v, ok := n.get(p.Attr)
	if !ok {
		return nil, false
	}
	if p.Filtered() {
		v, ok = selected(v, p.Filter)
		if !ok {
			return nil, false
		}
		return part(v, p.Sub)
	}
	if p.Sub != "" && v.kind == array { // emails.value: the first element counts
		if len(v.items) == 0 {
			return nil, false
		}
		v = v.items[0]
	}
	if p.Sub != "" {
		v, ok = v.get(p.Sub)
		if !ok {
			return nil, false
		}
	}
	return flatten(v)
}

// selected is the first element with the filter's value. Booleans are compared in their text form, so that
// roles[primary eq "True"] finds true.
func selected(list node, f mapping.PathFilter) (node, bool) {
	for _, item := range list.items {
		if at, ok := item.get(f.Sub); ok {
			if s, ok := scalar(at); ok && strings.EqualFold(s, f.Value) {
				return item, true
			}
		}
	}
	return node{}, false
}

func part(element node, sub string) ([]string, bool) {
	if sub == "" {
		sub = "value"
	}
	v, ok := element.get(sub)
	if !ok {
		return nil, false
	}
	return flatten(v)
}

// flatten gives the values of an attribute in the engine's form. Complex values stand for their "value".
func flatten(n node) ([]string, bool) {
	switch n.kind {
	case array:
		var out []string
		for _, item := range n.items {
			if v, ok := flatten(item); ok {
				out = append(out, v...)
			}
		}
		return out, len(out) > 0
	case object:
		if v, ok := n.get("value"); ok && v.kind != array && v.kind != object {
			return flatten(v)
		}
		return nil, false
	}
	s, ok := scalar(n)
	if !ok {
		return nil, false
	}
	return []string{s}, true
}

func scalar(n node) (string, bool) {
	switch n.kind {
	case text, number:
		return n.text, true
	case boolean:
		if n.flag {
			return "True", true
		}
		return "False", true
	}
	return "", false
}
