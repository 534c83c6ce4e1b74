package builtin

import (
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var rateLimitHard = defect.Defect{
	Name:   "rate-limit-hard",
	Title:  "More than 10 requests within a second answer 429, without Retry-After",
	Models: "a limiter made for people; Entra may send 25 requests a second and is told nothing",
	Source: "#60, Q33",
	Checks: []string{"AAD-034", "ERR-007"},
	Wrap: wire.Remembering(func(env wire.Env) wire.Handler {
		var mu sync.Mutex
		var recent []time.Time
		return func(x *wire.Exchange) *wire.Answer {
			mu.Lock()
			defer mu.Unlock()
			now := env.Now()
			recent = slices.DeleteFunc(recent, func(t time.Time) bool { return now.Sub(t) >= time.Second })
			if len(recent) >= 10 {
				return x.Refuse(http.StatusTooManyRequests, "", "too many requests")
			}
			recent = append(recent, now)
			return nil
		}
	}),
}
