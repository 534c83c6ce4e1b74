package sqlite

import "context"

// Exec makes what no program of ours does to a file testable.
func Exec(s *Store, query string) error {
	return s.exec(context.Background(), query)
}
