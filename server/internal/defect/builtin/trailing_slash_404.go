package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var trailingSlash404 = defect.Defect{
	Name:   "trailing-slash-404",
	Title:  "A path that ends in a slash answers 404",
	Models: "routes compared as strings; a tenant URL copied with its slash fails",
	Source: "#64, Q64",
	Checks: []string{"TRN-018"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if !x.Target.Slash || x.Target.Outside {
			return nil
		}
		return x.Refuse(http.StatusNotFound, "", "there is no such endpoint")
	}),
}
