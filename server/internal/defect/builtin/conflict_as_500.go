package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var conflictAs500 = defect.Defect{
	Name:   "conflict-as-500",
	Title:  "A duplicate answers 500 instead of 409",
	Models: "a violated constraint of the database that nobody catches",
	Source: "#29, Q18",
	Checks: []string{"AAD-025", "CRE-005", "ERR-005", "OKT-004", "PAT-043", "PUT-011"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if !x.Is(http.MethodPost, http.MethodPut, http.MethodPatch) {
			return nil
		}
		a := x.Call()
		if a.Status == http.StatusConflict {
			return x.Refuse(http.StatusInternalServerError, "", "duplicate key value violates unique constraint")
		}
		return a
	}),
}
