package schema

import (
	"slices"

	"github.com/entrasim/entrasim/server/internal/scim"
)

// Normalize returns obj in canonical form (see the package comment) or says why it is refused. The result shares nothing
// with obj that can be changed. Read-only attributes (id, meta, groups …) are ignored, as RFC 7644 §3.3 and §3.5.1 say.
func (rt *ResourceType) Normalize(obj scim.Object, mode Mode) (scim.Object, error) {
	out, _, err := rt.NormalizeSecrets(obj, mode)
	return out, err
}

// Secrets holds the values of write-only attributes, canonical, by attribute. They are never part of a resource.
type Secrets map[*Attribute]any

// NormalizeSecrets is Normalize that also hands over the values of write-only attributes; nil if there are none.
func (rt *ResourceType) NormalizeSecrets(obj scim.Object, mode Mode) (scim.Object, Secrets, error) {
	n := normalizer{rt: rt, mode: &mode, out: make(scim.Object, len(obj)+1)}
	if err := n.schemas(obj); err != nil {
		return nil, nil, err
	}
	if err := n.resource(obj); err != nil {
		return nil, nil, err
	}
	rt.CompleteSchemas(n.out)
	if err := rt.checkRequired(n.out, &n.secrets); err != nil {
		return nil, nil, err
	}
	return n.out, n.secrets, nil
}

// Coerce brings one value for the attribute at p into canonical form. It returns nil for a value that unassigns the
// attribute (null, an empty array, an object without content, in some modes the empty string). For a multi-valued attribute
// without Sub the result is a []any.
func (rt *ResourceType) Coerce(p Path, v any, mode Mode) (any, error) {
	leaf := p.Leaf()
	if leaf == nil {
		return nil, scim.BadRequest(scim.InvalidPath, "%q names a schema, not an attribute", p.String())
	}
	n := normalizer{rt: rt, mode: &mode}
	out, f := n.value(leaf, v)
	if f != nil {
		return nil, f.in(p.String()).scim()
	}
	return out, nil
}

type normalizer struct {
	rt      *ResourceType
	mode    *Mode
	out     scim.Object
	secrets Secrets
}

// resource takes the members of obj that are written in schema case, in schema order, and leaves the others to leftovers.
// Going by the schema instead of by the map makes the first error the same on every run.
func (n *normalizer) resource(obj scim.Object) error {
	known := 0
	for i := range n.rt.fields {
		fd := &n.rt.fields[i]
		if fd.ext != nil {
			if v, ok := obj[fd.ext.ID]; ok {
				known++
				if err := n.extension(fd.ext, v); err != nil {
					return err
				}
			}
			continue
		}
		if v, ok := obj[fd.attr.Name]; ok {
			known++
			if f := n.set(n.out, fd.attr, v); f != nil {
				return f.scim()
			}
		}
	}
	if known == len(obj) {
		return nil
	}
	return n.leftovers(obj)
}

// leftovers handles names in another letter case, qualified names, nested core attributes, and unknown names.
func (n *normalizer) leftovers(obj scim.Object) error {
	names := make([]string, 0, len(obj))
	for k := range obj {
		if !n.rt.isField(k) {
			names = append(names, k)
		}
	}
	slices.Sort(names)
	for _, k := range names {
		v := obj[k]
		p, ok := n.rt.ResolveIn(k, n.mode)
		exact := ok && p.Sub == nil && p.Attr != nil && !p.Extension && scim.FoldKey(k) == scim.FoldKey(p.Attr.Name)
		switch {
		case exact:
			if f := n.set(n.out, p.Attr, v); f != nil {
				return f.scim()
			}
		case ok && p.Attr == nil && p.Extension:
			if err := n.extension(p.Schema, v); err != nil {
				return err
			}
		case ok && p.Attr == nil && n.mode.NestedCore:
			if err := n.nestedCore(k, v); err != nil {
				return err
			}
		case ok && p.Attr != nil && n.mode.QualifiedKeys:
			if err := n.qualified(p, v); err != nil {
				return err
			}
		case n.mode.IgnoreUnknown:
		default:
			return scim.BadRequest(scim.InvalidSyntax, "attribute %s is not part of the schemas of resource type %s",
				scim.Quote(k), n.rt.Name)
		}
	}
	return nil
}

func (rt *ResourceType) isField(name string) bool {
	for i := range rt.fields {
		if fd := &rt.fields[i]; fd.attr != nil && fd.attr.Name == name || fd.ext != nil && fd.ext.ID == name {
			return true
		}
	}
	return false
}

func (n *normalizer) nestedCore(key string, v any) error {
	obj, ok := v.(scim.Object)
	if !ok {
		if v == nil {
			return nil
		}
		return wrongType("an object", v).inSchema(key).scim()
	}
	for _, a := range n.rt.Schema.Attributes {
		if e, ok := obj[a.Name]; ok {
			if f := n.set(n.out, a, e); f != nil {
				return f.inSchema(key).scim()
			}
		}
	}
	return nil
}

// qualified sets the attribute that a dotted or URN-qualified key names; an existing complex value keeps its other parts.
func (n *normalizer) qualified(p Path, v any) error {
	dst := n.out
	if p.Extension {
		ext, _ := dst[p.Schema.ID].(scim.Object)
		if ext == nil {
			ext = scim.Object{}
		}
		dst = ext
		defer func() {
			if len(ext) > 0 {
				n.out[p.Schema.ID] = ext
			}
		}()
	}
	if p.Sub == nil {
		return n.set(dst, p.Attr, v).inSchema(p.prefix()).scim()
	}
	if !p.Attr.IsWritable() || !p.Sub.IsWritable() {
		return nil
	}
	if p.Attr.MultiValued {
		return scim.BadRequest(scim.InvalidSyntax,
			"key %q names a part of a multi-valued attribute; give the elements as an array", p.String())
	}
	whole, _ := dst[p.Attr.Name].(scim.Object)
	if whole == nil {
		whole = scim.Object{}
	}
	if f := n.set(whole, p.Sub, v); f != nil {
		return f.in(p.Attr.Name).scim()
	}
	if len(whole) > 0 {
		dst[p.Attr.Name] = whole
	}
	return nil
}

func (p Path) prefix() string {
	if p.Extension {
		return p.Schema.ID
	}
	return ""
}

// set stores a's value in dst unless it is empty or read-only; a write-only one is put aside.
func (n *normalizer) set(dst scim.Object, a *Attribute, v any) *fault {
	if !a.IsWritable() || a == n.rt.common.schemas {
		return nil
	}
	nv, f := n.value(a, v)
	if f != nil {
		return f.in(a.Name)
	}
	switch {
	case nv == nil:
	case a.Mutability != WriteOnly:
		dst[a.Name] = nv
	case n.secrets == nil:
		n.secrets = Secrets{a: nv}
	default:
		n.secrets[a] = nv
	}
	return nil
}

func (n *normalizer) extension(s *Schema, v any) error {
	if v == nil {
		return nil
	}
	obj, ok := v.(scim.Object)
	if !ok {
		return wrongType("an object", v).inSchema(s.ID).scim()
	}
	out, f := n.members(s.Attributes, s.byName, obj, nil)
	if f != nil {
		return f.inSchema(s.ID).scim()
	}
	if len(out) > 0 {
		if have, ok := n.out[s.ID].(scim.Object); ok {
			for k, e := range have {
				if _, set := out[k]; !set {
					out[k] = e
				}
			}
		}
		n.out[s.ID] = out
	}
	return nil
}
