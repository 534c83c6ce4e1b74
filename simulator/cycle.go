package simulator

import (
	"context"
	"errors"
	"fmt"

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
	if s.state.Disabled {
		return CycleReport{}, errDisabled
	}
	s.play()
	report := CycleReport{Started: s.clock.Now(), Played: s.played}
	s.played = nil
	cycle := engine.New(engine.Input{
		State: s.state, Settings: s.settings, Users: s.users, Groups: s.groups,
		Source: s.cfg.Directory, IDs: s.ids, Template: s.template, Domain: s.cfg.Directory.Tenant(), Now: report.Started,
	})
	s.driver.Probe = func(x scimclient.Exchange) {
		if !s.cfg.DropRecords {
			report.Exchanges = append(report.Exchanges, x)
		}
	}
	s.driver.Entry = func(e *engine.Entry, xs []scimclient.Exchange) error { return s.record(&report, e, xs) }
	err := s.driver.Run(ctx, cycle)
	s.summarise(&report, cycle.Result())
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

var errDisabled = errors.New("the job is disabled after four weeks of quarantine; restart it first")

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
	rec := e.Record
	rec.Exchanges = xs
	for _, x := range xs {
		rec.Duration += x.Duration.Milliseconds()
	}
	if !s.cfg.DropRecords {
		report.Records = append(report.Records, rec)
		report.Exchanges = append(report.Exchanges, xs...)
	}
	if s.cfg.OnRecord != nil {
		s.cfg.OnRecord(rec)
	}
	if s.log == nil {
		return nil
	}
	return s.log.Record(rec)
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
	if f := r.Failure; f != nil {
		report.Failure = &CycleError{Code: f.Code, Message: f.Error(), hint: f.Hint(), class: f.Class}
	}
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
