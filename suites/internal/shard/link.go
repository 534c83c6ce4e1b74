package shard

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/entrasim/entrasim/suites/report"
)

// link is the parent's end of the conversation with one child.
type link struct {
	child    *Process
	orders   lines
	events   documents
	patience time.Duration
	ready    bool
	current  string // the check that the child is at
	hung     atomic.Bool
}

// hear reads the child's next event, and kills the child when it takes longer than any check may.
func (l *link) hear() (e Event, err error) {
	defer l.orKill()()
	err = l.events.read(&e)
	return e, err
}

// orKill ends the child unless the function that it returns is called in time.
func (l *link) orKill() (inTime func()) {
	late, stop := context.WithTimeout(context.Background(), l.patience)
	keep := context.AfterFunc(late, func() {
		l.hung.Store(true)
		l.child.Kill()
	})
	return func() {
		keep()
		stop()
	}
}

// open tells the child its job and waits until it is ready.
func (l *link) open(job Job) error {
	if err := l.orders.write(job); err != nil {
		return err
	}
	e, err := l.hear()
	if err == nil && !e.Ready {
		err = unexpected(e)
	}
	l.ready = err == nil
	return err
}

// judge lets the child judge a check.
func (l *link) judge(id string) (report.Check, error) {
	l.current = id
	if err := l.orders.write(Order{Check: id}); err != nil {
		return report.Check{}, err
	}
	e, err := l.hear()
	if err == nil && (e.Result == nil || e.Result.ID != id) {
		err = unexpected(e)
	}
	if err != nil {
		return report.Check{}, err
	}
	l.current = ""
	return *e.Result, nil
}

// finish lets the child end; one that was interrupted does so without being told.
func (l *link) finish(ctx context.Context) (*report.Report, error) {
	if err := l.orders.write(Order{Finish: true}); err != nil && ctx.Err() == nil {
		return nil, err
	}
	e, err := l.hear()
	if err == nil && e.End == nil {
		err = unexpected(e)
	}
	return e.End, err
}

// wait waits for the child's end and says how it ended.
func (l *link) wait() error {
	defer l.orKill()()
	return l.child.Wait()
}

// lost says why the check that the child was at has no verdict.
func (l *link) lost(err error) string {
	if l.hung.Load() {
		return fmt.Sprintf("the process that ran this check did not answer for %s and was ended", l.patience)
	}
	return fmt.Sprintf("the process that ran this check ended in the middle of it: %v", err)
}
