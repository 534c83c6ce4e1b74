package builtin

import (
	"slices"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/schema"
)

var unknownAttributesStored = defect.Defect{
	Name:   "unknown-attributes-stored",
	Title:  "Attributes that no schema has are stored and come back",
	Models: "a document database behind the endpoint",
	Source: "RFC 7643 §2, §3 violated",
	Checks: []string{"CRE-016", "PAT-037"},
	Wrap: wire.Remembering(func(wire.Env) wire.Handler {
		stored := newMemory[[]wire.Member]()
		return func(x *wire.Exchange) *wire.Answer {
			rt := x.ResourceType()
			if rt == nil {
				return nil
			}
			unknown := unknownMembers(x, rt)
			a := x.Call()
			id := x.Target.ID
			if isCreate(x) {
				id = a.JSON().Get("id").Str()
			}
			if a.OK() && len(unknown) > 0 && id != "" {
				before, _ := stored.get(id)
				stored.put(id, slices.Concat(before, unknown))
			}
			show(a, stored)
			return a
		}
	}),
}

// unknownMembers takes what the resource type does not have out of a write, so that a server that refuses it does not.
func unknownMembers(x *wire.Exchange, rt *schema.ResourceType) []wire.Member {
	var unknown []wire.Member
	isUnknown := func(name string) bool {
		_, known := rt.Resolve(name)
		return !known
	}
	if body := x.Body(); (isCreate(x) || isReplace(x)) && body.Is(wire.Object) {
		body.Members = slices.DeleteFunc(body.Members, func(m wire.Member) bool {
			if !isUnknown(m.Name) {
				return false
			}
			unknown = append(unknown, m)
			return true
		})
		if len(unknown) > 0 {
			x.SetBody(body)
		}
	}
	for _, o := range x.Operations() {
		if p, ok := o.Parsed(); ok && p.Filter == nil && isUnknown(p.Attr) && o.Value() != nil {
			unknown = append(unknown, wire.Member{Name: p.Attr, Value: o.Value()})
		}
	}
	return unknown
}
