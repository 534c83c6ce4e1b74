package sqlite

import (
	"context"
	"database/sql/driver"

	"github.com/entrasim/entrasim/server/internal/store"
)

// Waiting returns how many Updates wait for the writer.
func (s *Store) Waiting() int { return len(s.writer.queue) }

// Fail makes the connection of the running transaction behave as after a failure that ended the transaction.
func (s *Store) Fail(err error) {
	s.writer.rollback()
	s.writer.conn.failed = err
}

// Queries returns the text of every prepared statement.
func Queries() []string {
	texts := make([]string, len(queries))
	for i, q := range queries {
		texts[i] = q.text
	}
	return texts
}

// Connector opens connections as the store has them.
func Connector(dsn string) driver.Connector { return connector{dsn} }

// WhereText returns a condition as SQL, and its parameters.
func WhereText(c store.Cond) (text string, args []driver.Value) {
	w := newWhere("acme", store.TypeUser)
	defer w.done()
	text = w.text(c)
	return text, w.args
}

// Settle is what Restore does to the database that it is about to replace.
func Settle(ctx context.Context, dir string) error { return settle(ctx, dir) }

// KnowsKeys reports whether look-ups are answered from the set of keys.
func (s *Store) KnowsKeys() bool { return s.nobody.known.Load() != nil && !s.nobody.busy.Load() }

// Excludes reports whether a look-up by a unique key is answered without a query.
func (s *Store) Excludes(org, typ, key string) bool {
	return s.nobody.excludes(org, typ, &store.Query{Where: store.Eq{Index: store.ByUniqueKey, Value: key}})
}

// Refill makes the set of keys anew, and returns at once.
func (s *Store) Refill() { s.fillKeys() }

// KeySet is a set of keys.
type KeySet struct{ set *keySet }

// NewKeySet makes room for that many keys.
func NewKeySet(keys int) KeySet { return KeySet{newKeySet(keys)} }

// Add puts a key in and reports whether the set has become too small.
func (s KeySet) Add(org, typ, key string) bool { return s.set.add(org, typ, key) }

// Has reports whether a key may be in.
func (s KeySet) Has(org, typ, key string) bool { return s.set.has(org, typ, key) }
