package harness

import (
	"net/http"
	"strings"
	"sync"
	"time"
)

// outgoing is the last of ours that a request passes: it puts on the operator's headers, keeps the rate, and sends nothing
// where nothing answers any more.
type outgoing struct {
	session *Session
	next    http.RoundTripper
	pace    *pace // nil: as fast as the run can
}

func (o outgoing) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := o.session.silence.over(req, o.session); err != nil {
		return nil, err
	}
	if o.pace != nil {
		if err := pause(req.Context(), o.pace.turn(time.Now())); err != nil {
			return nil, err
		}
	}
	sent := req.Clone(req.Context())
	o.session.dress(sent)
	return o.next.RoundTrip(sent)
}

// dress adds the operator's headers to a request to the target's own host, unless it has its own of that name.
func (s *Session) dress(req *http.Request) {
	if !strings.EqualFold(req.URL.Host, s.base.Host) {
		return
	}
	for name, values := range s.cfg.Headers {
		if _, own := req.Header[name]; !own {
			req.Header[name] = values
		}
	}
}

// pace gives requests their turns, evenly.
type pace struct {
	every time.Duration

	mu   sync.Mutex
	free time.Time // when the next may go
}

func newPace(perSecond float64) *pace {
	if perSecond <= 0 {
		return nil
	}
	return &pace{every: time.Duration(float64(time.Second) / perSecond)}
}

// turn is how long the next request has to wait.
func (p *pace) turn(now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	at := p.free
	if at.Before(now) {
		at = now
	}
	p.free = at.Add(p.every)
	return at.Sub(now)
}
