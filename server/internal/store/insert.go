package store

import "context"

// inserter is a Store that inserts a record in one step.
type inserter interface {
	Insert(ctx context.Context, r *Record) error
}

// Insert is an Update that consists of Tx.Insert alone, with its errors. A store that is asked over a network does it in one way
// there and back.
func Insert(ctx context.Context, s Store, r *Record) error {
	if i, ok := s.(inserter); ok {
		return i.Insert(ctx, r)
	}
	return s.Update(ctx, func(tx Tx) error { return tx.Insert(ctx, r) })
}
