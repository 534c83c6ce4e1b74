package sqlite

import (
	"context"
	"errors"
	"fmt"

	"github.com/entrasim/entrasim/server/internal/store"
)

var (
	sqlBegin      = newQuery("BEGIN IMMEDIATE")
	sqlCommit     = newQuery("COMMIT")
	sqlRollback   = newQuery("ROLLBACK")
	sqlSavepoint  = newQuery("SAVEPOINT callback")
	sqlRelease    = newQuery("RELEASE callback")
	sqlRollbackTo = newQuery("ROLLBACK TO callback")
)

// errUndo: a callback failed after it had written, so its part of the transaction has to be undone.
var errUndo = errors.New("undo")

// runBatch runs the batch and answers everybody in it.
//
// A savepoint for each callback would let a failing one be undone, at a price that all the others pay: SQLite copies
// every page before it changes. Callbacks hardly ever fail after they wrote, and may be run again; so they run without,
// and only when one does fail so, the transaction is rolled back and the batch runs once more with savepoints. Should
// the transaction itself fail (a full disk), everybody gets one of their own, so that whoever can be served is.
func (w *writer) runBatch() {
	if len(w.batch) == 0 {
		return
	}
	w.room.extend()
	err := w.attempt(&w.batch, false, w.gather)
	if errors.Is(err, errUndo) {
		err = nil // for one callback that is all: its transaction has been rolled back
		if len(w.batch) > 1 {
			err = w.attempt(&w.batch, true, w.gather)
		} else {
			w.answer(&w.batch)
		}
	}
	if err == nil {
		return
	}
	for len(w.batch) > 0 {
		alone := w.batch[:1:1]
		alone[0].err = nil
		if err := w.attempt(&alone, false, nobodyElse); err != nil {
			if alone[0].err == nil {
				alone[0].err = err
			}
			w.answer(&alone)
		}
		w.batch = w.batch[1:]
	}
	w.batch = nil
}

func nobodyElse() bool { return false }

// answer answers jobs that have nothing on its way to the disk.
func (w *writer) answer(jobs *[]*job) {
	for _, j := range *jobs {
		close(j.done)
	}
	*jobs = nil
}

// attempt runs jobs in one transaction, then those that more appends to them as long as it reports that there are some, and
// commits. If it returns nil, they have been answered or will be, and jobs is empty; otherwise nothing has been changed.
func (w *writer) attempt(jobs *[]*job, savepoints bool, more func() bool) (err error) {
	ctx := context.Background()
	defer func() {
		if err != nil {
			w.rollback()
		}
	}()
	if lost := w.lost.Load(); lost != nil {
		return lost.err
	}
	if err := w.control(ctx, sqlBegin); err != nil {
		return err
	}
	w.changed = false
	for i := 0; i < len(*jobs) || more(); i++ {
		if savepoints {
			err = w.callSafely(ctx, (*jobs)[i])
		} else {
			err = w.call((*jobs)[i])
		}
		if err != nil {
			return err
		}
	}
	return w.commit(ctx, jobs)
}

// commit ends the transaction. It waits for the disk to be done with the one before.
func (w *writer) commit(ctx context.Context, jobs *[]*job) error {
	w.await()
	if lost := w.lost.Load(); lost != nil {
		return lost.err
	}
	if w.sync == nil || !w.changed {
		if err := w.control(ctx, sqlCommit); err != nil {
			return err
		}
		w.answer(jobs)
		return nil
	}
	f := w.takeOff()
	if err := w.control(ctx, sqlCommit); err != nil {
		w.cancel(f)
		return err
	}
	f.jobs, *jobs = *jobs, nil
	go w.land(f)
	return nil
}

// call runs a callback. It returns errUndo when the callback failed and left something to undo, and the failure of the
// transaction when that is over.
func (w *writer) call(j *job) error {
	t := &tx{reader: reader{w.conn}, onKey: w.onKey}
	w.running = j
	j.err = store.Call(j.fn, t)
	w.running = nil
	w.changed = w.changed || t.wrote
	t.conn = ended
	switch {
	case w.conn.failed != nil:
		return w.conn.failed
	case j.err != nil && t.wrote:
		return errUndo
	}
	return nil
}

// callSafely is call within a savepoint.
func (w *writer) callSafely(ctx context.Context, j *job) error {
	if err := w.control(ctx, sqlSavepoint); err != nil {
		return err
	}
	if err := w.call(j); errors.Is(err, errUndo) {
		if err := w.control(ctx, sqlRollbackTo); err != nil {
			return err
		}
	} else if err != nil {
		return err
	}
	return w.control(ctx, sqlRelease)
}

func (w *writer) control(ctx context.Context, q *query) error {
	if _, err := w.conn.exec(ctx, q); err != nil {
		return fmt.Errorf("%s: %w", q.text, err)
	}
	return nil
}

// rollback ends a transaction that is beyond use. SQLite may have ended it already: then ROLLBACK fails, as it should.
func (w *writer) rollback() {
	w.conn.failed = nil
	_, _ = w.conn.exec(context.Background(), sqlRollback)
	w.conn.failed = nil
}
