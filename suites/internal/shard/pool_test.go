package shard_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/entrasim/entrasim/suites/internal/shard"
	"github.com/entrasim/entrasim/suites/report"
)

// judge passes every check but those that are named for what they do.
type judge struct {
	mu     sync.Mutex
	number int
	judged []string
	die    func()
	hang   <-chan struct{}
}

func (j *judge) Judge(_ context.Context, id string) (report.Check, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.judged = append(j.judged, id)
	switch {
	case strings.HasPrefix(id, "DIE"):
		j.die()
	case strings.HasPrefix(id, "HANG"):
		<-j.hang
	}
	return report.Check{ID: id, Verdict: report.Pass}, nil
}

// Finish has one check that looks back, and that fails in the process that judged AAA-003.
func (j *judge) Finish(interrupted bool) report.Report {
	back := report.Check{ID: "ERR-001", Verdict: report.Pass}
	for _, id := range j.judged {
		if id == "AAA-003" {
			back.Verdict = report.Fail
		}
	}
	rep := report.Report{Run: report.Run{Target: "t", Interrupted: interrupted}, Notes: []string{fmt.Sprintf("note of %d", j.number)}}
	if !interrupted {
		rep.Checks = []report.Check{back}
	}
	return rep
}

// pool runs its children as goroutines over pipes; alive counts those that were not waited for.
func pool(t *testing.T, size int, open func(n int) error) (_ *shard.Pool, alive func() int) {
	t.Helper()
	var mu sync.Mutex
	running := 0
	p := &shard.Pool{
		Size: size, Patience: 20 * time.Second,
		Job: func(n int) shard.Job {
			return shard.Job{RunID: fmt.Sprintf("run%d", n), Secrets: map[string]string{"token": "x"}}
		},
		Unjudged: func(id, reason string, interrupted bool) report.Check {
			v := report.Error
			if interrupted {
				v = report.Skipped
			}
			return report.Check{ID: id, Verdict: v, Reason: reason}
		},
		Start: func(n int) (*shard.Process, error) {
			inRead, inWrite := io.Pipe()
			outRead, outWrite := io.Pipe()
			ended, killed, released := make(chan error, 1), make(chan struct{}), make(chan struct{})
			die := sync.OnceFunc(func() {
				close(killed)
				_ = outWrite.CloseWithError(io.ErrUnexpectedEOF)
				_ = inRead.CloseWithError(io.ErrClosedPipe)
				close(released) // last: what hung must not answer after all
			})
			j := &judge{number: n, die: die, hang: released}
			mu.Lock()
			running++
			mu.Unlock()
			go func() {
				err := shard.Work(t.Context(), inRead, outWrite, func(_ context.Context, job shard.Job) (shard.Judge, error) {
					if job.RunID != fmt.Sprintf("run%d", n) || job.Secrets["token"] != "x" {
						return nil, fmt.Errorf("the job is %+v", job)
					}
					return j, open(n)
				})
				_ = outWrite.Close()
				select {
				case <-killed:
					err = errors.New("signal: killed")
				default:
				}
				ended <- err
			}()
			return &shard.Process{In: inWrite, Out: outRead, Kill: die, Wait: func() error {
				mu.Lock()
				defer mu.Unlock()
				running--
				return <-ended
			}}, nil
		},
	}
	return p, func() int {
		mu.Lock()
		defer mu.Unlock()
		return running
	}
}

func fine(int) error { return nil }

// verdicts by id; a check that is there twice is a fault.
func verdicts(t *testing.T, parts []report.Report) map[string]report.Check {
	t.Helper()
	out := map[string]report.Check{}
	for _, p := range parts {
		for _, c := range p.Checks {
			if _, twice := out[c.ID]; twice {
				t.Errorf("%s is there twice", c.ID)
			}
			out[c.ID] = c
		}
	}
	return out
}

func ids(area string, n int) []string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf("%s-%03d", area, i))
	}
	return out
}

func TestPoolJudgesAll(t *testing.T) {
	p, alive := pool(t, 3, fine)
	var begun, ended int
	p.OnStart, p.OnResult = func(string) { begun++ }, func(report.Check) { ended++ }
	parts, err := p.Run(t.Context(), append(ids("AAA", 9), ids("BBB", 9)...), []string{"ERR-001"})
	if err != nil {
		t.Fatal(err)
	}
	got := verdicts(t, parts)
	if len(got) != 19 || begun != 18 || ended != 18 {
		t.Errorf("%d verdicts, %d begun, %d ended; want 19, 18, 18", len(got), begun, ended)
	}
	if got["ERR-001"].Verdict != report.Fail {
		t.Errorf("what looks back is %s, want the failure that one process saw", got["ERR-001"].Verdict)
	}
	if n := alive(); n != 0 {
		t.Errorf("%d processes were not waited for", n)
	}
}

func TestPoolSurvivesTheDeathOfAProcess(t *testing.T) {
	p, alive := pool(t, 2, fine)
	parts, err := p.Run(t.Context(), append(ids("AAA", 6), append(ids("DIE", 1), ids("BBB", 6)...)...), []string{"ERR-001"})
	if err != nil {
		t.Fatal(err)
	}
	for id, c := range verdicts(t, parts) {
		switch {
		case id == "DIE-000" && (c.Verdict != report.Error || !strings.Contains(c.Reason, "in the middle of it: signal: killed")):
			t.Errorf("the check that killed its process is %s, %q", c.Verdict, c.Reason)
		case id != "DIE-000" && id != "ERR-001" && c.Verdict != report.Pass:
			t.Errorf("%s is %s (%s), want what had nothing to do with it to pass", id, c.Verdict, c.Reason)
		}
	}
	told := false
	for _, part := range parts {
		told = told || strings.Contains(strings.Join(part.Notes, "\n"), "es-run")
	}
	if n := alive(); n != 0 || !told {
		t.Errorf("%d processes were not waited for; told what may be left behind: %t", n, told)
	}
}

func TestPoolKillsWhatHangs(t *testing.T) {
	p, alive := pool(t, 1, fine)
	p.Patience = time.Second
	parts, err := p.Run(t.Context(), []string{"AAA-000", "HANG-000", "BBB-000"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	got := verdicts(t, parts)
	if got["HANG-000"].Verdict != report.Error || !strings.Contains(got["HANG-000"].Reason, "did not answer") || got["BBB-000"].Verdict != report.Pass {
		t.Errorf("got %+v, want an error for what hung and the rest judged", got)
	}
	if n := alive(); n != 0 {
		t.Errorf("%d processes were not waited for", n)
	}
}

func TestPoolGivesUp(t *testing.T) {
	t.Run("when every process dies", func(t *testing.T) {
		p, _ := pool(t, 1, fine)
		parts, err := p.Run(t.Context(), ids("DIE", 10), []string{"ERR-001"})
		if err != nil {
			t.Fatal(err)
		}
		got := verdicts(t, parts)
		for id, c := range got {
			if c.Verdict != report.Error || c.Reason == "" {
				t.Errorf("%s is %s, %q; want an error with a reason", id, c.Verdict, c.Reason)
			}
		}
		if len(got) != 11 {
			t.Errorf("%d verdicts, want one for each of the 11 checks", len(got))
		}
	})
	t.Run("when none gets ready", func(t *testing.T) {
		p, alive := pool(t, 2, func(int) error { return errors.New("the target refuses the token") })
		_, err := p.Run(t.Context(), ids("AAA", 4), nil)
		if f := new(shard.Failure); !errors.As(err, &f) || f.Message != "the target refuses the token" || f.ExitCode != 3 {
			t.Errorf("error %v, want what the child said", err)
		}
		if n := alive(); n != 0 {
			t.Errorf("%d processes were not waited for", n)
		}
	})
}

func TestPoolIsInterrupted(t *testing.T) {
	p, alive := pool(t, 2, fine)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n := 0
	p.OnResult = func(report.Check) {
		if n++; n == 3 {
			cancel()
		}
	}
	parts, err := p.Run(ctx, ids("AAA", 50), []string{"ERR-001"})
	if err != nil {
		t.Fatal(err)
	}
	got := verdicts(t, parts)
	skipped := 0
	for _, c := range got {
		if c.Verdict == report.Skipped {
			skipped++
		}
	}
	if len(got) != 51 || skipped < 40 {
		t.Errorf("%d verdicts, %d skipped; want 51 and nearly all", len(got), skipped)
	}
	if n := alive(); n != 0 {
		t.Errorf("%d processes were not waited for", n)
	}
}
