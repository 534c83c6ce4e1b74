package schema

import (
	"maps"

	"github.com/entrasim/entrasim/server/internal/scim"
)

// Replace returns the canonical resource that a PUT of body makes of old (RFC 7644 §3.5.1), sharing parts with old. Values that
// are given replace the old ones, what is left out is removed, read-only attributes are ignored. An immutable attribute that
// has a value keeps it: a different one is refused with mutability, leaving it out changes nothing. Old need not hold what is
// kept elsewhere (members): what it lacks is not compared. The secrets are those of NormalizeSecrets.
func (rt *ResourceType) Replace(old, body scim.Object, mode Mode) (scim.Object, Secrets, error) {
	out, secrets, err := rt.NormalizeSecrets(body, mode)
	if err != nil {
		return nil, nil, err
	}
	for i := range rt.fields {
		fd := &rt.fields[i]
		if fd.attr != nil {
			if fd.attr == rt.common.schemas || fd.attr == rt.common.meta || fd.attr == rt.common.id {
				continue
			}
			if err := keep(Path{Attr: fd.attr}, old, out); err != nil {
				return nil, nil, err
			}
			continue
		}
		before, _ := old[fd.ext.ID].(scim.Object)
		after, _ := out[fd.ext.ID].(scim.Object)
		if after == nil {
			after = scim.Object{}
		}
		for _, a := range fd.ext.Attributes {
			if err := keep(Path{Schema: fd.ext, Extension: true, Attr: a}, before, after); err != nil {
				return nil, nil, err
			}
		}
		if len(after) > 0 {
			out[fd.ext.ID] = after
		}
	}
	rt.CompleteSchemas(out)
	return out, secrets, nil
}

// keep carries over what a replacement must not change of the attribute at p; old and out are the objects that hold it.
func keep(p Path, old, out scim.Object) error {
	a := p.Attr
	before, after := old[a.Name], out[a.Name]
	if before == nil {
		return nil
	}
	switch a.Mutability {
	case ReadOnly:
		out[a.Name] = before
		return nil
	case Immutable:
		if after == nil {
			out[a.Name] = before
			return nil
		}
		if !sameValues(a, before, after) {
			return frozen(p)
		}
		return nil
	}
	if a.Type != Complex || after == nil {
		return nil
	}
	if !a.MultiValued {
		whole, err := keepParts(p, before, after)
		out[a.Name] = whole
		return err
	}
	if a.IsResourceReference() {
		return nil // an element is its value; what else it says is computed
	}
	return keepElements(p, before, after)
}

func frozen(p Path) error {
	return scim.BadRequest(scim.Mutability, "attribute %s is immutable and has a value already", p)
}

// keepParts is keep for the sub-attributes of one complex value.
func keepParts(p Path, before, after any) (any, error) {
	old, ok := before.(scim.Object)
	next, ok2 := after.(scim.Object)
	if !ok || !ok2 {
		return after, nil
	}
	cloned := false
	for _, sub := range p.Attr.SubAttributes {
		have := old[sub.Name]
		if have == nil || sub.Mutability != Immutable && sub.Mutability != ReadOnly {
			continue
		}
		switch given := next[sub.Name]; {
		case given == nil:
			if !cloned {
				next, cloned = maps.Clone(next), true
			}
			next[sub.Name] = have
		case sub.Mutability == Immutable && !sameValues(sub, have, given):
			p.Sub = sub
			return after, frozen(p)
		}
	}
	return next, nil
}

// keepElements is keepParts for the elements that are in both lists. The list after must be the caller's own.
func keepElements(p Path, before, after any) error {
	old, _ := before.([]any)
	next, _ := after.([]any)
	known := make(map[string]any, len(old))
	for _, e := range old {
		known[ElementKey(p.Attr, e)] = e
	}
	for i, e := range next {
		have, ok := known[ElementKey(p.Attr, e)]
		if !ok {
			continue
		}
		whole, err := keepParts(p, have, e)
		if err != nil {
			return err
		}
		next[i] = whole
	}
	return nil
}

// sameValues compares two canonical values of a; the order of many has no meaning.
func sameValues(a *Attribute, x, y any) bool {
	if !a.MultiValued {
		return scim.Equal(x, y)
	}
	xs, _ := x.([]any)
	ys, _ := y.([]any)
	if len(xs) != len(ys) {
		return false
	}
	left := make(map[string]int, len(xs))
	for _, e := range xs {
		left[string(scim.AppendJSON(nil, e))]++
	}
	for _, e := range ys {
		left[string(scim.AppendJSON(nil, e))]--
	}
	for _, n := range left {
		if n != 0 {
			return false
		}
	}
	return true
}
