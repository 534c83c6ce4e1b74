package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strconv"
	"strings"
)

// topics in the order of the report.
var topics = []string{"pattern", "members", "lists", "filters", "memory", "allocs"}

type options struct {
	topics      []string
	stores      []string
	sizes       []int
	concurrency []int
	users       int
	rounds      int
	group       int // members of the large group; the small one has smallGroup
	dir         string
	postgres    string // URL of a PostgreSQL that may create databases
	cpuProfile  string
	markdown    bool
}

// smallGroup is what the large group is compared to.
const smallGroup = 10

func defaults() options {
	return options{
		topics: topics, stores: []string{"sqlite", "postgres"}, sizes: []int{2000, 20000}, concurrency: []int{1, 16},
		users: 500, rounds: 5, group: 10_000, postgres: os.Getenv("ENTRASIM_POSTGRES_URL"),
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := command(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// command is the program without the process around it.
func command(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	if setup := os.Getenv(childVariable); setup != "" {
		return child(ctx, setup, stdin, stdout, stderr)
	}
	o := defaults()
	all := false
	fs := flag.NewFlagSet("bench", flag.ContinueOnError)
	fs.SetOutput(stderr)
	fs.Func("topics", "what to measure, comma-separated (default all: "+strings.Join(topics, ",")+")", names(&o.topics, topics))
	fs.Func("stores", "where to, comma-separated (default sqlite,postgres)", names(&o.stores, []string{"sqlite", "postgres", "memory"}))
	fs.Func("sizes", "numbers of stored users, comma-separated (default 2000,20000)", numbers(&o.sizes))
	fs.Func("concurrency", "requests in flight, comma-separated (default 1,16)", numbers(&o.concurrency))
	fs.BoolVar(&o.markdown, "markdown", false, "print the tables in Markdown")
	fs.BoolVar(&all, "all", false, "sizes 2000,20000,200000: up to ten minutes")
	fs.IntVar(&o.users, "users", o.users, "users created per measurement of the pattern")
	fs.IntVar(&o.rounds, "rounds", o.rounds, "measurements per cell; the median counts")
	fs.IntVar(&o.group, "group", o.group, "members of the large group; it gets no more than there are users")
	fs.StringVar(&o.dir, "dir", "", "directory for the databases (default: the system's temporary one)")
	fs.StringVar(&o.cpuProfile, "cpuprofile", "", "file for a CPU profile of the measurements")
	if err := fs.Parse(args); err != nil {
		return 2
	}
	if all {
		o.sizes = []int{2000, 20_000, 200_000}
	}
	slices.Sort(o.sizes)
	if fs.NArg() > 0 || o.users < 1 || o.rounds < 1 || o.group < smallGroup || o.sizes[0] < 2*smallGroup {
		fmt.Fprintf(stderr, "error: -users and -rounds must be 1 or more, -group %d or more, -sizes %d or more; there are no arguments\n", smallGroup, 2*smallGroup)
		return 2
	}
	if err := run(ctx, o, stdout, stderr); err != nil {
		fmt.Fprintln(stderr, "error:", err)
		return 3
	}
	return 0
}

func numbers(dst *[]int) func(string) error {
	return func(s string) error {
		*dst = nil
		for part := range strings.SplitSeq(s, ",") {
			n, err := strconv.Atoi(part)
			if err != nil || n < 1 {
				return fmt.Errorf("%q is not a number from 1 up", part)
			}
			*dst = append(*dst, n)
		}
		return nil
	}
}

func names(dst *[]string, known []string) func(string) error {
	return func(s string) error {
		*dst = strings.Split(s, ",")
		for _, name := range *dst {
			if !slices.Contains(known, name) {
				return fmt.Errorf("%q is not one of %s", name, strings.Join(known, ", "))
			}
		}
		return nil
	}
}
