package sqlite

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"

	sqlite3 "modernc.org/sqlite/lib"
)

// conn is one connection with its prepared statements. It is used by one goroutine at a time, and a statement's rows
// are read to the end before the next statement starts, so its buffers are shared by all of them.
//
// It sits on the driver's own interfaces instead of database/sql: there every call with a context that can end costs a
// goroutine, and the writer needs to decide itself what a transaction is.
type conn struct {
	driver driver.Conn
	stmts  []driver.Stmt // by query.id
	recent recent        // statements that were put together for a Query
	args   []driver.NamedValue
	dest   []driver.Value

	// failed is the first error that was neither a constraint's nor a context's. SQLite may have rolled back the
	// transaction by then and would commit every further statement by itself, so there is none until reset.
	failed error
}

// query is a statement known at compile time; every connection prepares it once, at first use.
type query struct {
	id   int
	text string
}

// queries are all of them; package variables put them in before anything is opened.
var queries []*query

func newQuery(text string) *query {
	q := &query{id: len(queries), text: text}
	queries = append(queries, q)
	return q
}

func connect(ctx context.Context, connector driver.Connector) (*conn, error) {
	dc, err := connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &conn{driver: dc, stmts: make([]driver.Stmt, len(queries))}, nil
}

func (c *conn) close() error {
	var errs []error
	for _, s := range c.stmts {
		if s != nil {
			errs = append(errs, s.Close())
		}
	}
	return errors.Join(append(errs, c.recent.close(), c.driver.Close())...)
}

// start returns the prepared statement of q, unless ctx or the connection is at its end.
func (c *conn) start(ctx context.Context, q *query) (driver.Stmt, error) {
	if err := c.usable(ctx); err != nil {
		return nil, err
	}
	if s := c.stmts[q.id]; s != nil {
		return s, nil
	}
	s, err := c.prepare(q.text)
	if err == nil {
		c.stmts[q.id] = s
	}
	return s, err
}

func (c *conn) usable(ctx context.Context) error {
	if c.failed != nil {
		return c.failed
	}
	return ctx.Err()
}

func (c *conn) prepare(text string) (driver.Stmt, error) {
	s, err := c.driver.Prepare(text)
	if err != nil {
		return nil, c.note(fmt.Errorf("prepare %q: %w", text, err))
	}
	return s, nil
}

// note remembers an error after which a transaction cannot go on.
func (c *conn) note(err error) error {
	switch code := errorCode(err); {
	case code == 0, code&0xff == sqlite3.SQLITE_CONSTRAINT, code&0xff == sqlite3.SQLITE_INTERRUPT:
	case c.failed == nil:
		c.failed = err
	}
	return err
}

// errorCode returns the extended result code in err, 0 when there is none.
func errorCode(err error) int {
	if err == nil {
		return 0
	}
	var coded interface{ Code() int }
	if errors.As(err, &coded) {
		return coded.Code()
	}
	return 0
}

// exec runs a statement that returns no rows. It cannot be interrupted: SQLite would answer an interrupted write by
// rolling back the transaction, and that is shared.
func (c *conn) exec(ctx context.Context, q *query, args ...driver.Value) (driver.Result, error) {
	s, err := c.start(ctx, q)
	if err != nil {
		return nil, err
	}
	res, err := s.(driver.StmtExecContext).ExecContext(context.Background(), c.bind(args))
	return res, c.note(err)
}

// each runs a statement and calls fn for its rows. It is meant for statements that take microseconds and looks at ctx
// only before and between rows.
func (c *conn) each(ctx context.Context, q *query, fn func(row) error, args ...driver.Value) error {
	s, err := c.start(ctx, q)
	if err != nil {
		return err
	}
	return c.rows(ctx, context.Background(), s, fn, args)
}

// eachSlow is each for statements that may take long: the end of ctx interrupts them.
func (c *conn) eachSlow(ctx context.Context, q *query, fn func(row) error, args ...driver.Value) error {
	s, err := c.start(ctx, q)
	if err != nil {
		return err
	}
	return c.rows(ctx, ctx, s, fn, args)
}

// eachOnce is eachSlow for a statement that was put together for this one use.
func (c *conn) eachOnce(ctx context.Context, text string, fn func(row) error, args ...driver.Value) (err error) {
	if err := c.usable(ctx); err != nil {
		return err
	}
	s, err := c.prepare(text)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	return c.rows(ctx, ctx, s, fn, args)
}

func (c *conn) rows(ctx, interrupt context.Context, s driver.Stmt, fn func(row) error, args []driver.Value) (err error) {
	rows, err := s.(driver.StmtQueryContext).QueryContext(interrupt, c.bind(args))
	if err != nil {
		return c.note(err)
	}
	defer func() {
		if cerr := rows.Close(); err == nil {
			err = cerr
		}
	}()
	n := len(rows.Columns())
	if cap(c.dest) < n {
		c.dest = make([]driver.Value, n)
	}
	for {
		switch err := rows.Next(c.dest[:n]); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return c.note(err)
		}
		if err := fn(row(c.dest[:n])); err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}

func (c *conn) bind(args []driver.Value) []driver.NamedValue {
	c.args = c.args[:0]
	for i, v := range args {
		c.args = append(c.args, driver.NamedValue{Ordinal: i + 1, Value: v})
	}
	return c.args
}
