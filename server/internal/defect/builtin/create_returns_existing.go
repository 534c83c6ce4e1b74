package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/scim"
)

var createReturnsExisting = defect.Defect{
	Name:   "create-returns-existing",
	Title:  "Creating a userName that exists answers 201 with the user that is there",
	Models: "a create that is find or create, kindly meant; two people end up as one",
	Source: "RFC 7644 §3.3 violated",
	Checks: []string{"AAD-033", "CRE-005", "CRE-020", "OKT-004"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if !isCreate(x, users) {
			return nil
		}
		a := x.Call()
		if a.Status != http.StatusConflict {
			return a
		}
		there := found(x, users, "userName", x.Body().Get("userName").Str())
		if there == nil {
			return a
		}
		again := wire.Reply(http.StatusCreated, scim.MediaType+"; charset=utf-8", there.String())
		again.Header.Set("Location", there.At("meta", "location").Str())
		return again
	}),
}
