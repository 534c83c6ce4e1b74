package builtin

import (
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/scim"
)

var mediaTypeJSONOnly = defect.Defect{
	Name:   "media-type-json-only",
	Title:  "Bodies must be application/json, and answers are",
	Models: "a framework that parses what it calls JSON and nothing else",
	Source: "#33, Q27, Q28",
	Checks: []string{"AAD-005", "AAD-006", "AAD-023", "TRN-006", "TRN-007", "TRN-008"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if x.Is(http.MethodPost, http.MethodPut, http.MethodPatch) &&
			strings.HasPrefix(strings.ToLower(x.Request.Header.Get("Content-Type")), scim.MediaType) {
			a := x.Refuse(http.StatusUnsupportedMediaType, "", "the media type must be application/json")
			a.Header.Set("Content-Type", "application/json")
			return a
		}
		a := x.Call()
		if len(a.Body) > 0 {
			a.Header.Set("Content-Type", "application/json")
		}
		return a
	}),
}
