package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var tenantsNotIsolated = defect.Defect{
	Name:   "tenants-not-isolated",
	Title:  "A resource of another organisation can be read by its id",
	Models: "a look-up by primary key without the tenant; ids are meant to be secret enough",
	Source: "RFC 7644 §6 violated",
	Checks: []string{"AUT-011"},
	Front:  true,
	Wrap: wire.Remembering(func(wire.Env) wire.Handler {
		seen := newMemory[bool]()
		return func(x *wire.Exchange) *wire.Answer {
			own := x.Request.Header.Get("Authorization")
			a := x.Call()
			if a.Status != http.StatusUnauthorized && own != "" {
				seen.put(own, true)
			}
			if a.Status != http.StatusNotFound || !x.On(http.MethodGet, wire.Resource, users, groups) {
				return a
			}
			seen.each(func(other string, _ bool) {
				if other != own && !a.OK() {
					x.SetHeader("Authorization", other)
					if b := x.Call(); b.OK() {
						a = b
					}
				}
			})
			return a
		}
	}),
}
