package harness

import (
	"context"
	"net/http"
	"time"
)

// lagging is the pause between two reads of what is not there yet.
const lagging = 100 * time.Millisecond

// measured finds out, once per session and only inside a read-back window, how long the target takes to show a new user by its id
// and in a filter. Checks then wait that long after each write: they assert what is, not how soon.
var measured = Shared[bool]{Name: "how long the target takes to show a write", Make: func(t *T) bool {
	body := t.UserBody(nil)
	answer := t.Create("/Users", body)
	id, name := answer.PeekID(), body["userName"]
	if id == "" {
		return false
	}
	deadline := time.Now().Add(t.session.cfg.ReadBack)
	for _, shows := range []func() bool{
		func() bool { return t.Get(userPath(id)).Status() == http.StatusOK },
		func() bool {
			found := t.Get("/Users", Filter(`userName eq "%s"`, name))
			return found.Status() != http.StatusOK || found.lists(id) || !t.session.features().config["filter"]
		},
	} {
		for waited := false; ; waited = true {
			if shows() {
				if waited {
					t.session.visibility.seen(lagging, t.session.cfg.ReadBack)
				}
				break
			}
			if time.Now().After(deadline) || pause(t.ctx, lagging) != nil {
				return false // the checks will say what does not show
			}
		}
	}
	return true
}}

func (a *Answer) lists(id string) bool {
	resources, _ := a.Doc()["Resources"].([]any)
	for _, r := range resources {
		if resource, ok := r.(map[string]any); ok && resource["id"] == id {
			return true
		}
	}
	return false
}

// rest lets the target show what was written before the next request. A create needs no rest: it finds nothing.
func (s *Session) rest(ctx context.Context, method string) error {
	if s.cfg.ReadBack == 0 || method == http.MethodPost {
		return nil
	}
	return pause(ctx, s.visibility.rest())
}

// restful is a transport that rests; it is what the simulator gets.
type restful struct {
	session *Session
	next    http.RoundTripper
}

func (r restful) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := r.session.rest(req.Context(), req.Method); err != nil {
		return nil, err
	}
	return r.next.RoundTrip(req)
}

// seemsLagging tells, where no window was stated, whether something that did not show shows a second later, and says how to
// state one.
func (t *T) seemsLagging(do func()) {
	if t.session.cfg.ReadBack > 0 || pause(t.ctx, time.Second) != nil {
		return
	}
	if t.attempt(do) == nil {
		t.session.noteOnce("a new user does not show at once, and does a second later: the target is eventually consistent; state how long a write may take, with --read-back 5s, and the checks wait for it")
	}
}
