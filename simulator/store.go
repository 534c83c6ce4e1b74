package simulator

import (
	"context"
	"errors"
	"io"

	"github.com/entrasim/entrasim/simulator/internal/job"
	"github.com/entrasim/entrasim/simulator/internal/job/sqlite"
)

// Store keeps the states of jobs.
type Store = job.Store

// NewMemoryStore returns a store that lasts as long as the process.
func NewMemoryStore() Store { return new(job.Memory) }

// FileStore is a store in a file. It belongs to whoever opened it, who closes it after the simulator.
type FileStore interface {
	Store
	io.Closer
}

// OpenStore opens the file at path, an SQLite database, for a simulator, and makes it when there is none. Everything a job
// has done is in it as soon as it is done, so that a simulator that was killed goes on where it stopped. One simulator at a
// time can have a file open; a second one gets a [*StateError].
func OpenStore(ctx context.Context, path string) (FileStore, error) {
	s, err := sqlite.Open(ctx, path)
	if err != nil {
		return nil, stateError(err)
	}
	return s, nil
}

// ViewStore opens a file that [OpenStore] made to look at: what a simulator does with it is forgotten with the simulator. It can
// be open elsewhere at the same time.
func ViewStore(ctx context.Context, path string) (FileStore, error) {
	s, err := sqlite.Attach(ctx, path)
	if err != nil {
		return nil, stateError(err)
	}
	return view{s}, nil
}

// view is a store that keeps what it has.
type view struct{ store *sqlite.Store }

// Load implements [Store].
func (v view) Load(ctx context.Context, id string) (*job.State, error) { return v.store.Load(ctx, id) }

// Apply implements [Store].
func (view) Apply(ctx context.Context, _ string, _ []job.Mutation) error { return ctx.Err() }

// Jobs implements [job.Lister].
func (v view) Jobs(ctx context.Context) ([]string, error) { return v.store.Jobs(ctx) }

// Close closes the file.
func (v view) Close() error { return v.store.Close() }

// StateError is a file of job states that cannot be used.
type StateError struct {
	Err  error
	hint string
}

func (e *StateError) Error() string { return e.Err.Error() }

// Unwrap gives the cause.
func (e *StateError) Unwrap() error { return e.Err }

// Hint says what to do.
func (e *StateError) Hint() string { return e.hint }

func stateError(err error) *StateError {
	e := &StateError{Err: err, hint: "name a file that can be written, or one that a simulator has made"}
	if inUse, ok := errors.AsType[*sqlite.InUseError](err); ok {
		e.hint = inUse.Hint()
	}
	return e
}
