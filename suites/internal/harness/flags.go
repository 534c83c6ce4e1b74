package harness

import (
	"flag"
	"io"
)

// WithoutTestFlags calls run with the process's command-line flags out of Ginkgo's sight when it would object to them.
// Ginkgo ends the process when it finds -test.count or -test.parallel, which rule tests of its own; a program that judges an
// endpoint from inside an ordinary Go test may well be run with either. Parsed values stay as they are.
func WithoutTestFlags(run func()) {
	objects := false
	flag.CommandLine.Visit(func(f *flag.Flag) {
		objects = objects || (f.Name == "test.count" && f.Value.String() != "1") || f.Name == "test.parallel"
	})
	if !objects {
		run()
		return
	}
	kept := *flag.CommandLine
	defer func() { *flag.CommandLine = kept }()
	empty := flag.NewFlagSet(kept.Name(), flag.ContinueOnError)
	empty.SetOutput(io.Discard)
	_ = empty.Parse(nil) // flag.Parsed stays true; without arguments nothing can go wrong
	*flag.CommandLine = *empty
	run()
}
