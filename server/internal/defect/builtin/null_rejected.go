package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/scim"
)

var nullRejected = defect.Defect{
	Name:   "null-rejected",
	Title:  "A PATCH with null or an empty string is refused with 400",
	Models: "values validated as if they had to be there",
	Source: "#51, Q69",
	Checks: []string{"CHR-008", "PAT-046"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		for _, o := range x.Operations() {
			v := o.Value()
			if v != nil && (v.Kind == wire.Null || v.Kind == wire.String && v.Text == "") {
				return x.Refuse(http.StatusBadRequest, scim.InvalidValue, "the value must not be empty")
			}
		}
		return nil
	}),
}
