package selftest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// operation is one PATCH operation as Plain reads it.
type operation struct {
	Op    string `json:"op"`
	Path  string `json:"path"`
	Value any    `json:"value"`
}

// pathForm takes apart `urn:…:attr[sub eq "literal"].sub`, all parts but attr optional. The URN is the longest prefix that
// ends in a colon.
var pathForm = regexp.MustCompile(`^(?:(urn:[^\[]+):)?([A-Za-z]+)(?:\[(\w+) eq "([^"]*)"\])?(?:\.(\w+))?$`)

// apply changes o as the operation says. An operation without path is one operation per key of its value.
func (op operation) apply(o object) error {
	if op.Path == "" {
		values, ok := op.Value.(object)
		if !ok {
			return fmt.Errorf("an operation without path needs an object")
		}
		for path, v := range values {
			if err := (operation{op.Op, path, v}).apply(o); err != nil {
				return err
			}
		}
		return nil
	}
	m := pathForm.FindStringSubmatch(op.Path)
	if m == nil {
		return fmt.Errorf("path %q", op.Path)
	}
	urn, attribute, key, literal, sub := m[1], m[2], m[3], m[4], m[5]
	if urn != "" {
		extension, ok := o[urn].(object)
		if !ok {
			extension = object{}
			o[urn] = extension
		}
		o = extension
	}
	remove := strings.EqualFold(op.Op, "remove")
	switch {
	case key != "" && remove && sub == "":
		o[attribute] = without(o[attribute], func(e object) bool { return e[key] == literal })
	case key != "":
		setElement(o, attribute, key, literal, sub, op.Value, remove)
	case sub != "":
		parent, ok := o[attribute].(object)
		if !ok {
			parent = object{}
			o[attribute] = parent
		}
		set(parent, sub, op.Value, remove)
	case attribute == "members" && remove && op.Value != nil:
		gone := valuesOf(op.Value)
		o[attribute] = without(o[attribute], func(e object) bool { return slices.Contains(gone, e["value"]) })
	case attribute == "members" && strings.EqualFold(op.Op, "add"):
		for _, v := range valuesOf(op.Value) {
			rest := without(o[attribute], func(e object) bool { return e["value"] == v })
			o[attribute] = append(rest, object{"value": v})
		}
	default:
		set(o, attribute, op.Value, remove)
	}
	return nil
}

func set(o object, name string, value any, remove bool) {
	if remove {
		delete(o, name)
		return
	}
	o[name] = value
}

// setElement sets or removes a sub-attribute of the element that the filter names, and creates the element when there is
// none.
func setElement(o object, attribute, key, literal, sub string, value any, remove bool) {
	list, _ := o[attribute].([]any)
	for _, e := range list {
		if element, ok := e.(object); ok && element[key] == literal {
			set(element, sub, value, remove)
			return
		}
	}
	if !remove {
		o[attribute] = append(list, object{key: literal, sub: value})
	}
}

func without(list any, gone func(object) bool) []any {
	elements, _ := list.([]any)
	return slices.DeleteFunc(slices.Clone(elements), func(e any) bool {
		element, ok := e.(object)
		return ok && gone(element)
	})
}

// valuesOf reads the ids out of [{"value": id}].
func valuesOf(v any) []any {
	var out []any
	list, _ := v.([]any)
	for _, e := range list {
		if element, ok := e.(object); ok {
			out = append(out, element["value"])
		}
	}
	return out
}

// normalise brings values into the form that is answered: active and primary are booleans, the manager an object, nothing is
// empty.
func normalise(o object) object {
	boolean(o, "active")
	for _, v := range o {
		list, _ := v.([]any)
		for _, e := range list {
			if element, ok := e.(object); ok {
				boolean(element, "primary")
			}
		}
	}
	for name, v := range o {
		extension, ok := v.(object)
		if !ok || !strings.HasPrefix(name, "urn:") {
			continue
		}
		if id, ok := extension["manager"].(string); ok {
			extension["manager"] = object{"value": id}
		}
		if m, ok := extension["manager"].(object); ok && (m["value"] == "" || m["value"] == nil) {
			delete(extension, "manager")
		}
	}
	return o
}

func boolean(o object, name string) {
	if s, ok := o[name].(string); ok {
		o[name] = strings.EqualFold(s, "true")
	}
}

func clone(v any) any {
	switch x := v.(type) {
	case object:
		out := object{}
		for k, e := range x {
			out[k] = clone(e)
		}
		return out
	case []any:
		out := make([]any, len(x))
		for i, e := range x {
			out[i] = clone(e)
		}
		return out
	default:
		return v
	}
}
