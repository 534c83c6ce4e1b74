package driver

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/clock"
	"github.com/entrasim/entrasim/simulator/internal/dial"
	"github.com/entrasim/entrasim/simulator/internal/engine"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// maxPatience is how often a throttled request is repeated before it counts as failed.
const maxPatience = 10

// perform sends one operation and reads the reply, with the patience that the dial on-429 asks for.
func (d *Driver) perform(ctx context.Context, op engine.Op) answer {
	a := answer{reply: engine.Reply{ID: op.ID}}
	for attempt := 1; ; attempt++ {
		if err := d.gate.pass(ctx, d.Clock); err != nil {
			a.cut = true
			return a
		}
		resp, exchange, err := d.Client.Do(ctx, op.Request)
		var failure *scimclient.Failure
		switch {
		case err == nil:
		case errors.As(err, &failure):
		case ctx.Err() != nil:
			a.cut = true
			return a
		default:
			failure = unsent(err)
		}
		a.exchanges = append(a.exchanges, exchange)
		if failure != nil && attempt < maxPatience && d.wait(ctx, failure) {
			continue
		}
		a.reply.At = d.Clock.Now()
		a.reply.Failure = failure
		if failure == nil {
			a.reply.Resources = resources(resp)
		}
		return a
	}
}

// wait reports whether a throttled request is to be repeated, after waiting as long as the endpoint asked for.
func (d *Driver) wait(ctx context.Context, f *scimclient.Failure) bool {
	if f.Class != scimclient.Throttled || f.RetryAfter <= 0 {
		return false
	}
	until := d.Clock.Now().Add(f.RetryAfter)
	switch d.Throttle {
	case dial.ThrottleRetryAfter:
		return d.Clock.Sleep(ctx, until) == nil
	case dial.ThrottlePauseJob:
		d.gate.close(until)
		return true
	default:
		return false
	}
}

// unsent makes an object-level failure of a request that the client could not build.
func unsent(err error) *scimclient.Failure {
	return &scimclient.Failure{Class: scimclient.Rejected, Code: "InternalError", Message: err.Error()}
}

func resources(r scimclient.Response) []engine.Target {
	switch {
	case r.List != nil:
		list := make([]engine.Target, len(r.List.Resources))
		for i, res := range r.List.Resources {
			list[i] = res
		}
		return list
	case r.Resource != nil:
		return []engine.Target{r.Resource}
	default:
		return nil
	}
}

// gate holds all requests back while the job pauses.
type gate struct {
	mu    sync.Mutex
	until time.Time
}

func (g *gate) close(until time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if until.After(g.until) {
		g.until = until
	}
}

func (g *gate) pass(ctx context.Context, c clock.Clock) error {
	g.mu.Lock()
	until := g.until
	g.mu.Unlock()
	if until.IsZero() || !until.After(c.Now()) {
		return ctx.Err()
	}
	return c.Sleep(ctx, until)
}
