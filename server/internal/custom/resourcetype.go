package custom

import (
	"maps"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/server/internal/document"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// resourceType reads a ResourceType resource (RFC 7643 §6).
func (r *reader) resourceType(n *document.Node) ResourceType {
	f := n.Fields("schemas", "id", "name", "description", "endpoint", "schema", "schemaExtensions", "meta")
	t := ResourceType{Name: r.typeName(f.Need("name")), Description: text(f.Get("description"))}
	if id := f.Get("id"); id != nil && id.Text() != t.Name && t.Name != "" {
		id.Refuse("leave it out", "must be the name, %q", t.Name)
	}
	if core := schema.Core().ResourceType(t.Name); core != nil {
		r.sameAs(f.Get("endpoint"), core.Endpoint)
		r.sameAs(f.Get("schema"), core.Schema.ID)
		t.Endpoint, t.Schema, t.Description = core.Endpoint, core.Schema.ID, core.Description
		if f.Get("schemaExtensions") == nil {
			f.Need("schemaExtensions")
		}
	} else {
		t.Endpoint = r.endpoint(f.Need("endpoint"), t.Name)
		t.Schema = r.base(f.Need("schema"), t.Name)
		if t.Description == "" {
			t.Description = t.Name
		}
	}
	seen := map[string]bool{scim.FoldKey(t.Schema): true}
	for _, item := range f.Get("schemaExtensions").Items() {
		e := item.Fields("schema", "required")
		at := e.Need("schema")
		id := r.known(at)
		if key := scim.FoldKey(id); id != "" && seen[key] {
			at.Refuse("name each schema once", "belongs to the resource type already")
		} else {
			seen[key] = true
		}
		r.checkExtension(at, id)
		t.Extensions = append(t.Extensions, Extension{Schema: id, Required: e.Get("required").Bool()})
	}
	return t
}

func (r *reader) typeName(n *document.Node) string {
	name := n.Text()
	key := scim.FoldKey(name)
	switch taken, ok := r.types[key]; {
	case n == nil || name == "" && n.Err() != nil:
		return ""
	case !isName(name):
		n.Refuse("use a letter, then letters, digits, - and _, 64 at most", "is not a name for a resource type: %q", name)
		return ""
	case ok && !r.written[key] && schema.Core().ResourceType(name) == nil:
		n.Refuse("choose another, or write it like this to extend it", "is taken by the resource type %s", taken)
		return ""
	}
	if r.written[key] {
		n.Refuse("put everything into one document", "is there twice: %q", name)
	}
	r.types[key], r.written[key] = name, true
	return name
}

// sameAs refuses another value than the core has.
func (r *reader) sameAs(n *document.Node, core string) {
	if n != nil && n.Text() != core {
		n.Refuse("leave it out", "cannot be changed for a core resource type, it is %q", core)
	}
}

func (r *reader) endpoint(n *document.Node, name string) string {
	path := n.Text()
	key := scim.FoldKey(path)
	switch taken, ok := r.endpoints[key]; {
	case n == nil || path == "" && n.Err() != nil:
		return ""
	case path == "" || path[0] != '/' || !isName(path[1:]):
		n.Refuse("write it like /Devices", "is not an endpoint: %q", path)
	case ok:
		n.Refuse("choose another", "is taken by %s", taken)
	default:
		r.endpoints[key] = name
	}
	return path
}

// base reads the schema of a new resource type.
func (r *reader) base(n *document.Node, name string) string {
	id := r.known(n)
	key := scim.FoldKey(id)
	switch taken, ok := r.bases[key]; {
	case id == "" || r.alone:
	case ok:
		n.Refuse("define another schema; it may have the same attributes", "is the schema of the resource type %s already", taken)
	case schema.Core().Schema(id) != nil:
		n.Refuse("define a schema of your own", "is no schema of resources that could be stored")
	case r.extensions[key]:
		n.Refuse("define another schema; it may have the same attributes", "is an extension of another resource type")
	default:
		r.bases[key] = name
	}
	return id
}

// known reads the URN of a schema that exists.
func (r *reader) known(n *document.Node) string {
	id := n.Text()
	if n == nil || id == "" && n.Err() != nil {
		return ""
	}
	if r.alone {
		return id
	}
	s := r.schemas[scim.FoldKey(id)]
	if s == nil {
		var names []string
		for _, key := range slices.Sorted(maps.Keys(r.schemas)) {
			names = append(names, r.schemas[key].ID)
		}
		remedy := "add the schema first"
		if near := document.Nearest(id, names); near != "" {
			remedy = "did you mean " + near + "?"
		}
		n.Refuse(remedy, "names no schema: %q", id)
		return ""
	}
	return s.ID
}

// checkExtension refuses schemas that cannot extend anything.
func (r *reader) checkExtension(n *document.Node, id string) {
	s := r.schemas[scim.FoldKey(id)]
	if s == nil {
		return
	}
	r.extensions[scim.FoldKey(id)] = true
	core := schema.Core()
	if taken, isBase := r.bases[scim.FoldKey(id)]; isBase {
		n.Refuse("use another schema", "is the schema of the resource type %s", taken)
		return
	}
	if core.Schema(id) != nil && !strings.EqualFold(id, scim.SchemaEnterpriseUser) {
		n.Refuse("use another schema", "is no extension")
	}
	for _, a := range s.Attributes {
		if a.Uniqueness != schema.None {
			n.Refuse("make uniqueness none there", "has the unique attribute %s, which an extension cannot have", a.Name)
		}
	}
}
