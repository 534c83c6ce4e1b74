package builtin

import (
	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var passwordReadable = defect.Defect{
	Name:   "password-readable",
	Title:  "The password that was written is part of every answer",
	Models: "a model class serialised with all it has",
	Source: "RFC 7643 §4.1.1, §7 violated",
	Checks: []string{"ATT-013", "CHR-013", "CHR-014", "CHR-022", "CRE-024"},
	Wrap: wire.Remembering(func(wire.Env) wire.Handler {
		known := newMemory[[]wire.Member]()
		return func(x *wire.Exchange) *wire.Answer {
			secret := x.Sent().Get("password").Str()
			if isPatch(x, users) {
				secret = written(x, "password").Str()
			}
			a := x.Call()
			id := x.Target.ID
			if isCreate(x, users) {
				id = a.JSON().Get("id").Str()
			}
			if a.OK() && secret != "" && id != "" && x.Target.Endpoint == users {
				known.put(id, []wire.Member{{Name: "password", Value: wire.Text(secret)}})
			}
			show(a, known)
			return a
		}
	}),
}
