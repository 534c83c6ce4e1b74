package simulator

import (
	"context"
	"errors"
	"fmt"

	"github.com/entrasim/entrasim/simulator/internal/job"
)

// ResetScope says what a restart clears: a set of Graph's synchronizationJobRestartScope flags.
type ResetScope = job.Scope

// The flags. ResetPortal is what the portal's "Restart provisioning" does, and Graph with an empty criterion.
const (
	ResetNone               = job.ResetNone               // starts the job, like Start
	ResetConnectorDataStore = job.ResetConnectorDataStore // object connections: everything is matched anew
	ResetEscrows            = job.ResetEscrows            // failures are not retried
	ResetWatermark          = job.ResetWatermark          // the next cycle is an initial one
	ResetQuarantineState    = job.ResetQuarantineState    // the quarantine is lifted, until there is a reason again
	ResetFull               = job.ResetFull               // the four before
	ResetForceDeletes       = job.ResetForceDeletes       // what the deletion guard holds back is carried out
	ResetPortal             = job.ResetPortal             // QuarantineState, Watermark, Escrows
)

// ParseResetScope reads flags with commas between them, like "Watermark,Escrows". An empty text is [ResetPortal].
func ParseResetScope(text string) (ResetScope, error) { return job.ParseScope(text) }

// Restart restarts the job with the given scopes, or as the portal's "Restart provisioning" does when none is given. The job is
// active afterwards and its next cycle due. Links survive unless ConnectorDataStore (or Full) is among the scopes.
//
// Like all commands it waits for a running cycle, which comes to its end (engine §2.7), so it must not be called from OnRecord.
func (s *Simulator) Restart(ctx context.Context, scopes ...ResetScope) error {
	return s.command(ctx, "restart", restart(scopes))
}

func restart(scopes []ResetScope) job.Mutation {
	if len(scopes) == 0 {
		return job.Reset{Scope: job.ResetPortal}
	}
	var all job.Scope
	for _, scope := range scopes {
		all |= scope
	}
	return job.Reset{Scope: all}
}

// Pause keeps further cycles from being run; all state is kept.
func (s *Simulator) Pause(ctx context.Context) error { return s.command(ctx, "pause", job.Pause{}) }

// Start lets a paused job go on where it stopped. It also frees a job from quarantine, and enables one that was disabled for
// having been there too long.
func (s *Simulator) Start(ctx context.Context) error { return s.command(ctx, "start", job.Start{}) }

// AllowDeletes lets the next cycle carry out what the deletion guard holds back; it is a restart with ForceDeletes. When
// nothing is held back it is refused with [ErrNothingStaged]: the next cycle would be without a guard.
func (s *Simulator) AllowDeletes(ctx context.Context) error {
	s.mu.Lock()
	staged := len(s.state.Staged)
	s.mu.Unlock()
	if staged == 0 {
		return fmt.Errorf("allow deletes: %w", ErrNothingStaged)
	}
	return s.Restart(ctx, ResetForceDeletes)
}

// ErrNothingStaged is a permission to delete that nobody asked for.
var ErrNothingStaged = errors.New("the deletion guard holds nothing back")

// Quarantine imposes a quarantine, as Microsoft may do by hand (QuarantinedOnDemand). It ends like any other.
func (s *Simulator) Quarantine(ctx context.Context, why string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.refresh(ctx); err != nil {
		return fmt.Errorf("quarantine the job: %w", err)
	}
	q := job.Impose(s.state.Quarantine, s.clock.Now(), job.ReasonOnDemand, "", why)
	err := s.keep(ctx, job.SetQuarantine{Quarantine: q}, job.SetClock{At: s.clock.Now(), Next: q.NextAttempt, Offset: s.offset})
	if err != nil {
		return fmt.Errorf("quarantine the job: %w", err)
	}
	s.notify(nil, q)
	return nil
}

// command changes the job's life.
func (s *Simulator) command(ctx context.Context, verb string, m job.Mutation) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.refresh(ctx); err != nil {
		return fmt.Errorf("%s the job: %w", verb, err)
	}
	if err := s.keep(ctx, m); err != nil {
		return fmt.Errorf("%s the job: %w", verb, err)
	}
	return nil
}
