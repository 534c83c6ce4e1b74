package main

import (
	"context"
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestMain lets the test binary be the server process whose memory is measured.
func TestMain(m *testing.M) {
	if os.Getenv(childVariable) != "" {
		os.Exit(command(context.Background(), nil, os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// A small run of every topic, so that the program keeps working between the times somebody looks at its figures.
func TestEveryTopic(t *testing.T) {
	t.Setenv("ENTRASIM_POSTGRES_URL", "")
	o := defaults()
	o.stores, o.sizes, o.concurrency, o.users, o.rounds, o.group, o.dir = []string{"sqlite", "postgres", "memory"}, []int{40, 60}, []int{1, 4}, 8, 2, 30, t.TempDir()
	var out, progress strings.Builder
	if err := run(t.Context(), o, &out, &progress); err != nil {
		t.Fatalf("run: %v\n%s", err, progress.String())
	}
	const figure = ` +[0-9]+\.[0-9]+`
	for name, want := range map[string]struct {
		line  string
		count int
	}{
		"pattern":  {`(sqlite|memory) +(40|60) +(1|4) +[1-9][0-9]* +[1-9][0-9]*` + figure + figure + ` +[1-9][0-9]* +[1-9][0-9]*`, 8},
		"members":  {`(sqlite|memory) +(40|60) +10` + figure + ` +30` + figure + figure, 4},
		"lists":    {`(sqlite|memory) +(40|60)` + figure + ` +(38|57)` + figure + figure + `( +no cursors +-|` + figure + figure + `)`, 4},
		"filters":  {`(sqlite|memory) +(40|60)` + strings.Repeat(figure, len(searches)), 4},
		"memory":   {`sqlite +(40|60)` + strings.Repeat(`( +-|`+figure+`)`, 6), 2},
		"allocs":   {`(sqlite|memory) +(40|60) +[a-z0-9, ]+ +[1-9][0-9]*` + figure + ` +[0-9]+`, 28},
		"postgres": {`postgres: not measured: .+`, 1},
	} {
		if got := len(regexp.MustCompile(`(?m)^ *`+want.line+` *$`).FindAllString(out.String(), -1)); got != want.count {
			t.Errorf("%s: %d lines, want %d", name, got, want.count)
		}
	}
	if t.Failed() {
		t.Log(out.String())
	}
	left, err := os.ReadDir(o.dir)
	if err != nil || len(left) != 0 {
		t.Errorf("the run left %v behind (%v)", left, err)
	}
}

func TestUsage(t *testing.T) {
	for name, args := range map[string][]string{
		"unknown topic": {"-topics", "speed"},
		"unknown store": {"-stores", "oracle"},
		"no number":     {"-sizes", "many"},
		"argument":      {"fast"},
		"no rounds":     {"-rounds", "0"},
	} {
		var stdout, stderr strings.Builder
		if code := command(t.Context(), args, strings.NewReader(""), &stdout, &stderr); code != 2 || stderr.Len() == 0 {
			t.Errorf("%s: exit code %d, want 2 with a reason on stderr, got %q", name, code, stderr.String())
		}
	}
}
