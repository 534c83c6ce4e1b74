package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var groups404 = defect.Defect{
	Name:   "groups-404",
	Title:  "/Groups answers 404",
	Models: "a server for users only; with group mapping on, the job ends in quarantine",
	Source: "#44, Q26, Q31",
	Checks: []string{"DSC-011", "GRP-001"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if x.Target.Endpoint != groups {
			return nil
		}
		return x.Refuse(http.StatusNotFound, "", "there is no such endpoint")
	}),
}
