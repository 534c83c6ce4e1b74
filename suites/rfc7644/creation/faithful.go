package creation

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// shownOf is what a plain read of a resource shows of a body: without what is never returned, or on request only.
func shownOf(t *harness.T, rt harness.ResourceType, body map[string]any) map[string]any {
	out := maps.Clone(body)
	attributes := t.Attributes(rt)
	hide(out, attributes[rt.Schema])
	for _, e := range rt.Extensions {
		if inner, ok := out[e.Schema].(map[string]any); ok {
			inner = maps.Clone(inner)
			hide(inner, attributes[e.Schema])
			out[e.Schema] = inner
		}
	}
	return out
}

func hide(object map[string]any, attributes []harness.Attribute) {
	for _, a := range attributes {
		if !a.Shown() {
			delete(object, a.Name)
			continue
		}
		for _, sub := range a.SubAttributes {
			if sub.Shown() {
				continue
			}
			elements, _ := object[a.Name].([]any)
			for _, e := range append(elements, object[a.Name]) {
				if inner, ok := e.(map[string]any); ok {
					delete(inner, sub.Name)
				}
			}
		}
	}
}

// lost finds the first value that was sent and is not shown as it was; path is "" when there is none. What the target shows
// besides is its own affair, order of elements means nothing, and times are compared as points in time.
func lost(t *harness.T, sent, shown map[string]any) (path, got, want string) {
	for _, name := range slices.Sorted(maps.Keys(sent)) {
		if p, g, w, missing := lostIn(name, sent[name], shown[name]); missing {
			return p, harness.Show(g), harness.Show(w)
		}
	}
	return "", "", ""
}

func lostIn(path string, sent, shown any) (at string, got, want any, missing bool) {
	switch s := sent.(type) {
	case map[string]any:
		object, ok := shown.(map[string]any)
		if !ok {
			return path, shown, sent, len(s) > 0
		}
		for _, name := range slices.Sorted(maps.Keys(s)) {
			if at, got, want, missing = lostIn(path+"."+name, s[name], object[name]); missing {
				return at, got, want, true
			}
		}
		return "", nil, nil, false
	case []any:
		list, ok := shown.([]any)
		if !ok {
			return path, shown, sent, len(s) > 0
		}
		for _, element := range s {
			if !slices.ContainsFunc(list, func(e any) bool { _, _, _, missing := lostIn(path, element, e); return !missing }) {
				return path, shown, sent, true
			}
		}
		return "", nil, nil, false
	}
	return path, shown, sent, !same(sent, shown)
}

// same compares simple values. The JSON type of a boolean is CHR-002's business.
func same(sent, shown any) bool {
	if sent == shown {
		return true
	}
	if flag, ok := sent.(bool); ok {
		return slices.Contains([]string{"true", "1"}, strings.ToLower(fmt.Sprint(shown))) && flag ||
			slices.Contains([]string{"false", "0"}, strings.ToLower(fmt.Sprint(shown))) && !flag
	}
	a, _ := sent.(string)
	b, _ := shown.(string)
	x, errX := time.Parse(time.RFC3339Nano, a)
	y, errY := time.Parse(time.RFC3339Nano, b)
	return errX == nil && errY == nil && x.Equal(y) && strings.Contains(a, "T")
}
