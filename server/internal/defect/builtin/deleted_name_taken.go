package builtin

import (
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/scim"
)

var deletedNameTaken = defect.Defect{
	Name:   "deleted-name-taken",
	Title:  "The userName of a deleted user stays taken",
	Models: "a unique index over rows that are only marked as deleted; whoever comes back cannot be created",
	Source: "RFC 7644 §3.6 violated",
	Checks: []string{"CRE-019", "DEL-004"},
	Wrap: wire.Remembering(func(wire.Env) wire.Handler {
		taken := newMemory[bool]()
		return func(x *wire.Exchange) *wire.Answer {
			switch {
			case x.On(http.MethodDelete, wire.Resource, users):
				name := x.Current().JSON().Get("userName").Str()
				a := x.Call()
				if a.OK() && name != "" {
					taken.put(strings.ToLower(name), true)
				}
				return a
			case isCreate(x, users):
				if _, ok := taken.get(strings.ToLower(x.Body().Get("userName").Str())); ok {
					return x.Refuse(http.StatusConflict, scim.Uniqueness, "userName is taken")
				}
			}
			return nil
		}
	}),
}
