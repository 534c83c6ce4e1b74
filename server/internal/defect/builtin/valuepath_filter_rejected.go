package builtin

import (
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/scim"
)

var valuepathFilterRejected = defect.Defect{
	Name:   "valuepath-filter-rejected",
	Title:  `A filter such as emails[type eq "work"].value eq "x" answers 400 invalidFilter`,
	Models: "the grammar of the RFC, which has no sub-attribute behind a value filter, and no mercy",
	Source: "#25, Q16",
	Checks: []string{"AAD-004", "FLT-025"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if !strings.Contains(outsideQuotes(x.FilterText()), "].") {
			return nil
		}
		return x.Refuse(http.StatusBadRequest, scim.InvalidFilter, "unexpected . behind ]")
	}),
}
