package custom

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/server/internal/document"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// reader goes through the documents of one organisation; what it has seen so far is taken.
type reader struct {
	alone      bool // one resource type, without the schemas it names
	schemas    map[string]*schema.Schema
	types      map[string]string // folded name → name
	written    map[string]bool   // folded names of the types that have a document
	endpoints  map[string]string // folded endpoint → name of the type
	bases      map[string]string // folded schema → name of the type it is the base of
	extensions map[string]bool   // folded schemas that extend something
	references []reference
}

// reference is the mention of a resource type in referenceTypes.
type reference struct {
	at   *document.Node
	name string
}

func newReader() *reader {
	r := &reader{
		schemas: map[string]*schema.Schema{}, types: map[string]string{}, written: map[string]bool{},
		endpoints: map[string]string{}, bases: map[string]string{}, extensions: map[string]bool{},
	}
	core := schema.Core()
	for _, s := range core.Schemas() {
		r.schemas[scim.FoldKey(s.ID)] = s
	}
	for _, rt := range core.ResourceTypes() {
		r.types[scim.FoldKey(rt.Name)] = rt.Name
		r.endpoints[scim.FoldKey(rt.Endpoint)] = rt.Name
		r.bases[scim.FoldKey(rt.Schema.ID)] = rt.Name
	}
	for _, taken := range []string{"/Me", "/Bulk", "/Schemas", "/ResourceTypes", "/ServiceProviderConfig"} {
		r.endpoints[scim.FoldKey(taken)] = "the protocol"
	}
	return r
}

// checkReferences looks up the resource types that reference attributes name.
func (r *reader) checkReferences() {
	for _, ref := range r.references {
		if _, ok := r.types[scim.FoldKey(ref.name)]; !ok {
			names := append(slices.Sorted(maps.Values(r.types)), "external", "uri")
			ref.at.Refuse(document.Unknown(ref.name, names), "names no resource type: %q", ref.name)
		}
	}
}

// urnForm is RFC 8141 without the characters that paths and filters use for something else.
var urnForm = regexp.MustCompile(`^(?i:urn)(:[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*){2,}$`)

// maxName bounds the names of attributes and resource types, and endpoints.
const maxName = 64

// isName checks ATTRNAME of RFC 7643 §2.1, which is what the other names have to be too.
func isName(s string) bool {
	if len(s) > maxName {
		return false
	}
	for i := range len(s) {
		c := s[i]
		isLetter := 'a' <= c|0x20 && c|0x20 <= 'z'
		if !isLetter && (i == 0 || c != '-' && c != '_' && (c < '0' || c > '9')) {
			return false
		}
	}
	return s != ""
}

// maxURN is more than any URN in use has.
const maxURN = 200

// messages is what the URNs of messages begin with; they are no schemas (DSC-023).
const messages = "urn:ietf:params:scim:api:"

// urn takes the id of a new schema.
func (r *reader) urn(n *document.Node) string {
	id := n.Text()
	folded := scim.FoldKey(id)
	switch {
	case n == nil || id == "" && n.Err() != nil:
	case len(id) > maxURN || !urnForm.MatchString(id):
		n.Refuse("write it like urn:example:params:scim:schemas:2.0:Badge", "is not a URN")
	case strings.HasPrefix(folded, messages):
		n.Refuse("choose another", "is reserved for messages")
	case r.schemas[folded] != nil:
		n.Refuse("schemas of the core and those that are there already stay as they are; choose another id", "is taken by the schema %s", r.schemas[folded].Name)
	default:
		if owner := r.shadowed(folded); owner != "" {
			n.Refuse("choose another id", "would stand for an attribute of %s", owner)
		}
		return id
	}
	return ""
}

// shadowed returns the URN of a schema one of whose attributes, written with the URN, begins folded.
func (r *reader) shadowed(folded string) string {
	for _, id := range slices.Sorted(maps.Keys(r.schemas)) {
		if s := r.schemas[id]; names(s, folded, id) {
			return s.ID
		}
	}
	return ""
}

// names reports whether folded is the URN id of s with one of its attributes behind it.
func names(s *schema.Schema, folded, id string) bool {
	rest, ok := strings.CutPrefix(folded, id)
	if !ok || rest == "" || rest[0] != ':' && rest[0] != '.' {
		return false
	}
	name, _, _ := strings.Cut(rest[1:], ".")
	name, _, _ = strings.Cut(name, ":")
	return s.Attribute(name) != nil
}
