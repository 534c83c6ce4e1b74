package sqlite

import (
	"context"
	"fmt"
	"os"
)

// flight is a transaction that SQLite has committed, or is committing, and whose part of the log is not known to be on disk yet.
// One is under way at a time. Those who take part in it are answered when it has landed; what reads meanwhile may have seen it,
// and waits as well: nobody learns of a change that a power cut could take back.
type flight struct {
	jobs   []*job
	landed chan struct{}
	err    error // why it is not on disk; valid once it has landed
}

// takeOff announces a flight before its commit, so that no read can see the one without the other.
func (w *writer) takeOff() *flight {
	f := &flight{landed: make(chan struct{})}
	w.flight.Store(f)
	return f
}

// cancel ends a flight whose commit failed: there is nothing to wait for.
func (w *writer) cancel(f *flight) {
	w.flight.Store(nil)
	close(f.landed)
}

// land makes the log durable and answers everybody. It runs beside the writer, which prepares the next transaction meanwhile.
func (w *writer) land(f *flight) {
	if err := w.sync(); err != nil {
		// What the disk has now is anybody's guess, and asking it again would not tell.
		f.err = fmt.Errorf("commit, outcome unknown: %w", err)
		w.lost.Store(f)
	}
	w.flight.Store(nil)
	close(f.landed)
	for _, j := range f.jobs {
		if f.err != nil {
			j.err = f.err
		}
		close(j.done)
	}
}

// await waits until nothing is under way.
func (w *writer) await() {
	if f := w.flight.Load(); f != nil {
		<-f.landed
	}
}

// seen waits until what a read may have seen is on disk.
func (w *writer) seen(ctx context.Context) error {
	f := w.flight.Load()
	if f == nil {
		return nil
	}
	select {
	case <-f.landed:
		return f.err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// logFile makes SQLite's log durable by a handle of its own.
type logFile struct {
	path string
	file *os.File
}

func (l *logFile) sync() (err error) {
	if l.file == nil {
		if l.file, err = os.OpenFile(l.path, os.O_RDWR, 0); err != nil {
			return err
		}
	}
	return l.file.Sync()
}

func (l *logFile) close() error {
	if l.file == nil {
		return nil
	}
	return l.file.Close()
}
