package builtin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var noopPatch400 = defect.Defect{
	Name:   "noop-patch-400",
	Title:  "A PATCH that changes nothing answers 400",
	Models: "an update that counts changed rows and takes none for a mistake",
	Source: "#36, Q15",
	Checks: []string{"PAT-009", "PAT-027"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		if !isPatch(x) {
			return nil
		}
		version := func() string { return x.Current().JSON().At("meta", "version").Str() }
		before := version()
		a := x.Call()
		if a.OK() && before != "" && before == version() {
			return x.Refuse(http.StatusBadRequest, "", "there is nothing to update")
		}
		return a
	}),
}
