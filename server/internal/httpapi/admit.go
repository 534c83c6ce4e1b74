package httpapi

import (
	"math"
	"net/http"
	"sync"
	"time"

	"github.com/entrasim/entrasim/server/internal/scim"
)

// busyError is a refusal for the time being.
type busyError struct {
	answer  *scim.Error
	seconds int // until it makes sense to come again
}

func (e *busyError) Error() string { return e.answer.Error() }

func busy(wait time.Duration, format string, args ...any) error {
	return &busyError{scim.Errorf(http.StatusTooManyRequests, format, args...), max(1, int(math.Ceil(wait.Seconds())))}
}

// admit holds a request against the limits of its token and its organisation. Without a token nothing is counted: what may be
// read without one is made from constants.
func (a *API) admit(req *request) error {
	if req.principal.Token == "" {
		return nil
	}
	lim := a.cfg.Resources.LimitsOf(req.scope)
	if !a.running.enter(req.principal.Token, lim.Concurrent) {
		return busy(time.Second, "the token has %d requests running already; wait for one of them", lim.Concurrent)
	}
	req.admitted = true
	if lim.Rate > 0 {
		if wait := a.rates.Take(req.scope.Organisation, lim.Rate, lim.Burst, a.cfg.Now()); wait > 0 {
			return busy(wait, "the organisation may send %g requests a second", lim.Rate)
		}
	}
	return nil
}

// leave ends what admit began.
func (a *API) leave(req *request) {
	if req.admitted {
		req.admitted = false
		a.running.leave(req.principal.Token)
	}
}

// running counts the requests of every token that are being answered. Tokens without any take no place.
type running struct {
	mu    sync.Mutex
	count map[string]int
}

func (r *running) enter(token string, limit int) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.count[token] >= limit {
		return false
	}
	if r.count == nil {
		r.count = map[string]int{}
	}
	r.count[token]++
	return true
}

func (r *running) leave(token string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.count[token]--; r.count[token] <= 0 {
		delete(r.count, token)
	}
}
