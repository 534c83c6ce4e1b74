package simulator

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/job"
	"github.com/entrasim/entrasim/simulator/internal/job/sqlite"
)

// Job is a job in a file, without a simulator: one can look at it and govern it, also while a simulator in another process runs
// it. That one takes commands up before its next cycle.
type Job struct {
	store *sqlite.Store
	id    string
}

// OpenJob opens the job with that id in a file that [OpenStore] made. An empty id means the only one there is.
func OpenJob(ctx context.Context, path, id string) (*Job, error) {
	store, err := sqlite.Attach(ctx, path)
	if err != nil {
		return nil, stateError(err)
	}
	j := &Job{store: store, id: id}
	if err := j.find(ctx); err != nil {
		return nil, errors.Join(err, store.Close())
	}
	return j, nil
}

// find makes sure that there is such a job.
func (j *Job) find(ctx context.Context) error {
	ids, err := j.store.Jobs(ctx)
	if err != nil {
		return stateError(err)
	}
	for _, id := range ids {
		if id == j.id || j.id == "" && len(ids) == 1 {
			j.id = id
			return nil
		}
	}
	switch {
	case len(ids) == 0:
		return &StateError{Err: errors.New("there is no job in the file"), hint: "a simulator makes one: entrasim provision --state"}
	case j.id == "":
		return &StateError{Err: fmt.Errorf("there are %d jobs in the file", len(ids)), hint: "choose one: " + strings.Join(ids, ", ")}
	default:
		return &StateError{Err: fmt.Errorf("there is no job %s in the file", j.id), hint: "there is: " + strings.Join(ids, ", ")}
	}
}

// ID is the job's id.
func (j *Job) ID() string { return j.id }

// Close closes the file.
func (j *Job) Close() error { return j.store.Close() }

func (j *Job) load(ctx context.Context) (*job.State, error) {
	state, err := j.store.Load(ctx, j.id)
	if err != nil {
		return nil, stateError(err)
	}
	return state, nil
}

// Status tells what the job is doing. The time is that of the simulator that ran it last.
func (j *Job) Status(ctx context.Context) (JobStatus, error) {
	state, err := j.load(ctx)
	if err != nil {
		return JobStatus{}, err
	}
	return statusOf(j.id, state, state.At), nil
}

// Escrows lists the failed operations that will be tried again, those that are due first at the top.
func (j *Job) Escrows(ctx context.Context) ([]Escrow, error) {
	state, err := j.load(ctx)
	if err != nil {
		return nil, err
	}
	return escrowsOf(state), nil
}

// StagedDeletes lists what the deletion guard holds back, by name.
func (j *Job) StagedDeletes(ctx context.Context) ([]StagedDelete, error) {
	state, err := j.load(ctx)
	if err != nil {
		return nil, err
	}
	return stagedOf(state), nil
}

// Restart is [Simulator.Restart].
func (j *Job) Restart(ctx context.Context, scopes ...ResetScope) error {
	return j.apply(ctx, restart(scopes))
}

// Pause is [Simulator.Pause].
func (j *Job) Pause(ctx context.Context) error { return j.apply(ctx, job.Pause{}) }

// Start is [Simulator.Start].
func (j *Job) Start(ctx context.Context) error { return j.apply(ctx, job.Start{}) }

// AllowDeletes is [Simulator.AllowDeletes].
func (j *Job) AllowDeletes(ctx context.Context) error {
	staged, err := j.StagedDeletes(ctx)
	switch {
	case err != nil:
		return err
	case len(staged) == 0:
		return fmt.Errorf("allow deletes: %w", ErrNothingStaged)
	}
	return j.Restart(ctx, ResetForceDeletes)
}

func (j *Job) apply(ctx context.Context, m job.Mutation) error {
	if err := j.store.Apply(ctx, j.id, []job.Mutation{m}); err != nil {
		return stateError(err)
	}
	return nil
}
