package builtin

import (
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/scim"
)

var putConflictsWithItself = defect.Defect{
	Name:   "put-conflicts-with-itself",
	Title:  "A PUT that repeats the user's own userName answers 409",
	Models: "a check for uniqueness that counts the user it is about",
	Source: "RFC 7644 §3.5.1 violated",
	Checks: []string{"PUT-001", "PUT-011", "PUT-012"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		name := x.Body().Get("userName").Str()
		if !isReplace(x, users) || name == "" || !strings.EqualFold(x.Current().JSON().Get("userName").Str(), name) {
			return nil
		}
		return x.Refuse(http.StatusConflict, scim.Uniqueness, "userName is taken")
	}),
}
