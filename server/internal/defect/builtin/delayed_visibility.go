package builtin

import (
	"time"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var delayedVisibility = defect.Defect{
	Name:   "delayed-visibility",
	Title:  "What was created is in no list for the next two seconds",
	Models: "a search index that is filled behind the database's back; Entra looks the user up and creates it again",
	Source: "Q70",
	Checks: []string{"AAD-003", "AAD-024", "CRE-021"},
	Wrap: wire.Remembering(func(env wire.Env) wire.Handler {
		created := newMemory[time.Time]()
		return func(x *wire.Exchange) *wire.Answer {
			switch {
			case isCreate(x, users, groups):
				a := x.Call()
				if id := a.JSON().Get("id").Str(); a.OK() && id != "" {
					created.put(id, env.Now())
				}
				return a
			case isList(x):
				a := x.Call()
				a.Keep(func(r *wire.Node) bool {
					at, known := created.get(r.Get("id").Str())
					return !known || env.Now().Sub(at) >= indexLag
				})
				return a
			}
			return nil
		}
	}),
}

// indexLag is how long the index needs to see a new resource.
const indexLag = 2 * time.Second
