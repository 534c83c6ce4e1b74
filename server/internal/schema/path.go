package schema

import "github.com/entrasim/entrasim/server/internal/scim"

// Path is a resolved attribute path (RFC 7644 §3.10): where in a resource an attribute lives and what it is.
type Path struct {
	Schema    *Schema    // the schema that defines Attr; nil for the common attributes (id, externalId, meta, schemas)
	Extension bool       // the value lives in the object under Schema.ID
	Attr      *Attribute // nil: the path is a schema URN alone
	Sub       *Attribute // nil: the path names Attr as a whole

	dotted bool // written with a dot behind the URN
}

// Leaf returns the attribute that the path ends in, or nil for a schema URN alone.
func (p Path) Leaf() *Attribute {
	if p.Sub != nil {
		return p.Sub
	}
	return p.Attr
}

// String returns the path in canonical notation: core attributes bare, extension attributes with their URN.
func (p Path) String() string {
	var s string
	switch {
	case p.Attr == nil && p.Schema != nil:
		return p.Schema.ID
	case p.Attr == nil:
		return ""
	case p.Extension:
		s = p.Schema.ID + ":" + p.Attr.Name
	default:
		s = p.Attr.Name
	}
	if p.Sub != nil {
		s += "." + p.Sub.Name
	}
	return s
}

// Value returns the value of Attr (or the whole extension object) in a canonical resource; nil when unassigned. It does
// not descend into Sub, because Attr may have many values.
func (p Path) Value(resource scim.Object) any {
	if p.Extension {
		ext, ok := resource[p.Schema.ID].(scim.Object)
		switch {
		case !ok:
			return nil
		case p.Attr == nil:
			return ext
		}
		return ext[p.Attr.Name]
	}
	if p.Attr == nil {
		return resource
	}
	return resource[p.Attr.Name]
}

// ResolveIn is Resolve for what a client wrote: notations that mode does not tolerate name nothing.
func (rt *ResourceType) ResolveIn(path string, mode *Mode) (Path, bool) {
	p, ok := rt.Resolve(path)
	if p.dotted && !mode.DottedURN {
		return Path{}, false
	}
	p.dotted = false
	return p, ok
}

// Resolve finds the attribute that path names, in any letter case: bare ("userName", "name.givenName"), qualified by a
// registered URN, where the longest URN wins ("urn:…:enterprise:2.0:User:manager.value", Q08, Q42), or a URN alone. A dot
// instead of the colon behind the URN is understood (old customappsso jobs, Q08). A bare name that the base schema lacks is
// looked for in the extensions, since RFC 7644 §3.10 only recommends to qualify it. It reports false for a name that the
// resource type does not have.
func (rt *ResourceType) Resolve(path string) (Path, bool) {
	var buf [160]byte
	p, ok := rt.paths[string(scim.AppendFold(buf[:0], path))]
	return p, ok
}

// indexPaths fills rt.paths. Later entries never replace earlier ones, so the order below is the order of precedence.
func (rt *ResourceType) indexPaths() {
	rt.paths = make(map[string]Path)
	put := func(key string, p Path) {
		key = scim.FoldKey(key)
		if _, taken := rt.paths[key]; !taken {
			rt.paths[key] = p
		}
	}
	all := func(prefix string, p Path) {
		put(prefix+p.Attr.Name, p)
		for _, s := range p.Attr.SubAttributes {
			p.Sub = s
			put(prefix+p.Attr.Name+"."+s.Name, p)
		}
	}
	qualified := func(s *Schema, p Path) {
		all(s.ID+":", p)
		p.dotted = true
		all(s.ID+".", p)
	}
	put(rt.Schema.ID, Path{Schema: rt.Schema})
	for _, e := range rt.Extensions {
		put(e.Schema.ID, Path{Schema: e.Schema, Extension: true})
	}
	for _, a := range []*Attribute{rt.common.schemas, rt.common.id, rt.common.externalID, rt.common.meta} {
		all("", Path{Attr: a})
		qualified(rt.Schema, Path{Attr: a})
	}
	for _, a := range rt.Schema.Attributes {
		all("", Path{Schema: rt.Schema, Attr: a})
		qualified(rt.Schema, Path{Schema: rt.Schema, Attr: a})
	}
	for _, e := range rt.Extensions {
		for _, a := range e.Schema.Attributes {
			qualified(e.Schema, Path{Schema: e.Schema, Extension: true, Attr: a})
		}
	}
	for _, e := range rt.Extensions {
		for _, a := range e.Schema.Attributes {
			all("", Path{Schema: e.Schema, Extension: true, Attr: a})
		}
	}
}
