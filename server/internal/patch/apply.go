package patch

import (
	"maps"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// maxVisits bounds the work of one request: elements looked at, over all operations. An honest request against a group of
// 10,000 stays far below; it takes a fraction of a second.
const maxVisits = 2_000_000

// Apply runs ops in order on a canonical resource. It returns the new resource, sharing unchanged parts with obj, and
// whether it differs from obj; obj itself is never changed. The result satisfies rt.Validate.
func Apply(obj scim.Object, ops []Op, rt *schema.ResourceType, mode schema.Mode) (scim.Object, bool, error) {
	s := state{
		rt: rt, mode: mode, obj: maps.Clone(obj),
		owned: make(map[*schema.Attribute]bool), extensions: make(map[string]bool),
	}
	if s.obj == nil {
		s.obj = scim.Object{}
	}
	for i := range ops {
		if ops[i].isSecret() {
			continue
		}
		if err := s.apply(&ops[i]); err != nil {
			return nil, false, numbered(ops[i].number, err)
		}
	}
	s.finish()
	rt.CompleteSchemas(s.obj)
	if err := rt.Validate(s.obj); err != nil {
		return nil, false, err
	}
	return s.obj, !scim.Equal(obj, s.obj), nil
}

// state is a resource under change. What is shared with the caller is copied before its first change.
type state struct {
	rt         *schema.ResourceType
	mode       schema.Mode
	obj        scim.Object
	owned      map[*schema.Attribute]bool // lists that are ours
	extensions map[string]bool            // extension objects that are ours
	prune      []schema.Path              // lists from whose elements something was removed
	visits     int
}

func (s *state) spend(n int) error {
	if s.visits += n + 1; s.visits > maxVisits {
		return scim.TooLarge("the operations are too many for a resource of this size; send them in several requests")
	}
	return nil
}

func (s *state) apply(op *Op) error {
	t := op.Target
	if t.Attr == nil {
		delete(s.obj, t.Schema.ID)
		return nil
	}
	switch {
	case op.selector != nil:
		return s.filtered(op)
	case t.Attr.MultiValued:
		return s.many(op)
	default:
		return s.single(op)
	}
}

// container returns the object that holds the target attribute, ours to change.
func (s *state) container(t schema.Path) scim.Object {
	if !t.Extension {
		return s.obj
	}
	ext, _ := s.obj[t.Schema.ID].(scim.Object)
	if !s.extensions[t.Schema.ID] {
		if ext = maps.Clone(ext); ext == nil {
			ext = scim.Object{}
		}
		s.extensions[t.Schema.ID] = true
	}
	if ext == nil {
		ext = scim.Object{}
	}
	s.obj[t.Schema.ID] = ext
	return ext
}

// put stores v as the target's value; an empty value unassigns it.
func (s *state) put(t schema.Path, v any) error {
	c := s.container(t)
	if t.Attr.Mutability == schema.Immutable && c[t.Attr.Name] != nil && !scim.Equal(c[t.Attr.Name], v) {
		return scim.BadRequest(scim.Mutability, "attribute %s is immutable and has a value already", t)
	}
	switch e := v.(type) {
	case nil:
		delete(c, t.Attr.Name)
		return nil
	case scim.Object:
		if len(e) == 0 {
			delete(c, t.Attr.Name)
			return nil
		}
		if err := checkParts(t, c[t.Attr.Name], e); err != nil {
			return err
		}
	case []any:
		if len(e) == 0 {
			delete(c, t.Attr.Name)
			return nil
		}
		s.owned[t.Attr] = true
	}
	c[t.Attr.Name] = v
	return nil
}

// checkParts refuses a complex value that changes an immutable part of the current one.
func checkParts(t schema.Path, current any, next scim.Object) error {
	old, _ := current.(scim.Object)
	for _, sub := range t.Attr.SubAttributes {
		if have := old[sub.Name]; sub.Mutability == schema.Immutable && have != nil && !scim.Equal(have, next[sub.Name]) {
			t.Sub = sub
			return scim.BadRequest(scim.Mutability, "attribute %s is immutable and has a value already", t)
		}
	}
	return nil
}

// single changes a single-valued attribute or one of its sub-attributes.
func (s *state) single(op *Op) error {
	t := op.Target
	if err := s.spend(0); err != nil {
		return err
	}
	current := t.Value(s.obj)
	if t.Sub == nil {
		if op.Kind == Remove || op.Value == nil {
			return s.put(t, nil)
		}
		return s.put(t, merged(t.Attr, current, op))
	}
	whole, err := withSub(t, current, op)
	if err != nil {
		return err
	}
	return s.put(t, whole)
}

// merged returns the value of a complex attribute after op; sub-attributes that op does not name stay.
func merged(a *schema.Attribute, current any, op *Op) any {
	given, ok := op.Value.(scim.Object)
	old, ok2 := current.(scim.Object)
	if !ok || !ok2 || a.IsResourceReference() && given["value"] != nil && given["value"] != old["value"] {
		return op.Value
	}
	out := maps.Clone(old)
	for _, name := range op.cleared {
		delete(out, name)
	}
	maps.Copy(out, given)
	return out
}

// withSub returns a copy of a complex value with one sub-attribute set or removed; nil if nothing is left. A reference
// without value is nothing.
func withSub(t schema.Path, current any, op *Op) (any, error) {
	old, _ := current.(scim.Object)
	have := old[t.Sub.Name]
	v := op.subValue(have)
	if t.Sub.Mutability == schema.Immutable && have != nil && !scim.Equal(have, v) {
		return nil, scim.BadRequest(scim.Mutability, "attribute %s is immutable and has a value already", t)
	}
	out := maps.Clone(old)
	if v == nil {
		delete(out, t.Sub.Name)
		if t.Attr.IsResourceReference() && out["value"] == nil {
			return nil, nil
		}
	} else {
		if out == nil {
			out = scim.Object{}
		}
		if t.Attr.IsResourceReference() && t.Sub.Name == "value" && have != v {
			delete(out, "$ref")
		}
		out[t.Sub.Name] = v
	}
	if len(out) == 0 {
		return nil, nil
	}
	return out, nil
}
