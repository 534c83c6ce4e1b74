package sqlite

import (
	"context"
	"errors"
	"runtime"
	"sync/atomic"

	"github.com/entrasim/entrasim/server/internal/store"
)

// maxBatch bounds how many callbacks share a commit, and so how long the first of them waits for the last.
const maxBatch = 256

// writer owns the one connection that changes the database. Its goroutine takes all callbacks that are waiting, runs
// them in one transaction, and answers them after the commit: while the disk works, the next batch gathers.
type writer struct {
	conn  *conn
	onKey func(org, typ, key string) // told about unique keys before they are written
	queue chan *job
	done  chan struct{} // closed when the goroutine has ended

	batch   []*job // under way, unanswered
	running *job   // whose callback is running
}

// job is one Update.
type job struct {
	fn    func(store.Tx) error
	state atomic.Int32
	err   error
	done  chan struct{} // closed when err is the outcome
}

// States of a job. Its caller may give it up as long as it waits.
const (
	waiting int32 = iota
	started
	givenUp
)

func startWriter(c *conn, onKey func(org, typ, key string)) *writer {
	w := &writer{conn: c, onKey: onKey, queue: make(chan *job, maxBatch), done: make(chan struct{})}
	go w.loop()
	return w
}

// do runs fn in a transaction and returns its outcome.
func (w *writer) do(ctx context.Context, fn func(store.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	j := &job{fn: fn, done: make(chan struct{})}
	select {
	case w.queue <- j:
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-j.done:
	case <-ctx.Done():
		if j.state.CompareAndSwap(waiting, givenUp) {
			return ctx.Err()
		}
		<-j.done
	}
	return j.err
}

// close ends the goroutine and closes the connection; no call of do may be under way.
func (w *writer) close() error {
	close(w.queue)
	<-w.done
	return w.conn.close()
}

// errGoexit: a callback called runtime.Goexit, as t.FailNow does in a test.
var errGoexit = errors.New("transaction callback ended its goroutine (runtime.Goexit)")

// loop works until the queue is closed. A callback that ends the goroutine is answered, and a new one goes on with the
// others.
func (w *writer) loop() {
	defer func() {
		if w.running == nil {
			close(w.done)
			return
		}
		culprit := w.running
		w.running = nil
		w.abandon(culprit)
		go w.loop()
	}()
	w.runBatch()
	for j := range w.queue {
		w.gather(j)
		w.runBatch()
	}
}

// gather makes a batch of first and what else is waiting. When nothing is, it lets everybody who can run go first: what they are
// about to ask for joins this commit. Where nobody can, that costs nothing, and nobody waits for time to pass.
func (w *writer) gather(first *job) {
	for j := first; j != nil; j = w.next() {
		if j.state.CompareAndSwap(waiting, started) {
			w.batch = append(w.batch, j)
		}
		if len(w.batch) == maxBatch {
			return
		}
	}
}

// next returns a job that waits or comes by way of whoever can run; nil when there is none, or the queue is closed.
func (w *writer) next() *job {
	select {
	case j := <-w.queue:
		return j
	default:
		runtime.Gosched()
	}
	select {
	case j := <-w.queue:
		return j
	default:
		return nil
	}
}

// abandon undoes the running transaction and answers the callback that made it impossible.
func (w *writer) abandon(culprit *job) {
	w.rollback()
	rest := w.batch[:0]
	for _, j := range w.batch {
		if j != culprit {
			rest = append(rest, j)
		}
	}
	w.batch = rest
	culprit.err = errGoexit
	close(culprit.done)
}
