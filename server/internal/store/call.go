package store

import (
	"fmt"
	"runtime/debug"
)

// Call runs an Update's callback for an implementation and turns a panic into an error that carries its stack.
func Call(fn func(Tx) error, tx Tx) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("transaction callback panicked: %v\n%s", p, debug.Stack())
		}
	}()
	return fn(tx)
}
