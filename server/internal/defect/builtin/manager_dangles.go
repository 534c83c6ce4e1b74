package builtin

import (
	"net/http"
	"net/url"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var managerDangles = defect.Defect{
	Name:   "manager-dangles",
	Title:  "A user whose manager was deleted can no longer be read",
	Models: "a join that fails on a row that is gone",
	Source: "RFC 7643 §4.3 violated",
	Checks: []string{"DEL-008"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if !x.On(http.MethodGet, wire.Resource, users) {
			return nil
		}
		a := x.Call()
		manager := a.JSON().At(enterprise, "manager", "value").Str()
		if manager == "" || x.Send(http.MethodGet, "/Users/"+url.PathEscape(manager), "attributes=id", nil).OK() {
			return a
		}
		return x.Refuse(http.StatusInternalServerError, "", "the manager of the user does not exist")
	}),
}
