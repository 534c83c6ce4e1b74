package shard

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/entrasim/entrasim/suites/report"
)

// Judge judges one target, check by check.
type Judge interface {
	// Judge runs a check.
	Judge(ctx context.Context, id string) (report.Check, error)
	// Finish judges what looks back over the run, unless that was interrupted, deletes what is left in the target and returns
	// the report.
	Finish(interrupted bool) report.Report
}

// explained is an error that the parent can pass on as it is.
type explained interface {
	error
	Hint() string
	ExitCode() int
}

// Work is a child's life: it reads the job, opens a judge for it and judges what it is told. The context that open and the judge
// get ends with ctx, and when the parent goes or interrupts the run.
func Work(ctx context.Context, in io.Reader, out io.Writer, open func(context.Context, Job) (Judge, error)) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	events, commands := newLines(out), newDocuments(in)
	var job Job
	if err := commands.read(&job); err != nil {
		return err
	}
	orders := make(chan Order)
	go func() { // ends with the parent's end of the pipe: nothing else can wake a read
		defer close(orders)
		defer cancel()
		for {
			var o Order
			if commands.read(&o) != nil {
				return
			}
			select {
			case orders <- o:
			case <-ctx.Done():
				return
			}
			if o.Finish {
				_ = commands.read(&o) // waits for the end, so that the death of the parent is noticed until the last moment
				return
			}
		}
	}()
	judge, err := open(ctx, job)
	if err != nil {
		return errors.Join(err, events.write(Event{Failed: failure(err)}))
	}
	if err := events.write(Event{Ready: true}); err != nil {
		return err
	}
	finish := false
	for order := range orders {
		if order.Finish {
			finish = true
			break
		}
		check, err := judge.Judge(ctx, order.Check)
		if err != nil {
			return errors.Join(err, events.write(Event{Failed: failure(err)}))
		}
		if err := events.write(Event{Result: &check}); err != nil {
			cancel() // the parent is gone; what was created is to be deleted all the same
			break
		}
	}
	rep := judge.Finish(!finish || ctx.Err() != nil)
	return events.write(Event{End: &rep})
}

func failure(err error) *Failure {
	f := &Failure{Message: err.Error(), ExitCode: 3}
	var e explained
	if errors.As(err, &e) {
		f.Hint, f.ExitCode = e.Hint(), e.ExitCode()
	}
	return f
}

// unexpected says what came in place of what had to come.
func unexpected(e Event) error {
	if e.Failed != nil {
		return e.Failed
	}
	return fmt.Errorf("the other process answers out of turn: %+v", e)
}
