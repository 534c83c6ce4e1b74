package cli_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"testing"

	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/suites/cli"
)

// asProgram makes the test binary be the program, which is what a run in several processes starts.
const asProgram = "ENTRASIM_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) == "" {
		os.Exit(m.Run())
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	root := &cobra.Command{Use: "entrasim", SilenceErrors: true, SilenceUsage: true, Version: "v-test"}
	root.AddCommand(cli.Commands()...)
	err := root.ExecuteContext(ctx)
	var e explained
	if errors.As(err, &e) {
		fmt.Fprintf(os.Stderr, "error: %v\nhint: %s\n", err, e.Hint())
		os.Exit(e.ExitCode())
	}
}
