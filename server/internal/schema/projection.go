package schema

import "strings"

// Projection is what a client wants to see of a resource: the query parameters attributes and excludedAttributes
// (RFC 7644 §3.9). The nil Projection is the default set. It is immutable and safe for concurrent use.
type Projection struct {
	only  bool                 // attributes was given: nothing but named and always-returned attributes
	named map[*Attribute]named // named in attributes or in excludedAttributes
}

// named says how much of an attribute a parameter names.
type named struct {
	whole bool
	subs  []*Attribute
}

// selection is the decision for one attribute.
type selection struct {
	none    bool
	partial bool
	only    []*Attribute // with partial: these sub-attributes and always-returned ones
	without []*Attribute // with partial: all but these
}

// Projection reads the two parameters, each a comma-separated list of names in any notation and letter case; a URN alone
// stands for all attributes of that schema. Unknown names are ignored (a list of nothing else still restricts), so is a
// value filter behind a name, which Microsoft's own test collection sends. When both are given, attributes wins; the RFC
// calls them mutually exclusive without saying what happens. It returns nil if neither names anything.
func (rt *ResourceType) Projection(attributes, excluded []string) *Projection {
	if names := splitNames(attributes); len(names) > 0 {
		return rt.project(names, true)
	}
	if names := splitNames(excluded); len(names) > 0 {
		return rt.project(names, false)
	}
	return nil
}

func (rt *ResourceType) project(names []string, only bool) *Projection {
	p := &Projection{only: only, named: make(map[*Attribute]named, len(names))}
	for _, name := range names {
		path, ok := rt.Resolve(name)
		switch {
		case !ok:
		case path.Attr == nil:
			for _, a := range path.Schema.Attributes {
				p.named[a] = named{whole: true}
			}
		case path.Sub == nil:
			p.named[path.Attr] = named{whole: true}
		default:
			n := p.named[path.Attr]
			n.subs = append(n.subs, path.Sub)
			p.named[path.Attr] = n
		}
	}
	return p
}

// splitNames splits at commas outside brackets and quotes and drops the value filters.
func splitNames(params []string) []string {
	var out []string
	for _, list := range params {
		depth, quoted, start := 0, false, 0
		for i := 0; i <= len(list); i++ {
			if i < len(list) {
				switch c := list[i]; {
				case c == '\\' && quoted:
					i++
					continue
				case c == '"' && depth > 0:
					quoted = !quoted
				case quoted:
				case c == '[':
					depth++
				case c == ']' && depth > 0:
					depth--
				}
				if list[i] != ',' || depth > 0 {
					continue
				}
			}
			name, _, _ := strings.Cut(list[start:min(i, len(list))], "[")
			if name = strings.TrimSpace(name); name != "" {
				out = append(out, name)
			}
			start = i + 1
		}
	}
	return out
}

// Wants reports whether the core or common attribute with the given schema-case name ("members", "groups", "meta") would
// be written at all, so that a caller need not load what nobody sees.
func (rt *ResourceType) Wants(p *Projection, name string) bool {
	path, ok := rt.Resolve(name)
	return ok && path.Attr != nil && !p.selects(path.Attr).none
}

var nothing = selection{none: true}

func (p *Projection) selects(a *Attribute) selection {
	switch a.Returned {
	case Never:
		return nothing
	case Always:
		return selection{}
	}
	if p == nil {
		return selection{none: a.Returned == Request}
	}
	n, ok := p.named[a]
	switch {
	case p.only && !ok:
		return onlyAlways(a)
	case p.only && n.whole:
		return selection{}
	case p.only:
		return selection{partial: true, only: n.subs}
	case a.Returned == Request || n.whole:
		return onlyAlways(a)
	case len(n.subs) > 0:
		return selection{partial: true, without: n.subs}
	}
	return selection{}
}

// onlyAlways leaves of an unwanted attribute what is always returned: nothing, unless a sub-attribute says so.
func onlyAlways(a *Attribute) selection {
	for _, s := range a.SubAttributes {
		if s.Returned == Always {
			return selection{partial: true, only: []*Attribute{}}
		}
	}
	return nothing
}

func (s selection) takes(sub *Attribute) bool {
	switch sub.Returned {
	case Never:
		return false
	case Always:
		return true
	case Request:
		return contains(s.only, sub)
	}
	switch {
	case !s.partial:
		return true
	case s.only != nil:
		return contains(s.only, sub)
	}
	return !contains(s.without, sub)
}

func contains(list []*Attribute, a *Attribute) bool {
	for _, e := range list {
		if e == a {
			return true
		}
	}
	return false
}
