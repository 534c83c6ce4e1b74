package sqlite

import (
	"context"
	"database/sql/driver"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/go-json-experiment/json"
	"modernc.org/sqlite"

	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/match"
)

// engine is the driver with the functions of this package:
//
//	entrasim_holds(handle, doc)   whether the condition behind the handle holds for a document
//	entrasim_weight(handle, doc)  the sort value that the Sort behind the handle finds, a BLOB, a REAL or NULL
//	entrasim_emails(doc)          the keys of its e-mails, as a JSON array
var engine = newEngine()

func newEngine() *sqlite.Driver {
	d := &sqlite.Driver{}
	for name, impl := range map[string]*sqlite.FunctionImpl{
		"entrasim_holds":  {NArgs: 2, Scalar: holds},
		"entrasim_weight": {NArgs: 2, Scalar: weight},
		"entrasim_emails": {NArgs: 1, Scalar: emails},
	} {
		// Arguments are only looked at, so they need not be copied.
		impl.Deterministic, impl.VolatileArgs = true, true
		d.MustRegisterFunction(name, impl)
	}
	return d
}

// connector opens connections that have the functions.
type connector struct{ dsn string }

func (c connector) Connect(ctx context.Context) (driver.Conn, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return engine.Open(c.dsn)
}

func (c connector) Driver() driver.Driver { return engine }

// handles lends Go values to statements that are running, by number.
var handles struct {
	last   atomic.Int64
	values sync.Map // of int64
}

// lend gives a value a number until it is taken back.
func lend(v any) int64 {
	h := handles.last.Add(1)
	handles.values.Store(h, v)
	return h
}

func takeBack(h int64) { handles.values.Delete(h) }

// borrowed returns the value behind the first argument and the document that is the second.
func borrowed[T any](args []driver.Value) (v T, doc []byte, err error) {
	h, _ := args[0].(int64)
	lent, _ := handles.values.Load(h)
	v, ok := lent.(T)
	if !ok {
		return v, nil, fmt.Errorf("handle %d is not lent", h)
	}
	doc, _ = args[1].([]byte)
	return v, doc, nil
}

func holds(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
	program, doc, err := borrowed[*match.Program](args)
	if err != nil {
		return nil, err
	}
	return boolean(program.HoldsFor(doc)), nil
}

func weight(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
	by, doc, err := borrowed[*store.Sort](args)
	if err != nil {
		return nil, err
	}
	return bound(match.WeighDoc(by, doc)), nil
}

// bound is the form in which weights of documents are compared: strings as bytes, so that a NUL does not end them.
func bound(w match.Weight) driver.Value {
	if s, ok := w.(string); ok {
		return []byte(s)
	}
	return w
}

func emails(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
	doc, _ := args[0].([]byte)
	text, err := json.Marshal(match.Emails(doc))
	return string(text), err
}
