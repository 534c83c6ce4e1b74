package schema

import (
	"maps"

	"github.com/entrasim/entrasim/server/internal/scim"
)

// Conform fits a stored resource to schemas that may have changed since it was stored: what they do not have any more, or
// have as another type, is left out. It returns obj itself when nothing is amiss, otherwise a copy.
func (rt *ResourceType) Conform(obj scim.Object) scim.Object {
	n := normalizer{rt: rt, mode: &stored}
	fits := func(a *Attribute, v any) bool { return a.Mutability != WriteOnly && n.check(a, v) == nil }
	out, own := obj, false
	drop := func(name string) {
		if !own {
			out, own = maps.Clone(obj), true
		}
		delete(out, name)
	}
	for name, v := range obj {
		p, known := rt.Resolve(name)
		switch {
		case !known || p.Sub != nil || p.Extension && p.Attr != nil:
			drop(name)
		case p.Attr != nil:
			if p.Attr.Name != name || !fits(p.Attr, v) {
				drop(name)
			}
		case !p.Extension || p.Schema.ID != name:
			drop(name)
		default:
			ext, ok := v.(scim.Object)
			if !ok {
				drop(name)
				continue
			}
			if kept := conformMembers(p.Schema, ext, fits); len(kept) < len(ext) {
				drop(name)
				if len(kept) > 0 {
					out[name] = kept
				}
			}
		}
	}
	if own {
		rt.CompleteSchemas(out)
	}
	return out
}

func conformMembers(s *Schema, ext scim.Object, fits func(*Attribute, any) bool) scim.Object {
	kept := make(scim.Object, len(ext))
	for name, v := range ext {
		if a := s.byName[name]; a != nil && a.Name == name && fits(a, v) {
			kept[name] = v
		}
	}
	return kept
}

// UniqueAttribute returns the attribute whose value no two resources of the type may share (userName): the first of the base
// schema with a uniqueness of server or global; nil if there is none.
func (rt *ResourceType) UniqueAttribute() *Attribute {
	for _, a := range rt.Schema.Attributes {
		if a.Uniqueness != None && a.Type == String && !a.MultiValued {
			return a
		}
	}
	return nil
}
