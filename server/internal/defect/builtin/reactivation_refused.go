package builtin

import (
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/scim"
)

var reactivationRefused = defect.Defect{
	Name:   "reactivation-refused",
	Title:  "A disabled user cannot be enabled again",
	Models: "disabling as the first half of a delete; whoever comes back stays locked out",
	Source: "Q35",
	Checks: []string{"AAD-008", "AAD-019", "LIF-005", "PAT-048"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		v := written(x, "active")
		if !isPatch(x, users) || v == nil || !strings.EqualFold(v.Text, "true") {
			return nil
		}
		if now := x.Current().JSON().Get("active"); now == nil || now.Text != "false" {
			return nil
		}
		return x.Refuse(http.StatusBadRequest, scim.InvalidValue, "the user was deactivated and cannot be activated")
	}),
}
