package shard

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"github.com/entrasim/entrasim/suites/report"
)

// Process is a child as the pool sees it.
type Process struct {
	In   io.WriteCloser // its standard input
	Out  io.Reader      // its standard output
	Kill func()
	// Wait waits for its end, after Out is read, and says how it ended when that was not in peace: exit status and last words.
	Wait func() error
}

// Pool spreads checks over processes.
type Pool struct {
	Size int
	// Start starts the process number n, counted from 1 on; a process that died is replaced by one with a new number.
	Start func(n int) (*Process, error)
	// Job is what process n is told first.
	Job func(n int) Job
	// Patience is how long a child may take for one check, or to end.
	Patience time.Duration
	// OnStart and OnResult are called around each check, one at a time.
	OnStart  func(id string)
	OnResult func(report.Check)
	// Unjudged is the line of the report of a check that nobody judged.
	Unjudged func(id, reason string, interrupted bool) report.Check

	mu     sync.Mutex
	queue  *Queue
	number int
	ready  int             // how many children got ready
	parts  []report.Report // of the children, as far as they got
	back   map[string]report.Check
	broken []error
}

// restarts is how many processes may die before the pool gives up to replace them: a check that kills its process is one
// thing, a machine without memory another.
const restarts = 3

// Run judges the checks and returns what the children found: reports of which no two have the same check, and of which the last
// holds the checks that look back and those that nobody judged. closing are the checks that each child judges at its end. When no
// child got ready the error is why the first did not.
func (p *Pool) Run(ctx context.Context, ids, closing []string) ([]report.Report, error) {
	p.queue, p.back = NewQueue(ids), map[string]report.Check{}
	var workers sync.WaitGroup
	for worker := range max(1, p.Size) {
		workers.Go(func() { p.work(ctx, worker) })
	}
	workers.Wait()
	if p.ready == 0 && len(p.broken) > 0 {
		return nil, p.broken[0]
	}
	reason := "the run was interrupted before this check"
	if ctx.Err() == nil {
		reason = "no process was left to run this check"
		if len(p.broken) > 0 {
			reason += ": " + p.broken[0].Error()
		}
	}
	last := report.Report{}
	for _, id := range append(p.queue.Rest(), closing...) {
		check, judged := p.back[id]
		if !judged {
			check = p.Unjudged(id, reason, ctx.Err() != nil)
		}
		last.Checks = append(last.Checks, check)
	}
	return append(p.parts, last), nil
}

// work runs one process after the other until there is nothing left to do for this worker.
func (p *Pool) work(ctx context.Context, worker int) {
	for deaths := 0; ctx.Err() == nil && (deaths == 0 || p.more()); {
		err := p.life(ctx, worker)
		if err == nil {
			break
		}
		p.mu.Lock()
		p.broken = append(p.broken, err)
		p.mu.Unlock()
		// What a child says about itself the next one would say too.
		if deaths++; deaths > restarts || errors.As(err, new(*Failure)) {
			break
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.queue.Leave(worker)
}

// more tells whether any check is left to hand out.
func (p *Pool) more() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.queue.Len() > 0
}

// life is that of one process.
func (p *Pool) life(ctx context.Context, worker int) (err error) {
	p.mu.Lock()
	p.number++
	n := p.number
	p.mu.Unlock()
	child, err := p.Start(n)
	if err != nil {
		return fmt.Errorf("start a process: %w", err)
	}
	l := &link{child: child, orders: newLines(child.In), events: newDocuments(child.Out), patience: p.Patience}
	// The end of its input is how a child learns that the run is over.
	release := context.AfterFunc(ctx, func() { _ = child.In.Close() })
	job := p.Job(n)
	part := report.Report{}
	defer func() {
		release()
		_ = child.In.Close()
		if dead := l.wait(); dead != nil && err != nil && !errors.As(err, new(*Failure)) {
			err = dead // says more than a pipe that broke
		}
		if l.current != "" {
			part.Checks = append(part.Checks, p.finished(p.Unjudged(l.current, l.lost(err), ctx.Err() != nil)))
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		if !l.ready {
			return
		}
		if err != nil {
			part.Notes = append(part.Notes, fmt.Sprintf("a process of this run died (%v); what it had created may still be in the target, under names that begin with es-%s-", err, job.RunID))
		}
		p.ready++
		p.parts = append(p.parts, part)
	}()
	if err := l.open(job); err != nil {
		return err
	}
	for {
		id, ok := p.next(ctx, worker)
		if !ok {
			break
		}
		check, err := l.judge(id)
		if err != nil {
			return err
		}
		part.Checks = append(part.Checks, p.finished(check))
	}
	end, err := l.finish(ctx)
	if err != nil {
		return err
	}
	part = p.adopt(*end, part.Checks)
	return nil
}

func (p *Pool) next(ctx context.Context, worker int) (id string, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if ctx.Err() != nil {
		return "", false
	}
	if id, ok = p.queue.Next(worker); ok && p.OnStart != nil {
		p.OnStart(id)
	}
	return id, ok
}

func (p *Pool) finished(check report.Check) report.Check {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.OnResult != nil {
		p.OnResult(check)
	}
	return check
}

// adopt takes a child's report: the checks that look back go to those of the other children, the rest came before.
func (p *Pool) adopt(end report.Report, judged []report.Check) report.Report {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range end.Checks {
		if slices.ContainsFunc(judged, func(j report.Check) bool { return j.ID == c.ID }) {
			continue
		}
		if other, known := p.back[c.ID]; !known || says(c.Verdict) > says(other.Verdict) {
			p.back[c.ID] = c
		}
	}
	end.Checks = judged
	return end
}

// says orders verdicts by what they say about a whole of which each is about a part.
func says(v report.Verdict) int {
	return slices.Index([]report.Verdict{
		report.NotSupported, report.Skipped, report.Pass, report.Note, report.Warn, report.Error, report.Fail,
	}, v)
}
