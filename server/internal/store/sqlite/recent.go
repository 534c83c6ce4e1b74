package sqlite

import (
	"context"
	"database/sql/driver"
	"errors"
)

// keep is how many statements of Queries a connection keeps prepared, and how long a text may be for that. Clients ask the
// same few kinds of questions.
const (
	keep     = 64
	keepText = 2000
)

// recent holds prepared statements by their text, the oldest of which makes room for a new one.
type recent struct {
	stmts map[string]driver.Stmt
	texts []string // in a ring
	next  int
}

func (r *recent) put(text string, s driver.Stmt) error {
	if r.stmts == nil {
		r.stmts, r.texts = map[string]driver.Stmt{}, make([]string, keep)
	}
	var err error
	if old, have := r.stmts[r.texts[r.next]]; have {
		delete(r.stmts, r.texts[r.next])
		err = old.Close()
	}
	r.stmts[text], r.texts[r.next] = s, text
	r.next = (r.next + 1) % keep
	return err
}

func (r *recent) close() error {
	var errs []error
	for _, s := range r.stmts {
		errs = append(errs, s.Close())
	}
	r.stmts = nil
	return errors.Join(errs...)
}

// eachText is each, or with slow eachSlow, for a statement that was put together.
func (c *conn) eachText(ctx context.Context, slow bool, text string, fn func(row) error, args ...driver.Value) (err error) {
	if err := c.usable(ctx); err != nil {
		return err
	}
	s := c.recent.stmts[text]
	if s == nil {
		if s, err = c.prepare(text); err != nil {
			return err
		}
		if len(text) > keepText {
			defer func() { err = errors.Join(err, s.Close()) }()
		} else if err := c.recent.put(text, s); err != nil {
			return err
		}
	}
	interrupt := context.Background()
	if slow {
		interrupt = ctx
	}
	return c.rows(ctx, interrupt, s, fn, args)
}

var (
	sqlBeginRead = newQuery("BEGIN")
	sqlEndRead   = newQuery("COMMIT")
)

// snapshot runs fn on one state of the database. The connection must be one of the pool's.
func (c *conn) snapshot(ctx context.Context, fn func() error) error {
	if _, err := c.exec(ctx, sqlBeginRead); err != nil {
		return err
	}
	err := fn()
	// A failure may have ended the transaction already, and an ended context must not keep it open.
	c.failed = nil
	if _, end := c.exec(context.WithoutCancel(ctx), sqlEndRead); err == nil {
		err = end
	}
	return err
}
