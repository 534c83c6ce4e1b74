package builtin

import (
	"net/http"
	"strings"
	"time"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var createRaceDuplicates = defect.Defect{
	Name:   "create-race-duplicates",
	Title:  "Two creates of one userName within a second both answer 201",
	Models: "a check for uniqueness and an insert with nothing that holds them together",
	Source: "RFC 7644 §3.3 violated",
	Checks: []string{"CRE-020"},
	Wrap: wire.Remembering(func(env wire.Env) wire.Handler {
		fresh := newMemory[time.Time]()
		return func(x *wire.Exchange) *wire.Answer {
			if !isCreate(x, users) {
				return nil
			}
			name := strings.ToLower(x.Body().Get("userName").Str())
			a := x.Call()
			if a.OK() {
				fresh.put(name, env.Now())
				return a
			}
			at, ok := fresh.get(name)
			if a.Status != http.StatusConflict || !ok || env.Now().Sub(at) >= time.Second {
				return a
			}
			body := x.Body().Clone()
			body.Set("userName", wire.Text(name+"\u200b")) // to the eye the same name
			if second := x.Send(http.MethodPost, "/Users", "", body); second.OK() {
				return second
			}
			return a
		}
	}),
}
