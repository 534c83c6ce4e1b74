package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// stopAtSecond ends the program at once when the run was interrupted already and is interrupted again: whoever presses Ctrl-C twice
// does not want to wait for a target that hangs. The function that it returns ends the watch.
func stopAtSecond(ctx context.Context, stderr io.Writer, runID string, exit func(int)) (done func()) {
	ended, watched := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(watched)
		select {
		case <-ctx.Done():
		case <-ended:
			return
		}
		again := make(chan os.Signal, 1)
		signal.Notify(again, os.Interrupt, syscall.SIGTERM)
		defer signal.Stop(again)
		remedy := "entrasim conform clean --stale takes away what is left"
		if runID != "" {
			remedy = "entrasim conform clean --run " + runID + " takes away what is left"
		}
		fmt.Fprintln(stderr, "interrupted: cleaning up; once more stops at once")
		select {
		case <-again:
			fmt.Fprintf(stderr, "error: stopped at once, before everything was taken away again\nhint: %s\n", remedy)
			exit(exitFailed)
		case <-ended:
		}
	}()
	return func() { close(ended); <-watched }
}
