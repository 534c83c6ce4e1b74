package main

import (
	"regexp"
	"strings"
	"testing"
)

// A small run, so that the program keeps working between the times somebody looks at its figures.
func TestRun(t *testing.T) {
	var out strings.Builder
	o := options{sizes: []int{10, 30}, concurrency: []int{1, 4}, users: 8, rounds: 2, dir: t.TempDir()}
	if err := run(t.Context(), o, &out); err != nil {
		t.Fatalf("run: %v", err)
	}
	line := regexp.MustCompile(`(?m)^ +(10|30) +(1|4) +[1-9][0-9]* +[1-9][0-9]* +[0-9.]+ +[0-9.]+$`)
	if got := len(line.FindAllString(out.String(), -1)); got != 4 {
		t.Errorf("the table has %d lines, want 4:\n%s", got, out.String())
	}
}
