package builtin

import (
	"slices"
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var pathlessDottedLiteral = defect.Defect{
	Name:   "pathless-dotted-literal",
	Title:  "A key such as name.givenName in a pathless operation is stored as an attribute of that name",
	Models: "a merge of the object into the resource that takes keys for names and not for paths",
	Source: "#7, Q05",
	Checks: []string{"AAD-011", "LIF-012"},
	Wrap: wire.Remembering(func(wire.Env) wire.Handler {
		stored := newMemory[[]wire.Member]()
		return func(x *wire.Exchange) *wire.Answer {
			var literal []wire.Member
			_, empty := x.Rewrite(func(o wire.Operation) ([]wire.Operation, bool) {
				kept, dotted := splitKeys(o, func(key string) bool {
					return strings.Contains(key, ".") && !strings.HasPrefix(strings.ToLower(key), "urn:")
				})
				literal = append(literal, dotted...)
				return kept, len(dotted) > 0
			})
			a := x.Call
			if empty {
				a = x.Unchanged
			}
			answer := a()
			if answer.OK() && len(literal) > 0 {
				before, _ := stored.get(x.Target.ID)
				stored.put(x.Target.ID, slices.Concat(before, literal))
			}
			show(answer, stored)
			return answer
		}
	}),
}

// splitKeys takes the keys that pick wants out of the value of a pathless add or replace. What is left of the operation is
// kept, which is nothing when it had no other keys.
func splitKeys(o wire.Operation, pick func(key string) bool) (kept []wire.Operation, taken []wire.Member) {
	v := o.Value()
	if o.Path() != "" || !v.Is(wire.Object) || o.Op() == "remove" {
		return nil, nil
	}
	rest := wire.Map()
	for _, m := range v.Members {
		if pick(m.Name) {
			taken = append(taken, m)
		} else {
			rest.Members = append(rest.Members, m)
		}
	}
	if len(taken) > 0 && len(rest.Members) > 0 {
		kept = []wire.Operation{wire.NewOperation(o.Op(), "", rest)}
	}
	return kept, taken
}
