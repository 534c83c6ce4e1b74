package filter

import (
	"github.com/entrasim/entrasim/server/internal/scim"
)

// Path is the target of a PATCH operation, as written (RFC 7644 figure 7): an attribute path, optionally followed by a
// value filter and a sub-attribute.
type Path struct {
	Attr   string // "name.familyName", "urn:…:User:manager"
	Filter Expr   // nil: no brackets
	Sub    string // behind the brackets, "" for none
}

// String returns the path in canonical notation.
func (p Path) String() string {
	s := p.Attr
	if p.Filter != nil {
		s += "[" + p.Filter.String() + "]"
	}
	if p.Sub != "" {
		s += "." + p.Sub
	}
	return s
}

// ParsePath reads the path of a PATCH operation. Errors inside the brackets are *scim.Error invalidFilter, others invalidPath.
func ParsePath(s string, lim Limits) (Path, error) {
	p := parser{lexer: lexer{src: s, scimType: scim.InvalidPath}, lim: lim.withDefaults()}
	if err := p.begin(); err != nil {
		return Path{}, err
	}
	out, err := p.path()
	if err != nil {
		return Path{}, err
	}
	return out, nil
}

func (p *parser) path() (Path, *scim.Error) {
	attr := p.tok
	if attr.kind != word {
		return Path{}, p.errorf(attr.pos, "unexpected %s; an attribute name is expected", p.describe())
	}
	if err := p.checkPath(attr); err != nil {
		return Path{}, err
	}
	if err := p.advance(); err != nil {
		return Path{}, err
	}
	out := Path{Attr: attr.text}
	if p.tok.is('[') {
		p.scimType = scim.InvalidFilter
		inner, err := p.brackets()
		if err != nil {
			return Path{}, err
		}
		p.scimType = scim.InvalidPath
		out.Filter = inner
		if p.tok.is('.') {
			sub, err := p.subAttribute()
			if err != nil {
				return Path{}, err
			}
			out.Sub = sub.text
		}
	}
	if p.tok.kind != end {
		return Path{}, p.errorf(p.tok.pos, "unexpected %s; the end of the path is expected", p.describe())
	}
	return out, nil
}
