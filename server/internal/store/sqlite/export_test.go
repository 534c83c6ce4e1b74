package sqlite

import (
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
