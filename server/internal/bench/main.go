package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/pprof"
	"slices"
	"strconv"
	"strings"
	"time"
)

type options struct {
	sizes       []int
	concurrency []int
	users       int
	rounds      int
	dir         string
	cpuProfile  string
}

func main() {
	var o options
	o.sizes, o.concurrency = []int{2000, 20000}, []int{1, 16}
	flag.Func("sizes", "numbers of stored users, comma-separated (default 2000,20000)", list(&o.sizes))
	flag.Func("concurrency", "requests in flight, comma-separated (default 1,16)", list(&o.concurrency))
	flag.IntVar(&o.users, "users", 1000, "users created per measurement")
	flag.IntVar(&o.rounds, "rounds", 5, "measurements per cell; the median counts")
	flag.StringVar(&o.dir, "dir", "", "directory for the databases (default: the system's temporary one)")
	flag.StringVar(&o.cpuProfile, "cpuprofile", "", "file for a CPU profile")
	flag.Parse()
	if o.users < 1 || o.rounds < 1 {
		fmt.Fprintln(os.Stderr, "error: -users and -rounds must be 1 or more")
		os.Exit(2)
	}
	if err := run(context.Background(), o, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(3)
	}
}

func list(dst *[]int) func(string) error {
	return func(s string) error {
		*dst = nil
		for _, part := range strings.Split(s, ",") {
			n, err := strconv.Atoi(part)
			if err != nil || n < 1 {
				return fmt.Errorf("%q is not a number from 1 up", part)
			}
			*dst = append(*dst, n)
		}
		return nil
	}
}

// cell is one line of the table: speeds of all rounds in requests per second.
type cell struct{ server, bare []float64 }

func median(v []float64) float64 {
	v = slices.Sorted(slices.Values(v))
	if n := len(v); n%2 == 0 {
		return (v[n/2-1] + v[n/2]) / 2
	}
	return v[len(v)/2]
}

// ratio is the median of the rounds' ratios: the two measurements of a round are neighbours in time.
func (c *cell) ratio() float64 {
	r := make([]float64, len(c.server))
	for i := range r {
		r[i] = c.server[i] / c.bare[i]
	}
	return median(r)
}

func run(ctx context.Context, o options, out io.Writer) (err error) {
	if o.cpuProfile != "" {
		f, ferr := os.Create(o.cpuProfile)
		if ferr != nil {
			return fmt.Errorf("create profile: %w", ferr)
		}
		defer f.Close()
		if perr := pprof.StartCPUProfile(f); perr != nil {
			return fmt.Errorf("start profile: %w", perr)
		}
		defer pprof.StopCPUProfile()
	}
	bare, err := startBare()
	if err != nil {
		return err
	}
	defer bare.stop()
	targets := make([]*target, len(o.sizes))
	for i, size := range o.sizes {
		fmt.Fprintf(os.Stderr, "storing %d users …\n", size)
		if targets[i], err = startServer(ctx, o.dir, size); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, targets[i].stop()) }()
	}
	cells := map[[2]int]*cell{}
	for round := range o.rounds + 1 { // the first warms up and does not count
		fmt.Fprintf(os.Stderr, "round %d of %d …\n", round, o.rounds)
		for i, size := range o.sizes {
			for _, c := range o.concurrency {
				key := [2]int{size, c}
				if cells[key] == nil {
					cells[key] = &cell{}
				}
				s, serr := measure(ctx, targets[i], c, o.users)
				b, berr := measure(ctx, bare, c, o.users)
				if err := errors.Join(serr, berr); err != nil {
					return err
				}
				if round > 0 {
					cells[key].server, cells[key].bare = append(cells[key].server, s), append(cells[key].bare, b)
				}
			}
		}
	}
	return report(out, o, cells)
}

// measure runs the pattern once and returns requests per second.
func measure(ctx context.Context, t *target, concurrency, users int) (float64, error) {
	runtime.GC()
	start := time.Now()
	if err := t.firstCycle(ctx, concurrency, users); err != nil {
		return 0, err
	}
	took := time.Since(start)
	if err := t.tidy(ctx); err != nil {
		return 0, err
	}
	return float64(2*users) / took.Seconds(), nil
}

func report(out io.Writer, o options, cells map[[2]int]*cell) error {
	var b strings.Builder
	fmt.Fprintf(&b, "Entra's first cycle: look-up by userName (no match), then create; SQLite on disk, sync full\n")
	fmt.Fprintf(&b, "%d CPUs, %s, %d users per measurement, median of %d rounds\n\n", runtime.NumCPU(), runtime.Version(), o.users, o.rounds)
	fmt.Fprintf(&b, "%12s %12s %14s %14s %8s %10s\n", "users stored", "concurrency", "server req/s", "bare req/s", "ratio", "with size")
	for _, c := range o.concurrency {
		first := cells[[2]int{o.sizes[0], c}].ratio()
		for _, size := range o.sizes {
			x := cells[[2]int{size, c}]
			fmt.Fprintf(&b, "%12d %12d %14.0f %14.0f %8.2f %10.2f\n", size, c, median(x.server), median(x.bare), x.ratio(), x.ratio()/first)
		}
	}
	_, err := io.WriteString(out, b.String())
	return err
}
