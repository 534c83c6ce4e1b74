package rule

import (
	"net/http"
	"time"

	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

func (r *reader) body(n *node) (repair, error) {
	var with *string
	err := r.literal(n, &with)
	return func(_ *wire.Exchange, a *wire.Answer, _ *wire.Rand) { a.SetBody([]byte(*with)) }, err
}

func (r *reader) prefix(n *node) (repair, error) {
	var s *string
	err := r.literal(n, &s)
	return func(_ *wire.Exchange, a *wire.Answer, _ *wire.Rand) {
		if len(a.Body) > 0 {
			a.SetBody(append([]byte(*s), a.Body...))
		}
	}, err
}

func (r *reader) suffix(n *node) (repair, error) {
	var s *string
	err := r.literal(n, &s)
	return func(_ *wire.Exchange, a *wire.Answer, _ *wire.Rand) {
		if len(a.Body) > 0 {
			a.SetBody(append(append([]byte(nil), a.Body...), *s...))
		}
	}, err
}

// truncate shortens the body and says so in Content-Length: a whole answer with half a document.
func (r *reader) truncate(n *node) (repair, error) {
	at, err := r.int(n, 0, 1<<20)
	return func(_ *wire.Exchange, a *wire.Answer, _ *wire.Rand) {
		if len(a.Body) > at {
			a.SetBody(a.Body[:at:at])
		}
	}, err
}

// hangUp ends the connection in the middle of the body, after as many bytes; 0 ends it instead of an answer.
func (r *reader) hangUp(n *node) (repair, error) {
	at, err := r.int(n, 0, 1<<20)
	return func(_ *wire.Exchange, a *wire.Answer, _ *wire.Rand) {
		if a.Cut = at; at == 0 {
			a.Reset = true
		}
	}, err
}

func (r *reader) slow(n *node) (repair, error) {
	var bytes int
	var pause time.Duration
	err := r.fields(n, "slow", fields{
		"bytes": func(n *node) (err error) { bytes, err = r.int(n, 1, 1<<20); return err },
		"pause": func(n *node) (err error) { pause, err = r.duration(n); return err },
	}, "bytes", "pause")
	return func(_ *wire.Exchange, a *wire.Answer, _ *wire.Rand) { a.Chunk, a.Pause = bytes, pause }, err
}

func (r *reader) answerDelay(n *node) (repair, error) {
	d, err := r.delay(n)
	return func(x *wire.Exchange, a *wire.Answer, random *wire.Rand) {
		if x.Env.Sleep(x.Context(), d(random)) != nil {
			*a = *gone()
			a.Header = http.Header{}
		}
	}, err
}
