package sqlite

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
