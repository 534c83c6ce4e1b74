package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var deleteRepeat500 = defect.Defect{
	Name:   "delete-repeat-500",
	Title:  "Deleting what is not there answers 500",
	Models: "a delete that reads first and does not expect to find nothing",
	Source: "#61, Q25",
	Checks: []string{"AAD-020", "DEL-002", "DEL-005", "ERR-005"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if !x.On(http.MethodDelete, wire.Resource) {
			return nil
		}
		a := x.Call()
		if a.Status == http.StatusNotFound {
			return x.Refuse(http.StatusInternalServerError, "", "sequence contains no elements")
		}
		return a
	}),
}
