package custom

import (
	"maps"
	"slices"

	"github.com/entrasim/entrasim/server/internal/document"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// schema reads a Schema resource (RFC 7643 §7).
func (r *reader) schema(n *document.Node) *schema.Schema {
	f := n.Fields("schemas", "id", "name", "description", "attributes", "meta")
	id := r.urn(f.Need("id"))
	name := label(f.Need("name"))
	attrs := r.attributes(f.Need("attributes"), MaxAttributes, nil)
	if len(attrs) == 0 {
		if list := f.Get("attributes"); list != nil && len(list.Items()) == 0 {
			list.Refuse("define one at least", "has no attribute")
		}
	}
	unique := 0
	for i, a := range attrs {
		if a.Uniqueness == schema.None {
			continue
		}
		if unique++; unique > 1 {
			f.Get("attributes").Items()[i].Refuse("leave uniqueness of this one at none", "is the second unique attribute; one is possible")
		}
	}
	if id == "" {
		return nil
	}
	description := text(f.Get("description"))
	if description == "" {
		description = name
	}
	s := schema.NewSchema(id, name, description, attrs...)
	for _, other := range slices.Sorted(maps.Keys(r.schemas)) {
		if names(s, other, scim.FoldKey(id)) {
			f.Get("attributes").Refuse("choose another id, or another name for the attribute",
				"have one that, written with its URN, is the schema %s", r.schemas[other].ID)
			return nil
		}
	}
	r.schemas[scim.FoldKey(id)] = s
	return s
}

// label reads a name for people.
func label(n *document.Node) string {
	s := text(n)
	if n != nil && s == "" && n.Err() == nil {
		n.Refuse("", "must not be empty")
	}
	return s
}

// maxText is enough for the longest description of the RFC.
const maxText = 2000

func text(n *document.Node) string {
	s := n.Text()
	if len(s) > maxText {
		n.Refuse("", "is longer than %d bytes", maxText)
		return ""
	}
	return s
}

// attributes reads a list of attributes; of is the one they belong to, or nil. It may be shorter than the list when
// something is wrong.
func (r *reader) attributes(n *document.Node, most int, of *schema.Attribute) []*schema.Attribute {
	var out []*schema.Attribute
	seen := map[string]bool{}
	for i, item := range n.Items() {
		if i == most {
			item.Refuse("", "is one more than the %d that are possible here", most)
			break
		}
		a, at := r.attribute(item, of)
		if key := scim.FoldKey(a.Name); a.Name != "" && seen[key] {
			at.Refuse("letter case makes no difference", "is there twice: %q", a.Name)
		} else {
			seen[key] = true
		}
		out = append(out, a)
	}
	return out
}

var (
	types        = []string{"string", "boolean", "decimal", "integer", "dateTime", "binary", "reference", "complex"}
	mutabilities = []string{"readWrite", "readOnly", "immutable", "writeOnly"}
	returned     = []string{"default", "always", "never", "request"}
	uniqueness   = []string{"none", "server", "global"}
)

// choice reads one of names and returns its position, 0 if it is not there.
func choice(n *document.Node, names []string) int {
	return max(slices.Index(names, n.Word(names...)), 0)
}

// attribute reads one attribute and returns it with the node of its name.
func (r *reader) attribute(n *document.Node, of *schema.Attribute) (*schema.Attribute, *document.Node) {
	f := n.Fields("name", "type", "multiValued", "description", "required", "canonicalValues", "caseExact", "mutability",
		"returned", "uniqueness", "referenceTypes", "subAttributes")
	a := &schema.Attribute{
		Name:            r.name(f.Need("name"), of),
		Type:            schema.Type(choice(f.Need("type"), types)),
		MultiValued:     f.Get("multiValued").Bool(),
		Description:     text(f.Get("description")),
		Required:        f.Get("required").Bool(),
		CaseExact:       f.Get("caseExact").Bool(),
		Mutability:      schema.Mutability(choice(f.Get("mutability"), mutabilities)),
		Returned:        schema.Returned(choice(f.Get("returned"), returned)),
		Uniqueness:      schema.Uniqueness(choice(f.Get("uniqueness"), uniqueness)),
		CanonicalValues: f.Get("canonicalValues").Texts(),
		ReferenceTypes:  f.Get("referenceTypes").Texts(),
	}
	if a.Description == "" {
		a.Description = a.Name // Entra's schema discovery fails on attributes without one (Q66)
	}
	r.subAttributes(f, a, of)
	r.referenceTypes(f, a)
	checkUse(f, a, of)
	if of != nil {
		checkPart(f, a, of)
	}
	return a, f.Get("name")
}

// name reads the name of an attribute.
func (r *reader) name(n *document.Node, of *schema.Attribute) string {
	name := n.Text()
	switch {
	case n == nil || name == "" && n.Err() != nil:
		return ""
	case of != nil && name == "$ref":
	case !isName(name):
		n.Refuse("use a letter, then letters, digits, - and _ (RFC 7643 §2.1), 64 at most", "is not an attribute name: %q", name)
		return ""
	case of == nil && slices.Contains([]string{"id", "externalid", "meta", "schemas"}, scim.FoldKey(name)):
		n.Refuse("choose another name", "is %q, which every resource has (RFC 7643 §3.1)", name)
		return ""
	}
	return name
}

func (r *reader) subAttributes(f document.Fields, a, of *schema.Attribute) {
	list := f.Get("subAttributes")
	switch {
	case a.Type != schema.Complex:
		if list != nil && len(list.Items()) > 0 {
			list.Refuse("leave them out, or make the type complex", "belong to complex attributes only (RFC 7643 §7)")
		}
	case of != nil:
		f.Get("type").Refuse("make it several simple ones", "must not be complex inside a complex attribute (RFC 7643 §2.3.8)")
	case list == nil:
		f.Need("subAttributes")
	default:
		if len(list.Items()) == 0 {
			list.Refuse("define one at least", "has no attribute")
		}
		a.SubAttributes = r.attributes(list, MaxSubAttributes, a)
		checkReference(list, a)
	}
}

func (r *reader) referenceTypes(f document.Fields, a *schema.Attribute) {
	list := f.Get("referenceTypes")
	switch {
	case a.Type != schema.Reference && len(a.ReferenceTypes) > 0:
		list.Refuse("leave them out, or make the type reference", "belong to references only (RFC 7643 §7)")
	case a.Type == schema.Reference && len(a.ReferenceTypes) == 0:
		f.Get("type").Refuse(`add referenceTypes: "external", "uri", or names of resource types`, "needs referenceTypes (RFC 7643 §7)")
	}
	for _, item := range list.Items() {
		if name := item.Text(); name != "external" && name != "uri" {
			r.references = append(r.references, reference{item, name})
		}
	}
}
