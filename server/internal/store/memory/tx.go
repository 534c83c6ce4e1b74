package memory

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/entrasim/entrasim/server/internal/store"
)

// tx changes the state in place and remembers how to undo it.
type tx struct {
	reader
	undo []func()
}

var _ store.Tx = (*tx)(nil)

func (t *tx) rollback() {
	for i := len(t.undo) - 1; i >= 0; i-- {
		t.undo[i]()
	}
	t.undo = nil
}

// do makes a change whose opposite is undo.
func (t *tx) do(change, undo func()) {
	change()
	t.undo = append(t.undo, undo)
}

func (t *tx) Insert(ctx context.Context, r *store.Record) error {
	if err := t.insert(ctx, r); err != nil {
		return fmt.Errorf("insert %s %s: %w", r.Type, r.ID, err)
	}
	return nil
}

func (t *tx) insert(ctx context.Context, r *store.Record) error {
	if err := r.Check(); err != nil {
		return err
	}
	o, err := t.organisation(ctx, r.Organisation)
	if err != nil {
		return err
	}
	k := o.kind(r.Type)
	if r.UniqueKey != "" && k.unique[r.UniqueKey] != nil {
		return &store.ConflictError{Type: r.Type, UniqueKey: r.UniqueKey}
	}
	if o.resources[r.ID] != nil {
		return store.ErrConflict
	}
	t.state.seq++
	r.Seq, r.Version = t.state.seq, max(r.Version, 1)
	e := &entry{record: kept(*r), members: map[*entry]membership{}, groups: map[*entry]struct{}{}}
	t.do(func() { o.add(e) }, func() { o.remove(e) })
	return nil
}

// kept is the record as the store keeps it: with a document of its own, times as they come back, and strings that do not hold
// the whole request they are parts of in memory.
func kept(r store.Record) store.Record {
	r.Doc = bytes.Clone(r.Doc)
	r.UniqueKey, r.ExternalID, r.DisplayKey = strings.Clone(r.UniqueKey), strings.Clone(r.ExternalID), strings.Clone(r.DisplayKey)
	r.Created, r.Modified = instant(r.Created), instant(r.Modified)
	return r
}

// instant strips what is not the instant: the location and the monotonic clock.
func instant(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return t.UTC().Round(0)
}

func (o *organisation) add(e *entry) {
	k := o.kind(e.record.Type)
	o.resources[e.record.ID] = e
	k.all = k.all.with(e)
	k.index(e)
}

func (o *organisation) remove(e *entry) {
	k := o.kind(e.record.Type)
	delete(o.resources, e.record.ID)
	k.all = k.all.without(e)
	k.unindex(e)
}

func (t *tx) Replace(ctx context.Context, r store.Record) error {
	if err := t.replace(ctx, r); err != nil {
		return fmt.Errorf("replace %s %s: %w", r.Type, r.ID, err)
	}
	return nil
}

func (t *tx) replace(ctx context.Context, r store.Record) error {
	if err := r.Check(); err != nil {
		return err
	}
	o, e, err := t.entry(ctx, r.Organisation, r.Type, r.ID)
	if err != nil {
		return err
	}
	k := o.kind(r.Type)
	if owner := k.unique[r.UniqueKey]; r.UniqueKey != "" && owner != nil && owner != e {
		return &store.ConflictError{Type: r.Type, UniqueKey: r.UniqueKey}
	}
	r.Seq, r.Created = e.record.Seq, e.record.Created
	t.set(k, e, kept(r))
	return nil
}

func (t *tx) set(k *kind, e *entry, r store.Record) {
	old := e.record
	assign := func(r store.Record) {
		k.unindex(e)
		e.record = r
		k.index(e)
	}
	t.do(func() { assign(r) }, func() { assign(old) })
}

func (t *tx) Touch(ctx context.Context, org, typ, id string, now time.Time) error {
	err := store.CheckTime("modified", now)
	if err == nil {
		var e *entry
		if _, e, err = t.entry(ctx, org, typ, id); err == nil {
			t.touch(e, now)
		}
	}
	if err != nil {
		return fmt.Errorf("touch %s %s: %w", typ, id, err)
	}
	return nil
}

func (t *tx) touch(e *entry, now time.Time) {
	version, modified := e.record.Version, e.record.Modified
	t.do(func() {
		e.record.Version, e.record.Modified = version+1, instant(now)
	}, func() {
		e.record.Version, e.record.Modified = version, modified
	})
}

func (t *tx) Delete(ctx context.Context, org, typ, id string, now time.Time) error {
	err := store.CheckTime("modified", now)
	if err == nil {
		err = t.delete(ctx, org, typ, id, now)
	}
	if err != nil {
		return fmt.Errorf("delete %s %s: %w", typ, id, err)
	}
	return nil
}

func (t *tx) delete(ctx context.Context, org, typ, id string, now time.Time) error {
	o, e, err := t.entry(ctx, org, typ, id)
	if err != nil {
		return err
	}
	for g := range e.groups {
		if g != e {
			t.touch(g, now)
		}
		t.leave(g, e)
	}
	for m := range e.members {
		t.leave(e, m)
	}
	t.unmap(o, e)
	t.do(func() { o.remove(e) }, func() { o.add(e) })
	return nil
}
