package report_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/suites/report"
)

var update = flag.Bool("update", false, "rewrite the golden files; read the diff before committing it")

func console(t *testing.T, opts report.ConsoleOptions) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.Console(&b, sample(), opts); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestConsoleGolden(t *testing.T) {
	got := console(t, report.ConsoleOptions{})
	golden := filepath.Join("testdata", "console.golden")
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the console report is\n%s\nwant\n%s", got, want)
	}
}

func TestConsoleEndsWithTheCount(t *testing.T) {
	lines := strings.Split(strings.TrimRight(console(t, report.ConsoleOptions{}), "\n"), "\n")
	if got, want := lines[len(lines)-1], "1 passed, 1 failed, 1 warning, 1 note, 1 not supported, 2 skipped, 1 error"; got != want {
		t.Errorf("the last line is %q, want %q", got, want)
	}
}

// TestConsoleIsSafeForTerminals holds that a target cannot send escape sequences to the reader's terminal.
func TestConsoleIsSafeForTerminals(t *testing.T) {
	for _, verbose := range []bool{false, true} {
		if out := console(t, report.ConsoleOptions{Verbose: verbose}); strings.ContainsAny(out, "\x1b\x00\u202e") {
			t.Errorf("verbose %v: control characters of the target reach the terminal: %q", verbose, out)
		}
	}
}

func TestConsoleColour(t *testing.T) {
	if out := console(t, report.ConsoleOptions{Color: true}); !strings.Contains(out, "\x1b[") {
		t.Errorf("with colour there is none: %q", out)
	}
}

func TestConsoleVerboseShowsEveryExchange(t *testing.T) {
	if out := console(t, report.ConsoleOptions{Verbose: true}); !strings.Contains(out, "no answer: connection refused") {
		t.Errorf("the exchange that did not decide is missing:\n%s", out)
	}
}
