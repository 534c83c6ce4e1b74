package schema

import "github.com/entrasim/entrasim/server/internal/scim"

// AppendResource appends the JSON of a canonical resource with its members in schema order: schemas, id, externalId, the
// core attributes, the extensions, meta. It writes whatever is present, read-only members included, except attributes that
// are never returned; what the resource type does not have is left out. It is the form in which resources are
// answered by default and stored.
func (rt *ResourceType) AppendResource(dst []byte, obj scim.Object) []byte {
	return rt.AppendProjected(dst, obj, nil)
}

// AppendProjected is AppendResource restricted to what p selects; nil selects the default set (RFC 7644 §3.9).
func (rt *ResourceType) AppendProjected(dst []byte, obj scim.Object, p *Projection) []byte {
	dst = append(dst, '{')
	start := len(dst)
	for i := range rt.fields {
		fd := &rt.fields[i]
		if fd.ext != nil {
			ext, ok := obj[fd.ext.ID].(scim.Object)
			if !ok {
				continue
			}
			mark := len(dst)
			dst = append(comma(dst, start), fd.key...)
			body := len(dst)
			dst = appendMembers(dst, fd.ext.Attributes, ext, p)
			if len(dst) == body+len("{}") {
				dst = dst[:mark]
			}
			continue
		}
		if v, ok := obj[fd.attr.Name]; ok && v != nil {
			dst = appendAttribute(dst, start, fd.attr, fd.key, v, p)
		}
	}
	return append(dst, '}')
}

func comma(dst []byte, start int) []byte {
	if len(dst) > start {
		dst = append(dst, ',')
	}
	return dst
}

func appendMembers(dst []byte, attrs []*Attribute, obj scim.Object, p *Projection) []byte {
	dst = append(dst, '{')
	start := len(dst)
	for _, a := range attrs {
		if v, ok := obj[a.Name]; ok && v != nil {
			dst = appendAttribute(dst, start, a, "", v, p)
		}
	}
	return append(dst, '}')
}

// appendAttribute writes name and value, or nothing if p does not select a or nothing of a's value.
func appendAttribute(dst []byte, start int, a *Attribute, key string, v any, p *Projection) []byte {
	sel := p.selects(a)
	if sel.none {
		return dst
	}
	mark := len(dst)
	dst = comma(dst, start)
	if key != "" {
		dst = append(dst, key...)
	} else {
		dst = append(scim.AppendString(dst, a.Name), ':')
	}
	if a.Type != Complex {
		return scim.AppendJSON(dst, v)
	}
	body := len(dst)
	switch v := v.(type) {
	case scim.Object:
		dst = appendComplex(dst, a, v, sel)
		if len(dst) == body+len("{}") {
			return dst[:mark]
		}
	case []any:
		dst = append(dst, '[')
		for _, e := range v {
			o, ok := e.(scim.Object)
			if !ok {
				continue
			}
			before := len(dst)
			dst = comma(dst, body+1)
			element := len(dst)
			dst = appendComplex(dst, a, o, sel)
			if len(dst) == element+len("{}") {
				dst = dst[:before]
			}
		}
		dst = append(dst, ']')
		if sel.partial && len(dst) == body+len("[]") {
			return dst[:mark]
		}
	default:
		return dst[:mark]
	}
	return dst
}

func appendComplex(dst []byte, a *Attribute, obj scim.Object, sel selection) []byte {
	dst = append(dst, '{')
	start := len(dst)
	for _, s := range a.SubAttributes {
		v, ok := obj[s.Name]
		if !ok || v == nil || !sel.takes(s) {
			continue
		}
		dst = append(scim.AppendString(comma(dst, start), s.Name), ':')
		dst = scim.AppendJSON(dst, v)
	}
	return append(dst, '}')
}
