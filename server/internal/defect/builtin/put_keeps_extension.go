package builtin

import (
	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var putKeepsExtension = defect.Defect{
	Name:   "put-keeps-extension",
	Title:  "A PUT without the extension keeps its attributes",
	Models: "one update statement per table, skipped when the body has nothing for it",
	Source: "RFC 7643 §3.3 violated",
	Checks: []string{"PUT-014"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		body := x.Body()
		if !isReplace(x, users) || !body.Is(wire.Object) || body.Get(enterprise) != nil {
			return nil
		}
		if kept := x.Current().JSON().Get(enterprise); kept != nil {
			body.Set(enterprise, kept)
			if s := body.Get("schemas"); s.Is(wire.Array) && !wire.HasSchema(body, enterprise) {
				s.Items = append(s.Items, wire.Text(enterprise))
			}
			x.SetBody(body)
		}
		return nil
	}),
}
