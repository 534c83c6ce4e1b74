package builtin

import (
	"slices"
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/schema"
)

var attrCaseSensitive = defect.Defect{
	Name:   "attr-case-sensitive",
	Title:  "Attributes in any other letter case than the schema's are ignored",
	Models: "a body bound to a type by exact names; UserName is not userName",
	Source: "#58, Q37",
	Checks: []string{"CHR-018", "PAT-039"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		rt := x.ResourceType()
		if rt == nil {
			return nil
		}
		if body := x.Body(); (isCreate(x) || isReplace(x)) && dropMiscased(rt, "", body) {
			x.SetBody(body)
		}
		_, empty := x.Rewrite(func(o wire.Operation) ([]wire.Operation, bool) {
			if p, ok := o.Parsed(); ok {
				target, known := rt.Resolve(p.Attr)
				return nil, known && target.Leaf() != nil && !strings.HasSuffix(p.Attr, target.Leaf().Name)
			}
			return []wire.Operation{o}, o.Path() == "" && dropMiscased(rt, "", o.Value())
		})
		if empty {
			return x.Unchanged()
		}
		return nil
	}),
}

// dropMiscased takes the members out of an object whose names are not written as the schema has them. prefix is the path of
// the object with what joins it to a name.
func dropMiscased(rt *schema.ResourceType, prefix string, obj *wire.Node) bool {
	if !obj.Is(wire.Object) {
		return false
	}
	changed := false
	obj.Members = slices.DeleteFunc(obj.Members, func(m wire.Member) bool {
		p, ok := rt.Resolve(prefix + m.Name)
		switch {
		case !ok:
			return false
		case p.Attr == nil:
			changed = dropMiscased(rt, p.Schema.ID+":", m.Value) || changed
			return false
		case !strings.HasSuffix(m.Name, p.Leaf().Name):
			changed = true
			return true
		}
		for _, item := range m.Value.List() {
			changed = dropMiscased(rt, prefix+m.Name+".", item) || changed
		}
		return false
	})
	return changed
}
