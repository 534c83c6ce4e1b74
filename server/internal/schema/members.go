package schema

import (
	"slices"
	"strings"

	"github.com/entrasim/entrasim/server/internal/scim"
)

// members brings the members of an object into canonical form: the sub-attributes of owner, or the attributes of an
// extension (owner nil). The result may be empty, never nil.
func (n *normalizer) members(
	attrs []*Attribute, byName map[string]*Attribute, obj scim.Object, owner *Attribute,
) (scim.Object, *fault) {
	out := make(scim.Object, len(obj))
	known := 0
	for _, a := range attrs {
		if v, ok := obj[a.Name]; ok {
			known++
			if f := n.set(out, a, v); f != nil {
				return nil, f
			}
		}
	}
	if known == len(obj) {
		return out, nil
	}
	names := make([]string, 0, len(obj)-known)
	for k := range obj {
		if a := byName[k]; a == nil || a.Name != k {
			names = append(names, k)
		}
	}
	slices.Sort(names)
	for _, k := range names {
		a := lookup(byName, k)
		if a == nil && owner != nil && n.mode.DisplayNameAlias && scim.FoldKey(k) == "displayname" {
			if a = owner.Sub("display"); a != nil && out[a.Name] != nil {
				continue
			}
		}
		if a == nil && owner == nil && n.mode.QualifiedKeys {
			if done, f := n.dotted(byName, out, k, obj[k]); done || f != nil {
				if f != nil {
					return nil, f
				}
				continue
			}
		}
		if a == nil {
			if n.mode.IgnoreUnknown {
				continue
			}
			return nil, refuse("has a member %s that is not part of the schema", scim.Quote(k))
		}
		if f := n.set(out, a, obj[k]); f != nil {
			return nil, f
		}
	}
	return out, nil
}

// dotted handles "manager.value" as a key inside an extension object.
func (n *normalizer) dotted(byName map[string]*Attribute, out scim.Object, key string, v any) (bool, *fault) {
	dot := strings.IndexByte(key, '.')
	if dot < 0 {
		return false, nil
	}
	a := lookup(byName, key[:dot])
	if a == nil || a.MultiValued {
		return false, nil
	}
	s := a.Sub(key[dot+1:])
	if s == nil {
		return false, nil
	}
	whole, _ := out[a.Name].(scim.Object)
	if whole == nil {
		whole = scim.Object{}
	}
	if f := n.set(whole, s, v); f != nil {
		return false, f.in(a.Name)
	}
	if len(whole) > 0 {
		out[a.Name] = whole
	}
	return true, nil
}
