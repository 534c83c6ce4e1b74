package sqlite

import (
	"context"
	"errors"
	"fmt"

	"github.com/go-json-experiment/json"

	"github.com/entrasim/entrasim/simulator/internal/job"
)

// Apply implements [job.Store].
func (s *Store) Apply(ctx context.Context, id string, ms []job.Mutation) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	w := &writer{store: s, ctx: ctx, id: id}
	w.exec("BEGIN IMMEDIATE")
	if w.err != nil {
		return fmt.Errorf("write job %s: %w", id, w.err)
	}
	job.Replay(w, ms...)
	w.save()
	w.exec("COMMIT")
	if w.err != nil {
		// The transaction is to end also when it failed because ctx has.
		return fmt.Errorf("write job %s: %w", id, errors.Join(w.err, s.exec(context.WithoutCancel(ctx), "ROLLBACK")))
	}
	return nil
}

// writer is a [job.Target] within one transaction. After the first error it does nothing any more.
type writer struct {
	store *Store
	ctx   context.Context
	id    string
	err   error

	core   job.Core
	loaded bool // the core; only mutations that change it need it
}

var _ job.Target = (*writer)(nil)

// Change implements [job.Target].
func (w *writer) Change(f func(*job.Core)) {
	if !w.loaded && w.err == nil {
		w.loaded = true
		_, w.err = w.store.core(w.ctx, w.id, &w.core)
	}
	if w.err == nil {
		f(&w.core)
	}
}

// save writes the core back when it was changed, and makes sure that the job is known.
func (w *writer) save() {
	if !w.loaded {
		w.exec("INSERT INTO job (id, core) VALUES (?, '{}') ON CONFLICT (id) DO NOTHING", w.id)
		return
	}
	text, err := json.Marshal(w.core)
	if err != nil && w.err == nil {
		w.err = err
	}
	w.exec("INSERT INTO job (id, core) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET core = excluded.core", w.id, string(text))
}

func (w *writer) exec(query string, args ...any) {
	if w.err == nil {
		w.err = w.store.exec(w.ctx, query, args...)
	}
}

// PutLink implements [job.Target].
func (w *writer) PutLink(l job.Link) {
	w.exec("INSERT OR REPLACE INTO link (job, source, kind, target, display, matching, unmanaged, disabled, partial, leaving) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		w.id, l.Source, string(l.Kind), l.Target, l.Display, list(l.Match), l.Unmanaged, l.Disabled, l.Partial, l.Leaving)
}

// DropLink implements [job.Target].
func (w *writer) DropLink(source string) {
	w.exec("DELETE FROM link WHERE job = ? AND source = ?", w.id, source)
}

// ClearLinks implements [job.Target].
func (w *writer) ClearLinks() { w.exec("DELETE FROM link WHERE job = ?", w.id) }

// PutEscrow implements [job.Target].
func (w *writer) PutEscrow(e job.Escrow) {
	w.exec("INSERT OR REPLACE INTO escrow (job, object, class, kind, code, first, last, next, retries, adds, removes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		w.id, e.Object, string(e.Class), string(e.Kind), e.Code, moment(e.First), moment(e.Last), moment(e.Next), e.Retries,
		list(e.Adds), list(e.Removes))
}

// DropEscrow implements [job.Target].
func (w *writer) DropEscrow(k job.Key) {
	w.exec("DELETE FROM escrow WHERE job = ? AND object = ? AND class = ?", w.id, k.Object, string(k.Class))
}

// ClearEscrows implements [job.Target].
func (w *writer) ClearEscrows() { w.exec("DELETE FROM escrow WHERE job = ?", w.id) }

// PutWaiting implements [job.Target].
func (w *writer) PutWaiting(missing string, r job.Reference) {
	w.exec("INSERT OR IGNORE INTO waiting (job, missing, object, class) VALUES (?, ?, ?, ?)", w.id, missing, r.Object, string(r.Class))
}

// DropWaiting implements [job.Target].
func (w *writer) DropWaiting(missing string) {
	w.exec("DELETE FROM waiting WHERE job = ? AND missing = ?", w.id, missing)
}

// ClearWaiting implements [job.Target].
func (w *writer) ClearWaiting() { w.exec("DELETE FROM waiting WHERE job = ?", w.id) }

// PutStaged implements [job.Target].
func (w *writer) PutStaged(x job.Staged) {
	w.exec("INSERT OR REPLACE INTO staged (job, object, kind, name, since) VALUES (?, ?, ?, ?, ?)",
		w.id, x.Object, string(x.Kind), x.Name, moment(x.Since))
}

// DropStaged implements [job.Target].
func (w *writer) DropStaged(object string) {
	w.exec("DELETE FROM staged WHERE job = ? AND object = ?", w.id, object)
}

// ClearStaged implements [job.Target].
func (w *writer) ClearStaged() { w.exec("DELETE FROM staged WHERE job = ?", w.id) }
