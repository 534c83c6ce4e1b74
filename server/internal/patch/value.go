package patch

import (
	"strings"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// add checks mutability, brings the value into canonical form and appends the operation.
func (p *parser) add(op Op, value any) error {
	t := op.Target
	if t.Schema == nil && t.Attr.Name == "schemas" {
		return p.schemas(op.Kind, value)
	}
	if !isWritable(t) {
		return scim.BadRequest(scim.Mutability, "attribute %s is read-only", t)
	}
	if op.Kind == Remove {
		return p.remove(op, value)
	}
	v, err := p.coerce(&op, value)
	if err != nil {
		return err
	}
	if v == nil && op.Kind == Add && t.Attr.MultiValued && t.Sub == nil {
		return nil // adding nothing to a list
	}
	op.Value = v
	p.ops = append(p.ops, op)
	return nil
}

// coerce brings the value of an add or replace into the form of the target.
func (p *parser) coerce(op *Op, value any) (any, error) {
	t := op.Target
	if t.Sub != nil || !t.Attr.MultiValued {
		v, err := p.rt.Coerce(t, value, p.mode)
		if err != nil || t.Sub != nil {
			return v, err
		}
		return op.withCleared(value, v), nil
	}
	raw := value
	if obj, ok := value.(scim.Object); ok {
		raw = []any{obj} // RFC 7644 §3.5.2.1: the value may be one object
	} else if op.selector != nil && value != nil {
		if _, ok := value.([]any); !ok {
			raw = []any{value}
		}
	}
	v, err := p.rt.Coerce(t, raw, p.mode)
	if err != nil || op.selector == nil {
		return v, err
	}
	list, _ := v.([]any)
	switch len(list) {
	case 0:
		if op.Kind == Add {
			return op.withCleared(value, nil), nil
		}
		return nil, nil
	case 1:
		return op.withCleared(value, list[0]), nil
	default:
		return nil, scim.BadRequest(scim.InvalidValue, "path %s selects elements one by one; give one value for them, not %d",
			scim.Quote(op.Path), len(list))
	}
}

// withCleared notes which parts of a complex value the client named without giving a value. An object that does nothing
// else unassigns these parts and not the whole, unless it says that the value itself is empty (Q41).
func (op *Op) withCleared(raw, canonical any) any {
	if canonical != nil {
		if obj, ok := canonical.(scim.Object); ok {
			op.cleared = cleared(op.Target.Attr, raw, obj)
		}
		return canonical
	}
	given, ok := raw.(scim.Object)
	if !ok {
		return nil
	}
	if _, empty := lookup(given, "value"); empty {
		return nil
	}
	if op.cleared = cleared(op.Target.Attr, raw, nil); len(op.cleared) > 0 {
		return scim.Object{}
	}
	return nil
}

// cleared lists the sub-attributes that an object names without giving a value.
func cleared(a *schema.Attribute, raw any, canonical scim.Object) []string {
	obj, ok := raw.(scim.Object)
	if !ok {
		return nil
	}
	var out []string
	for _, s := range a.SubAttributes {
		if _, set := canonical[s.Name]; set || s.Mutability == schema.ReadOnly {
			continue
		}
		if _, named := lookup(obj, s.Name); named {
			out = append(out, s.Name)
		}
	}
	return out
}

// remove handles the value that a remove may carry (Q01, Q71).
func (p *parser) remove(op Op, value any) error {
	t := op.Target
	if t.Leaf().Required && op.selector == nil && (t.Sub == nil || !t.Attr.MultiValued) {
		return scim.BadRequest(scim.Mutability, "attribute %s is required and cannot be removed", t)
	}
	if value != nil && t.Leaf().MultiValued && (t.Sub != nil || op.selector == nil) {
		if !p.mode.RemoveByValue {
			return scim.BadRequest(scim.InvalidValue, `remove takes no value; name the elements in the path, as in %s[value eq "…"]`, t)
		}
		if _, ok := value.([]any); !ok {
			value = []any{value}
		}
		v, err := p.rt.Coerce(t, value, p.mode)
		if err != nil {
			return err
		}
		if v == nil {
			return nil // an empty list of elements: nothing goes
		}
		op.Value, op.listed = v, true
	}
	p.ops = append(p.ops, op)
	return nil
}

// schemas checks an operation on the list of schemas, which has no effect of its own.
func (p *parser) schemas(kind Kind, value any) error {
	if kind == Remove {
		return scim.BadRequest(scim.Mutability, "attribute schemas is required and cannot be removed")
	}
	list, ok := value.([]any)
	if !ok {
		list = []any{value}
	}
	base := kind == Add
	for _, e := range list {
		urn, ok := e.(string)
		if !ok {
			return scim.BadRequest(scim.InvalidValue, "schemas must be an array of URNs, but holds %s", scim.KindOf(e))
		}
		base = base || strings.EqualFold(urn, p.rt.Schema.ID)
		if target, known := p.rt.Resolve(urn); (!known || target.Attr != nil) && !p.mode.IgnoreUnknownSchemas {
			return scim.BadRequest(scim.InvalidValue, "schemas names %s, which is not a schema of resource type %s",
				scim.Quote(urn), p.rt.Name)
		}
	}
	if !base {
		return scim.BadRequest(scim.InvalidValue, "schemas must contain %q", p.rt.Schema.ID)
	}
	return nil
}
