package wire

import (
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/server/internal/filter"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// Operation is one element of "Operations" in the body of a PATCH.
type Operation struct{ Node *Node }

// NewOperation makes an operation; path may be empty and value nil.
func NewOperation(op, path string, value *Node) Operation {
	n := Map("op", Text(op))
	if path != "" {
		n.Set("path", Text(path))
	}
	if value != nil {
		n.Set("value", value)
	}
	return Operation{n}
}

// Op is the kind of operation in lower case.
func (o Operation) Op() string { return strings.ToLower(o.Node.Get("op").Str()) }

// Path is the path as written; "" when there is none.
func (o Operation) Path() string { return o.Node.Get("path").Str() }

// Value is the value; nil when there is none.
func (o Operation) Value() *Node { return o.Node.Get("value") }

// Parsed reads the path; false when there is none, or it cannot be read.
func (o Operation) Parsed() (filter.Path, bool) {
	if o.Path() == "" {
		return filter.Path{}, false
	}
	p, err := filter.ParsePath(o.Path(), filter.Limits{Unquoted: true})
	return p, err == nil
}

// Names are the attributes that the operation is about, as the client names them: its path without value filter, or the keys
// of its value when it has no path.
func (o Operation) Names() []string {
	if p, ok := o.Parsed(); ok {
		if p.Sub != "" {
			return []string{p.Attr + "." + p.Sub}
		}
		return []string{p.Attr}
	}
	var names []string
	if v := o.Value(); o.Path() == "" && v.Is(Object) {
		for _, m := range v.Members {
			names = append(names, m.Name)
		}
	}
	return names
}

// Targets resolves Names; what the resource type does not have is left out.
func (o Operation) Targets(rt *schema.ResourceType) []schema.Path {
	var list []schema.Path
	for _, name := range o.Names() {
		if p, ok := rt.Resolve(name); ok {
			list = append(list, p)
		}
	}
	return list
}

// Touches reports whether the operation is about a top-level attribute or attribute of an extension, such as "manager".
func (o Operation) Touches(rt *schema.ResourceType, attribute string) bool {
	for _, p := range o.Targets(rt) {
		if p.Attr != nil && p.Attr.Name == attribute {
			return true
		}
	}
	return false
}

// Operations are the operations of a PATCH; none for anything else.
func (x *Exchange) Operations() []Operation {
	if x.Request.Method != http.MethodPatch || x.Target.Place() != Resource {
		return nil
	}
	var list []Operation
	for _, n := range x.Body().Get("Operations").List() {
		if n.Is(Object) {
			list = append(list, Operation{n})
		}
	}
	return list
}

// SetOperations replaces the operations of the PATCH.
func (x *Exchange) SetOperations(list []Operation) {
	ops := List()
	for _, o := range list {
		ops.Items = append(ops.Items, o.Node)
	}
	body := x.Body()
	body.Set("Operations", ops)
	x.SetBody(body)
}

// Rewrite replaces each operation of a PATCH by those that f returns and reports whether there was anything to do. f may
// change its argument and must say whether it did. When no operation is left, the PATCH has become one that changes nothing,
// which [Exchange.Unchanged] answers.
func (x *Exchange) Rewrite(f func(o Operation) ([]Operation, bool)) (changed, empty bool) {
	var list []Operation
	for _, o := range x.Operations() {
		with, did := f(o)
		if !did {
			list = append(list, o)
			continue
		}
		changed = true
		list = append(list, with...)
	}
	if changed && len(list) > 0 {
		x.SetOperations(list)
	}
	return changed, changed && len(list) == 0
}

// Patch sends operations of the defect's own to the resource the request is about.
func (x *Exchange) Patch(ops ...Operation) *Answer {
	list := List()
	for _, o := range ops {
		list.Items = append(list.Items, o.Node)
	}
	body := Map("schemas", List(Text(scim.MessagePatchOp)), "Operations", list)
	return x.Send(http.MethodPatch, x.Path(), "", body)
}
