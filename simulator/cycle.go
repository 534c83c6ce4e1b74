package simulator

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/engine"
	"github.com/entrasim/entrasim/simulator/internal/provlog"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// RunCycle carries out the next cycle: the initial one the first time, incremental ones afterwards. Scheduled changes of
// the directory that are due are played before. The clock is not moved.
//
// The report is complete also with an error. When ctx ends, the requests under way are cut off, and what was done stays
// done and known; the next cycle takes up the rest.
func (s *Simulator) RunCycle(ctx context.Context) (CycleReport, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.refresh(ctx); err != nil {
		return CycleReport{}, err
	}
	if err := s.active(); err != nil {
		return CycleReport{}, err
	}
	s.play()
	report := CycleReport{Started: s.clock.Now(), Played: s.played}
	s.played = nil
	cycle := s.newRun(nil)
	before := s.state.Quarantine
	s.publish(true)
	s.driver.Probe = func(x scimclient.Exchange) {
		if !s.cfg.DropRecords {
			report.Exchanges = append(report.Exchanges, x)
		}
	}
	s.driver.Entry = func(e *engine.Entry, xs []scimclient.Exchange) error { return s.record(&report, e, xs) }
	err := s.driver.Run(ctx, cycle)
	s.summarise(&report, cycle.Result())
	s.ran = true
	next := report.Next
	if report.State == Canceled {
		next = time.Time{} // what is left is due at once
	}
	err = errors.Join(err, s.tick(ctx, next))
	s.notify(before, s.state.Quarantine)
	if s.log != nil {
		err = errors.Join(err, s.log.Summary(summary(s.ids.Job, report)))
	}
	s.logger.Info("cycle ended", "number", report.Number, "kind", string(report.Kind), "state", string(report.State),
		"requests", report.Requests, "writes", report.Writes, "failed", report.Counts.Failed)
	switch {
	case err != nil:
		return report, fmt.Errorf("cycle %d: %w", report.Number, err)
	case report.Failure != nil:
		return report, report.Failure
	default:
		return report, nil
	}
}

// NotActiveError is a cycle that was not run because of the state of the job's schedule.
type NotActiveError struct {
	State  string // Graph's word: Paused or Disabled
	Pruned bool   // the job paused by itself, after an initial cycle in which too much failed
}

func (e *NotActiveError) Error() string {
	switch {
	case e.State == ScheduleDisabled:
		return "the job is disabled after four weeks of quarantine"
	case e.Pruned:
		return "the job has paused: too many objects failed in the initial cycle"
	default:
		return "the job is paused"
	}
}

// Hint says what to do.
func (e *NotActiveError) Hint() string {
	return "start it (Simulator.Start, entrasim job start), or restart it"
}

// active reports why no cycle can be run.
func (s *Simulator) active() error {
	if state := s.state.ScheduleState(); state != ScheduleActive {
		return &NotActiveError{State: state, Pruned: s.state.EscrowsPruned}
	}
	return nil
}

// play brings the directory up to the present.
func (s *Simulator) play() {
	played, err := s.cfg.Directory.AdvanceTo(s.clock.Now().Add(s.offset))
	if err != nil {
		s.logger.Warn("scheduled changes were refused", "error", err)
	}
	s.played = append(s.played, played...)
}

// record takes one entry of the log.
func (s *Simulator) record(report *CycleReport, e *engine.Entry, xs []scimclient.Exchange) error {
	rec := withExchanges(e.Record, xs)
	if !s.cfg.DropRecords {
		report.Records = append(report.Records, rec)
		report.Exchanges = append(report.Exchanges, xs...)
	}
	return s.tell(rec)
}

// summarise copies the engine's result into the report.
func (s *Simulator) summarise(report *CycleReport, r engine.Result) {
	report.ID, report.Number, report.State = r.ID, r.Number, r.State
	report.Kind = Incremental
	if r.Initial {
		report.Kind = Initial
	}
	report.Finished = s.clock.Now()
	report.Counts, report.Imported, report.Escrowed = r.Counts, r.Imported, r.Escrowed
	report.Requests, report.Writes = r.Requests, r.Writes
	report.Failure = failureOf(r.Failure)
	report.EscrowsPruned = r.Initial && r.Pruned
	if q := r.Quarantine; q != nil {
		c := *q
		report.Quarantine = &c
	}
	report.Next = s.next(*report)
}

// summary is the line that closes a cycle in the log.
func summary(jobID string, r CycleReport) provlog.CycleSummary {
	s := provlog.CycleSummary{
		JobID: jobID, CycleID: r.ID, Number: r.Number, Kind: r.Kind, Started: r.Started, Finished: r.Finished,
		Counts: r.Counts.Counts, Requests: r.Requests, Writes: r.Writes, Escrows: r.Escrowed,
	}
	switch r.State {
	case Succeeded:
		s.Status = provlog.Success
	case EntryLevelErrors:
		s.Status = provlog.Warning
	case Canceled:
		s.Status, s.Reason = provlog.Failure, "the simulator was stopped"
	default:
		s.Status = provlog.Failure
		s.Reason, s.Code = r.Failure.Message, r.Failure.Code
	}
	return s
}
