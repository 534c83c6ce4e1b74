package builtin

import (
	"net/http"
	"net/url"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var userFoundAsGroup = defect.Defect{
	Name:   "user-found-as-group",
	Title:  "The id of a user can be read at /Groups, and the other way round",
	Models: "one table for everything, read by id alone",
	Source: "RFC 7644 §3.4.1 violated",
	Checks: []string{"GET-006"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		other := map[string]string{users: groups, groups: users}[x.Target.Endpoint]
		if !x.On(http.MethodGet, wire.Resource, users, groups) {
			return nil
		}
		a := x.Call()
		if a.Status == http.StatusNotFound {
			if there := x.Send(http.MethodGet, "/"+other+"/"+url.PathEscape(x.Target.ID), x.Request.URL.RawQuery, nil); there.OK() {
				return there
			}
		}
		return a
	}),
}
