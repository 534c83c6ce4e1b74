package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/go-json-experiment/json"

	"github.com/entrasim/entrasim/simulator/internal/job"
)

// Load implements [job.Store].
func (s *Store) Load(ctx context.Context, id string) (*job.State, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	state := &job.State{}
	found, err := s.core(ctx, id, &state.Core)
	if err != nil || !found {
		return state, err
	}
	for _, part := range []struct {
		what string
		load func(context.Context, string, *job.State) error
	}{
		{"links", s.links}, {"escrows", s.escrows}, {"waiting references", s.waiting}, {"staged deletions", s.staged},
	} {
		if err := part.load(ctx, id, state); err != nil {
			return nil, fmt.Errorf("read %s of job %s: %w", part.what, id, err)
		}
	}
	state.Rebuild()
	return state, nil
}

const selectCore = "SELECT core FROM job WHERE id = ?"

func (s *Store) core(ctx context.Context, id string, core *job.Core) (found bool, err error) {
	var text string
	switch err := s.row(ctx, selectCore, id).Scan(&text); {
	case errors.Is(err, sql.ErrNoRows):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("read job %s: %w", id, err)
	}
	if err := json.Unmarshal([]byte(text), core); err != nil {
		return false, fmt.Errorf("read job %s: %w", id, err)
	}
	return true, nil
}

func (s *Store) links(ctx context.Context, id string, state *job.State) error {
	const query = "SELECT source, kind, target, display, matching, unmanaged, disabled, partial, leaving FROM link WHERE job = ?"
	state.Links = map[string]job.Link{}
	return s.each(ctx, query, []any{id}, func(rows *sql.Rows) error {
		var l job.Link
		err := rows.Scan(&l.Source, &l.Kind, &l.Target, &l.Display, (*list)(&l.Match), &l.Unmanaged, &l.Disabled, &l.Partial, &l.Leaving)
		state.Links[l.Source] = l
		return err
	})
}

func (s *Store) escrows(ctx context.Context, id string, state *job.State) error {
	const query = "SELECT object, class, kind, code, first, last, next, retries, adds, removes FROM escrow WHERE job = ?"
	return s.each(ctx, query, []any{id}, func(rows *sql.Rows) error {
		var e job.Escrow
		err := rows.Scan(&e.Object, &e.Class, &e.Kind, &e.Code, (*moment)(&e.First), (*moment)(&e.Last), (*moment)(&e.Next),
			&e.Retries, (*list)(&e.Adds), (*list)(&e.Removes))
		state.PutEscrow(e)
		return err
	})
}

func (s *Store) waiting(ctx context.Context, id string, state *job.State) error {
	const query = "SELECT missing, object, class FROM waiting WHERE job = ? ORDER BY place"
	return s.each(ctx, query, []any{id}, func(rows *sql.Rows) error {
		var missing string
		var r job.Reference
		err := rows.Scan(&missing, &r.Object, &r.Class)
		state.PutWaiting(missing, r)
		return err
	})
}

func (s *Store) staged(ctx context.Context, id string, state *job.State) error {
	const query = "SELECT object, kind, name, since FROM staged WHERE job = ?"
	return s.each(ctx, query, []any{id}, func(rows *sql.Rows) error {
		var x job.Staged
		err := rows.Scan(&x.Object, &x.Kind, &x.Name, (*moment)(&x.Since))
		state.PutStaged(x)
		return err
	})
}
