package builtin

import (
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var deletedStillListed = defect.Defect{
	Name:   "deleted-still-listed",
	Title:  "A deleted user is still found by its userName",
	Models: "a search index that nobody tells about deletes",
	Source: "RFC 7644 §3.6 violated",
	Checks: []string{"AAD-020", "DEL-003"},
	Wrap: wire.Remembering(func(wire.Env) wire.Handler {
		tombs := newMemory[*wire.Node]()
		return func(x *wire.Exchange) *wire.Answer {
			switch {
			case x.On(http.MethodDelete, wire.Resource, users):
				before := x.Current().JSON()
				a := x.Call()
				if name := before.Get("userName").Str(); a.OK() && name != "" {
					tombs.put(strings.ToLower(name), before)
				}
				return a
			case isList(x, users):
				for _, c := range wire.Pairs(x.Filter()) {
					if before, ok := tombs.get(strings.ToLower(c.Value.Text)); ok && strings.EqualFold(c.Path, "userName") {
						a := x.Call()
						a.Edit(func(root *wire.Node) bool { return putBack(root, before) })
						return a
					}
				}
			}
			return nil
		}
	}),
}

// putBack adds a resource to a list.
func putBack(list, resource *wire.Node) bool {
	items := list.Get("Resources")
	if !items.Is(wire.Array) {
		return false
	}
	items.Items = append(items.Items, resource.Clone())
	for _, count := range []string{"totalResults", "itemsPerPage"} {
		if n, ok := list.Get(count).Number(); ok {
			list.Set(count, wire.Int(n+1))
		}
	}
	return true
}
