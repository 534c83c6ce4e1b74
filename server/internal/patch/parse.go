package patch

import (
	"strings"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// Parse reads the body of a PATCH request for a resource of type rt. Operations on attributes that the type does not have
// are left out where the mode ignores unknown attributes (Q11), so the result may be empty.
func Parse(body scim.Object, rt *schema.ResourceType, mode schema.Mode) ([]Op, error) {
	if err := checkSchemas(member(body, "schemas")); err != nil {
		return nil, err
	}
	list, ok := member(body, "Operations").([]any)
	if !ok || len(list) == 0 {
		return nil, scim.BadRequest(scim.InvalidSyntax, "Operations is missing; it must be an array with one operation at least")
	}
	p := parser{rt: rt, mode: mode, ops: make([]Op, 0, len(list))}
	for i, e := range list {
		p.number = i + 1
		if err := p.operation(e); err != nil {
			return nil, numbered(p.number, err)
		}
	}
	return p.ops, nil
}

func checkSchemas(v any) error {
	list, _ := v.([]any)
	for _, e := range list {
		if s, ok := e.(string); ok && strings.EqualFold(s, scim.MessagePatchOp) {
			return nil
		}
	}
	return scim.BadRequest(scim.InvalidSyntax, "schemas must contain %q", scim.MessagePatchOp)
}

// member returns the member of obj with the given name in any letter case, or nil.
func member(obj scim.Object, name string) any {
	v, _ := lookup(obj, name)
	return v
}

func lookup(obj scim.Object, name string) (any, bool) {
	if v, ok := obj[name]; ok {
		return v, true
	}
	for k, v := range obj {
		if strings.EqualFold(k, name) {
			return v, true
		}
	}
	return nil, false
}

type parser struct {
	rt     *schema.ResourceType
	mode   schema.Mode
	ops    []Op
	number int
}

// operation reads one element of Operations. Members other than op, path and value are ignored (Q46).
func (p *parser) operation(v any) error {
	obj, ok := v.(scim.Object)
	if !ok {
		return scim.BadRequest(scim.InvalidSyntax, "an operation must be an object, not %s", scim.KindOf(v))
	}
	kind, err := p.kind(member(obj, "op"))
	if err != nil {
		return err
	}
	value, hasValue := lookup(obj, "value")
	if !hasValue && kind != Remove {
		return scim.BadRequest(scim.InvalidValue, "%s needs a value", kind)
	}
	switch path := member(obj, "path").(type) {
	case nil:
		return p.pathless(kind, value)
	case string:
		return p.bind(kind, path, value)
	default:
		return scim.BadRequest(scim.InvalidPath, "path must be a string, not %s", scim.KindOf(path))
	}
}

func (p *parser) kind(v any) (Kind, error) {
	op, ok := v.(string)
	if !ok {
		return 0, scim.BadRequest(scim.InvalidSyntax, "op is missing; it must be add, replace or remove")
	}
	for k, name := range kindNames {
		if op == name || p.mode.AnyCaseOps && strings.EqualFold(op, name) {
			return Kind(k), nil
		}
	}
	return 0, scim.BadRequest(scim.InvalidSyntax, "op %s is unknown; it must be add, replace or remove", scim.Quote(op))
}
