package cli_test

import (
	"bytes"
	"context"
	"errors"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/simulator/cli"
	"github.com/entrasim/entrasim/simulator/internal/faketarget"
)

// outcome is what a command line came to.
type outcome struct {
	out, notes string
	err        error
	code       int
	hint       string
}

// run executes a command line as main does.
func run(t *testing.T, ctx context.Context, args ...string) outcome {
	t.Helper()
	root := &cobra.Command{Use: "entrasim", SilenceUsage: true, SilenceErrors: true}
	root.AddCommand(cli.Commands()...)
	var out, notes bytes.Buffer
	root.SetOut(&out)
	root.SetErr(&notes)
	root.SetArgs(args)
	o := outcome{err: root.ExecuteContext(ctx)}
	o.out, o.notes = out.String(), notes.String()
	var e *cli.Error
	switch {
	case o.err == nil:
	case errors.As(o.err, &e):
		o.code, o.hint = e.ExitCode(), e.Hint()
	default:
		o.code = 2 // cobra's own
	}
	return o
}

// endpoint starts a target and puts a token into the environment.
func endpoint(t *testing.T) (*faketarget.Target, string) {
	t.Helper()
	t.Setenv("SCIM_TOKEN", "s3cret")
	target := &faketarget.Target{}
	srv := httptest.NewServer(target)
	t.Cleanup(srv.Close)
	return target, srv.URL + "/scim/v2"
}

// file writes a file for a test.
func file(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
