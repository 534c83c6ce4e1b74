package mapping

import (
	"fmt"
	"strings"
)

// TargetPath is the name of a target attribute, taken apart. It is comparable: two paths are the same attribute of
// a mapping exactly when they are ==. Letter case is kept as written, because Entra puts the name of the mapping
// into the request as it stands.
type TargetPath struct {
	URN    string // schema URN in front of the attribute; "" for attributes of the core schema
	Attr   string // attribute name
	Filter PathFilter
	Sub    string // sub-attribute after the dot; "" when the whole attribute is meant
}

// PathFilter is the value filter of a path: [Sub eq "Value"]. The zero value means that the path has none.
type PathFilter struct {
	Sub   string // sub-attribute compared, for example type
	Value string // the literal without its quotes, for example work or True
	Bare  bool   // the literal was written without quotes: [primary eq true]
}

// IsZero reports whether there is no filter.
func (f PathFilter) IsZero() bool { return f == PathFilter{} }

// String is the filter with its brackets, or "" for none.
func (f PathFilter) String() string {
	switch {
	case f.IsZero():
		return ""
	case f.Bare:
		return "[" + f.Sub + " eq " + f.Value + "]"
	default:
		return "[" + f.Sub + ` eq "` + quoteEscaper.Replace(f.Value) + `"]`
	}
}

var quoteEscaper = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

// String is the name exactly as the mapping wrote it and as Entra sends it in "path":
// emails[type eq "work"].value, name.givenName, urn:…:enterprise:2.0:User:department.
func (p TargetPath) String() string {
	var b strings.Builder
	if p.URN != "" {
		b.WriteString(p.URN)
		b.WriteByte(':')
	}
	b.WriteString(p.Attr)
	b.WriteString(p.Filter.String())
	if p.Sub != "" {
		b.WriteByte('.')
		b.WriteString(p.Sub)
	}
	return b.String()
}

// IsZero reports whether the path is empty.
func (p TargetPath) IsZero() bool { return p == TargetPath{} }

// Filtered reports whether the path selects values of a multi-valued attribute by a filter.
func (p TargetPath) Filtered() bool { return !p.Filter.IsZero() }

// Simple reports whether the path is a single attribute of the core schema, without filter or sub-attribute.
func (p TargetPath) Simple() bool { return p.URN == "" && p.Sub == "" && !p.Filtered() }

// Is reports whether two paths name the same attribute when letter case is ignored, as SCIM does for attribute
// names and URNs. Filter literals are compared as they are.
func (p TargetPath) Is(q TargetPath) bool {
	return strings.EqualFold(p.URN, q.URN) && strings.EqualFold(p.Attr, q.Attr) && strings.EqualFold(p.Sub, q.Sub) &&
		strings.EqualFold(p.Filter.Sub, q.Filter.Sub) && p.Filter.Value == q.Filter.Value && p.Filter.Bare == q.Filter.Bare
}

// ParseTargetPath takes the name of a target attribute apart. The grammar is the narrow one of Entra's attribute
// lists, not that of RFC 7644 paths:
//
//	path    = [ urn ":" ] name [ "[" name " eq " literal "]" ] [ "." name ]
//	literal = '"' { char | "\\" | '\"' } '"' | true | false | integer
//
// For every path that parses, String gives the input back.
func ParseTargetPath(s string) (TargetPath, error) {
	p, err := parsePath(s)
	if err != nil {
		return TargetPath{}, fmt.Errorf("parse target attribute %q: %w", s, err)
	}
	return p, nil
}

// MustParseTargetPath is ParseTargetPath for constants of the program and tests; it panics on a malformed path.
func MustParseTargetPath(s string) TargetPath {
	p, err := ParseTargetPath(s)
	if err != nil {
		panic(err)
	}
	return p
}
