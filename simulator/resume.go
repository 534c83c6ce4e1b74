package simulator

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/clock"
	"github.com/entrasim/entrasim/simulator/internal/directory"
	"github.com/entrasim/entrasim/simulator/internal/job"
)

// load takes up the job where it was left, and finds out what has been changed since.
func (s *Simulator) load(ctx context.Context) error {
	s.state = &job.State{}
	s.publish(false)
	if s.cfg.Store != nil {
		if err := s.read(ctx); err != nil {
			return err
		}
	}
	s.resumed = s.state.Cycles > 0
	if !s.state.At.IsZero() {
		s.offset = time.Duration(s.state.Offset)
		if v, virtual := s.clock.(*clock.Virtual); virtual {
			v.AdvanceTo(s.state.At)
		}
	}
	changes := append(s.compareSource(), s.compareSetup()...)
	if s.state.At.IsZero() {
		changes = append(changes, job.SetClock{At: s.clock.Now(), Offset: s.offset})
	}
	if err := s.keep(ctx, changes...); err != nil {
		return err
	}
	return s.noteOthers(ctx)
}

// read loads the state from the store.
func (s *Simulator) read(ctx context.Context) error {
	state, err := s.cfg.Store.Load(ctx, s.ids.Job)
	if err != nil {
		return fmt.Errorf("load job %s: %w", s.ids.Job, err)
	}
	state.Rebuild()
	s.state = state
	s.publish(false)
	return nil
}

// keep changes the state, in memory and in the store.
func (s *Simulator) keep(ctx context.Context, ms ...job.Mutation) error {
	if len(ms) == 0 {
		return nil
	}
	if s.cfg.Store != nil {
		if err := s.cfg.Store.Apply(ctx, s.ids.Job, ms); err != nil {
			return fmt.Errorf("store job %s: %w", s.ids.Job, err)
		}
	}
	s.state.Apply(ms...)
	s.publish(false)
	return nil
}

// compareSource holds the directory against what the job saw of it last. A watermark is a position in one history; in any other
// it would skip changes, so everything is evaluated again. The directory is played to the time of the watermark on the way:
// what happened until then is not news.
func (s *Simulator) compareSource() []job.Mutation {
	if !s.state.Initialised {
		return s.compareUnsettled(0)
	}
	// What the schedule brought up to the watermark, refusals included, was told when it was new.
	_, _ = s.cfg.Directory.AdvanceTo(s.state.Reached)
	mark := directory.Mark{Position: s.state.Watermark, Fingerprint: s.state.Fingerprint, At: s.state.Reached}
	if s.cfg.Directory.Holds(mark) {
		return s.compareUnsettled(s.state.Watermark)
	}
	s.note("the directory is not the one that the last cycle saw: the next cycle is an initial one and evaluates everything again")
	return []job.Mutation{job.Reevaluate{}, job.Distrust{}}
}

// compareUnsettled does the same for the place from which on references are in doubt. In another history that place means nothing,
// and everything since the watermark is.
func (s *Simulator) compareUnsettled(watermark int64) []job.Mutation {
	p := s.state.Unsettled
	if p == nil {
		return nil
	}
	_, _ = s.cfg.Directory.AdvanceTo(p.Reached)
	if s.cfg.Directory.Holds(directory.Mark{Position: p.Feed, Fingerprint: p.Fingerprint, At: p.Reached}) {
		return nil
	}
	return []job.Mutation{job.Distrust{Feed: watermark}}
}

// compareSetup holds the configuration against that of the last run. Entra restarts a job whose mappings or scoping filters are
// changed (§2.7); a new tenant URL leaves the object connections as they are.
func (s *Simulator) compareSetup() []job.Mutation {
	was, now := s.state.Setup, job.Setup{
		URL: s.client.Tenant().Base, Mapping: s.cfg.Mapping, Schema: s.digest, Interval: job.Span(s.dials.CycleInterval()),
		DeleteThreshold: s.cfg.DeleteThreshold,
	}
	var list []job.Mutation
	if s.state.Initialised && was.Schema != "" && was.Schema != now.Schema {
		s.note("the attribute mappings have been changed: the job is restarted, and the next cycle is an initial one")
		list = append(list, job.Reevaluate{Mapping: true})
	}
	if len(s.state.Links) > 0 && was.URL != "" && was.URL != now.URL {
		s.note(fmt.Sprintf("the tenant URL was %s last time; the object connections are still those of that endpoint, until a restart with Full", was.URL))
	}
	if was != now {
		list = append(list, job.SetSetup{Setup: now})
	}
	return list
}

// noteOthers tells about other jobs in the store of a job that begins: another seed or tenant makes another job, and that may
// not have been meant.
func (s *Simulator) noteOthers(ctx context.Context) error {
	lister, ok := s.cfg.Store.(job.Lister)
	if !ok || s.resumed {
		return nil
	}
	ids, err := lister.Jobs(ctx)
	if err != nil {
		return err
	}
	ids = slices.DeleteFunc(ids, func(id string) bool { return id == s.ids.Job })
	if len(ids) > 0 {
		s.note(fmt.Sprintf("the store holds the state of another job, %s; this one begins anew, because its seed or its tenant is different", ids[0]))
	}
	return nil
}

func (s *Simulator) note(text string) {
	s.notes = append(s.notes, text)
	s.logger.Info(text)
}

// Notes says what the simulator found when it took up a stored job: that the directory or the mappings have been changed, for
// example. It is empty for a job that begins or simply goes on.
func (s *Simulator) Notes() []string { return slices.Clone(s.notes) }

// Resumed reports whether the job has run before, in a simulator with the same store.
func (s *Simulator) Resumed() bool { return s.resumed }

// refresh takes up what somebody else has written into the store meanwhile: commands of another process.
func (s *Simulator) refresh(ctx context.Context) error {
	shared, ok := s.cfg.Store.(job.Shared)
	if !ok {
		return nil
	}
	changed, err := shared.Changed(ctx)
	if err != nil || !changed {
		return err
	}
	s.logger.Info("the job's state was changed by somebody else", "job", s.ids.Job)
	return s.read(ctx)
}

// tick stores where the clock stands and when the next cycle is due.
func (s *Simulator) tick(ctx context.Context, next time.Time) error {
	return s.keep(context.WithoutCancel(ctx), job.SetClock{At: s.clock.Now(), Next: next, Offset: s.offset})
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
