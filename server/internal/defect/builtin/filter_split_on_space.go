package builtin

import (
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/filter"
	"github.com/entrasim/entrasim/server/internal/scim"
)

var filterSplitOnSpace = defect.Defect{
	Name:   "filter-split-on-space",
	Title:  "A filter value with a blank in it answers 400 invalidFilter",
	Models: "a filter cut at every blank; groups with more than one word in their name are never found",
	Source: "#23, Q14",
	Checks: []string{"AAD-024", "FLT-030", "GRP-020"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		broken := false
		stringLiterals(x, func(c *filter.Compare) { broken = broken || strings.Contains(c.Value.Text, " ") })
		if !broken {
			return nil
		}
		return x.Refuse(http.StatusBadRequest, scim.InvalidFilter, "a filter has three words")
	}),
}
