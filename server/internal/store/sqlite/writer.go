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

// writer owns the one connection that changes the database. Its goroutine runs all callbacks that are waiting in one
// transaction, and those that come while the disk still works for the transaction before; then it commits, lets the disk work for
// this one, and goes on with the next.
type writer struct {
	conn  *conn
	onKey func(org, typ, key string) // told about unique keys before they are written
	room  *reserve
	sync  func() error // makes the log durable; nil when commits do not wait for the disk
	queue chan *job
	done  chan struct{} // closed when the goroutine has ended

	batch   []*job                 // under way, not on its way to the disk
	running *job                   // whose callback is running
	changed bool                   // something, by this transaction
	flight  atomic.Pointer[flight] // on its way; nil when there is none
	lost    atomic.Pointer[flight] // that the disk refused; nothing is written after it
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

// start begins to work.
func (w *writer) start() *writer {
	w.queue, w.done = make(chan *job, maxBatch), make(chan struct{})
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
	w.await()
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
		w.admit(j)
		w.runBatch()
	}
}

// admit puts a job into the batch, unless its caller has given it up.
func (w *writer) admit(j *job) {
	if j.state.CompareAndSwap(waiting, started) {
		w.batch = append(w.batch, j)
	}
}

// gather lets others join the running transaction and reports whether somebody did: who waits, and who comes while the disk is
// busy with the one before.
func (w *writer) gather() bool {
	for before := len(w.batch); len(w.batch) == before; {
		if before >= maxBatch {
			w.await()
			return false
		}
		j := w.next()
		if f := w.flight.Load(); j == nil && f != nil {
			select {
			case j = <-w.queue:
			case <-f.landed:
				j = w.next() // those who were just answered may come at once
			}
		}
		if j == nil {
			w.await()
			return false
		}
		w.admit(j)
	}
	return true
}

// next returns a job that waits. When none does, it lets everybody who can run go first: what they are about to ask for joins this
// commit. Where nobody can, that costs nothing, and nobody waits for time to pass. It returns nil when there is none after that,
// or the queue is closed.
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
	for _, j := range w.batch { // of a batch that runs one by one, the culprit is the first
		if j != culprit {
			rest = append(rest, j)
		}
	}
	w.batch = rest
	culprit.err = errGoexit
	close(culprit.done)
}
