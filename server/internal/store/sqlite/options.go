package sqlite

import (
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
)

// Synchronous says when a commit counts as done.
type Synchronous string

// The values of Synchronous.
const (
	// Full waits for the disk with every commit (shared by the Updates that came together): acknowledged changes
	// survive a power cut. The default.
	Full Synchronous = "FULL"
	// Normal lets the operating system write in its own time: acknowledged changes survive kill -9, but the last ones
	// may be lost with the power. The database stays consistent in either case.
	Normal Synchronous = "NORMAL"
)

// Options says where the database is and how it is kept.
type Options struct {
	// Dir is the data directory; it is created when missing, for the owner only. Required.
	Dir string
	// Synchronous is Full when empty.
	Synchronous Synchronous
	// Readers is the number of connections that read at the same time. 0 means 4.
	Readers int
	// Logger receives the migrations that ran. Nil discards.
	Logger *slog.Logger
}

// complete checks the options and sets the defaults.
func (o Options) complete() (Options, error) {
	if o.Dir == "" {
		return o, errors.New("no data directory given: set Options.Dir")
	}
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return o, fmt.Errorf("data directory %s: %w", o.Dir, err)
	}
	o.Dir = dir
	switch o.Synchronous {
	case "":
		o.Synchronous = Full
	case Full, Normal:
	default:
		return o, fmt.Errorf("synchronous: %q is unknown; use %s or %s", o.Synchronous, Full, Normal)
	}
	if o.Readers < 0 {
		return o, fmt.Errorf("readers: %d is negative; use 0 for the default", o.Readers)
	}
	if o.Readers == 0 {
		o.Readers = 4
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return o, nil
}
