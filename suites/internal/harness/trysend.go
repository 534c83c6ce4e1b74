package harness

import (
	"fmt"
	"io"
)

// TrySend sends one request and returns what came back, or why no whole answer came: for checks that are about that. What the
// operator interrupts ends the check all the same.
func (t *T) TrySend(r Request) (*Answer, error) {
	h, slot := t.build(r)
	resp, err := t.client.Do(h)
	if err == nil {
		_, err = io.Copy(io.Discard, resp.Body)
		if cerr := resp.Body.Close(); err == nil {
			err = cerr
		}
	}
	if t.session.cfg.Cancelled.Err() != nil {
		t.abort("interrupted")
	}
	if err != nil {
		return nil, fmt.Errorf("send %s %s: %s", r.Method, r.Path, transportText(err))
	}
	return &Answer{t: t, what: r.Method + " " + r.Path, exchange: t.recorder.at(slot.position), position: slot.position}, nil
}

// Owned completes what Own planned by the answer to a create that was sent with TrySend.
func (t *T) Owned(key int, answer *Answer) { t.settleLedger(key, answer) }
