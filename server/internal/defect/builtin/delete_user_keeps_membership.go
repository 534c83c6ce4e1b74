package builtin

import (
	"net/http"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var deleteUserKeepsMembership = defect.Defect{
	Name:   "delete-user-keeps-membership",
	Title:  "A deleted user stays a member of its groups",
	Models: "memberships without a foreign key; groups fill with members that answer 404",
	Source: "Q25",
	Checks: []string{"DEL-006"},
	Wrap: wire.Remembering(func(wire.Env) wire.Handler {
		ghosts := newMemory[[]string]()
		return func(x *wire.Exchange) *wire.Answer {
			if x.On(http.MethodDelete, wire.Resource, users) {
				user := x.Current().JSON()
				a := x.Call()
				for _, g := range user.Get("groups").List() {
					if id := g.Get("value").Str(); a.OK() && id != "" {
						before, _ := ghosts.get(id)
						ghosts.put(id, append(slices.Clone(before), x.Target.ID))
					}
				}
				return a
			}
			if x.Target.Endpoint != groups || !x.Is(http.MethodGet) {
				return nil
			}
			excluded, _ := x.Query("excludedAttributes")
			if names, asked := x.Query("attributes"); asked && !strings.Contains(names, "members") || strings.Contains(excluded, "members") {
				return nil
			}
			a := x.Call()
			a.EachResource(func(r *wire.Node) bool {
				ids, _ := ghosts.get(r.Get("id").Str())
				if len(ids) > 0 && r.Get("members") == nil {
					r.Set("members", wire.List())
				}
				for _, id := range ids {
					list := r.Get("members")
					list.Items = append(list.Items, wire.Map("value", wire.Text(id), "type", wire.Text("User")))
				}
				return len(ids) > 0
			})
			return a
		}
	}),
}
