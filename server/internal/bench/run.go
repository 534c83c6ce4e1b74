package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/pprof"
	"slices"
)

// topic is one table. Its measurements run round by round over all populations, so that what the machine does meanwhile
// hits all of them.
type topic interface {
	// measure runs one round on one population; warm-up rounds do not count.
	measure(ctx context.Context, p *population, counts bool) error
	write(out report) error
}

func run(ctx context.Context, o options, stdout, progress io.Writer) (err error) {
	out := report{stdout, o.markdown}
	bare, err := startBare()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, bare.stop()) }()
	out.note("%d CPUs, GOMAXPROCS %d, %s; median of %d rounds", runtime.NumCPU(), runtime.GOMAXPROCS(0), runtime.Version(), o.rounds)

	memory := &memoryTable{}
	var populations []*population
	defer func() {
		for _, p := range populations {
			err = errors.Join(err, p.close())
		}
	}()
	for _, name := range o.stores {
		k, reason := openKind(ctx, name, o)
		if reason != "" {
			out.note("%s: not measured: %s", name, reason)
			continue
		}
		for _, size := range o.sizes {
			fmt.Fprintf(progress, "%s: storing %d users …\n", name, size)
			p, err := populate(ctx, k, size, o)
			if err != nil {
				return fmt.Errorf("store %d users in %s: %w", size, name, err)
			}
			populations = append(populations, p)
			if slices.Contains(o.topics, "memory") && p.place.open != nil {
				if err := memory.measure(ctx, p); err != nil {
					return fmt.Errorf("measure memory of %s: %w", p.name(), err)
				}
			}
			if err := p.start(ctx); err != nil {
				return fmt.Errorf("start %s: %w", p.name(), err)
			}
		}
	}
	stop, err := profile(o.cpuProfile)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stop()) }()
	for _, name := range o.topics {
		if name == "memory" {
			err = memory.write(out)
		} else {
			err = rounds(ctx, o, newTopic(name, o, bare), name, populations, out, progress)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

func newTopic(name string, o options, bare *target) topic {
	switch name {
	case "pattern":
		return newPattern(o, bare)
	case "members":
		return newMembers()
	case "lists":
		return newLists()
	case "filters":
		return newFilters()
	default:
		return newAllocs()
	}
}

func rounds(ctx context.Context, o options, t topic, name string, populations []*population, out report, progress io.Writer) error {
	for round := range o.rounds + 1 { // the first warms up and does not count
		fmt.Fprintf(progress, "%s: round %d of %d …\n", name, round, o.rounds)
		for _, p := range populations {
			runtime.GC()
			if err := t.measure(ctx, p, round > 0); err != nil {
				return fmt.Errorf("%s: %w", p.name(), err)
			}
		}
	}
	return t.write(out)
}

// profile starts a CPU profile when a file is named.
func profile(path string) (stop func() error, err error) {
	if path == "" {
		return func() error { return nil }, nil
	}
	f, err := os.Create(path)
	if err != nil {
		return nil, fmt.Errorf("create profile: %w", err)
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, errors.Join(fmt.Errorf("start profile: %w", err), f.Close())
	}
	return func() error {
		pprof.StopCPUProfile()
		return f.Close()
	}, nil
}
