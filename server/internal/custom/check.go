package custom

import (
	"slices"

	"github.com/entrasim/entrasim/server/internal/document"
	"github.com/entrasim/entrasim/server/internal/schema"
)

// checkUse refuses characteristics that contradict each other.
func checkUse(f document.Fields, a, of *schema.Attribute) {
	if len(a.CanonicalValues) > 0 && a.Type != schema.String && a.Type != schema.Reference {
		f.Get("canonicalValues").Refuse("leave them out", "belong to strings and references only (RFC 7643 §2.3.1)")
	}
	if a.Mutability == schema.WriteOnly {
		switch {
		case f.Get("returned") == nil:
			a.Returned = schema.Never
		case a.Returned != schema.Never:
			f.Get("returned").Refuse(`use "never"`, "must be never for a writeOnly attribute (RFC 7643 §7)")
		}
		if of != nil {
			f.Get("mutability").Refuse("make it an attribute of its own", "must not be writeOnly inside a complex attribute")
		}
	}
	if a.Mutability == schema.ReadOnly && a.Required {
		f.Get("required").Refuse("make it optional, or writable", "cannot be fulfilled: clients cannot set a readOnly attribute")
	}
	if a.Uniqueness == schema.None {
		return
	}
	switch at := f.Get("uniqueness"); {
	case of != nil:
		at.Refuse(`use "none"`, "is possible for attributes only, not for their parts")
	case a.Type != schema.String || a.MultiValued:
		at.Refuse(`use "none"`, "is possible for single-valued strings only")
	case a.Mutability == schema.WriteOnly || a.Mutability == schema.ReadOnly:
		at.Refuse(`use "none"`, "is possible for what clients write and read only")
	}
}

// standard are the sub-attributes that RFC 7643 §2.4 defines, with the types they may have.
var standard = map[string][]schema.Type{
	"display": {schema.String},
	"type":    {schema.String},
	"primary": {schema.Boolean},
	"$ref":    {schema.Reference},
}

// checkPart holds the standard sub-attributes to RFC 7643 §2.4: what the server does with them depends on it.
func checkPart(f document.Fields, a, of *schema.Attribute) {
	allowed, ok := standard[a.Name]
	if ok && !slices.Contains(allowed, a.Type) {
		f.Get("type").Refuse("give the sub-attribute another name, or this type", "must be %s for a sub-attribute %s (RFC 7643 §2.4)", allowed[0], a.Name)
	}
	if a.MultiValued && (ok || a.Name == "value") {
		f.Get("multiValued").Refuse("leave it out", "must be false for a sub-attribute %s (RFC 7643 §2.4)", a.Name)
	}
	if a.Name == "primary" && !of.MultiValued {
		f.Get("name").Refuse("leave it out, or make the attribute multi-valued", "means something in multi-valued attributes only: %q", a.Name)
	}
}

// checkReference holds attributes with value and $ref, which refer to resources, to what an id is.
func checkReference(list *document.Node, a *schema.Attribute) {
	part := func(name string) int {
		return slices.IndexFunc(a.SubAttributes, func(s *schema.Attribute) bool { return s.Name == name })
	}
	if i := part("value"); i >= 0 && part("$ref") >= 0 && a.SubAttributes[i].Type != schema.String {
		list.Items()[i].Refuse("make it a string, or leave $ref out", "must be a string beside $ref: it is the id of a resource")
	}
}
