// Command entrasim runs Microsoft Entra ID's provisioning service against any SCIM endpoint, beside a reference SCIM server
// and the conformance suites that judge one.
//
// This file assembles the command tree from the three cli packages and turns errors into the one voice of the command
// line: `error:` and `hint:` lines, exit codes 0 fine, 1 findings, 2 usage or configuration, 3 target unreachable or our
// own error.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	_ "golang.org/x/crypto/x509roots/fallback" // a FROM scratch image has no CA certificates; the system's own are used where there are any

	"github.com/entrasim/entrasim/fixtures"
	"github.com/entrasim/entrasim/server"
	servercli "github.com/entrasim/entrasim/server/cli"
	simulatorcli "github.com/entrasim/entrasim/simulator/cli"
	suitescli "github.com/entrasim/entrasim/suites/cli"
)

// version is set by the build (-ldflags "-X main.version=…").
var version = "dev"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run executes one command line and returns its exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	return report(stderr, root.ExecuteContext(ctx))
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "entrasim",
		Short: "Find out what Microsoft Entra ID provisioning will do to a SCIM endpoint",
		Long: `entrasim runs Microsoft Entra ID's provisioning service on this machine, against any SCIM endpoint, in seconds.
Beside it: a reference SCIM server that does it right, and conformance suites that say what is wrong and why.

Start with:  entrasim demo`,
		Version:       version + " " + revision(),
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.NoArgs,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return &usageError{err: err, hint: "see `" + cmd.CommandPath() + " --help`"}
	})
	for _, group := range []struct {
		id, title string
		commands  []*cobra.Command
	}{
		{"simulator", "Simulate Entra's provisioning service:", simulatorcli.CommandsWith(referenceServer)},
		{"suites", "Judge and show:", suitescli.Commands()},
		{"server", "Reference SCIM server:", servercli.CommandsWith(defectRules())},
	} {
		root.AddGroup(&cobra.Group{ID: group.id, Title: group.title})
		for _, command := range group.commands {
			command.GroupID = group.id
			root.AddCommand(command)
		}
	}
	return root
}

// defectRules are the defects that are data; the server itself imports nothing of ours.
func defectRules() map[string][]byte {
	rules := map[string][]byte{}
	for _, name := range fixtures.Defects() {
		if data, err := fixtures.Defect(name); err == nil { // embedded under the names that are listed
			rules[name+".yaml"] = data
		}
	}
	return rules
}

// referenceServer is what scenarios are played against: in memory, on the scenario's clock.
func referenceServer(ctx context.Context, now func() time.Time) (*simulatorcli.ScenarioServer, error) {
	seed := uint64(1)
	s, err := server.New(ctx, server.Config{Memory: true, Now: now, Seed: &seed, DefectRules: defectRules()})
	if err != nil {
		return nil, err
	}
	token, _, err := s.EnsureDefault(ctx)
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return &simulatorcli.ScenarioServer{
		Handler: s.Handler(), BasePath: s.BasePath(), Token: token, Close: s.Close,
		Configure: func(ctx context.Context, c simulatorcli.ServerChange) error {
			change := server.Change{Switches: c.Switches, TurnOn: c.TurnOn, TurnOff: c.TurnOff}
			if c.Mood != "" {
				change.Mood = &c.Mood
			}
			return s.Configure(ctx, server.DefaultOrganisation, change)
		},
	}, nil
}

// revision is the commit the binary was built from, where the build knew it.
func revision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return "(" + s.Value[:12] + ")"
		}
	}
	return "(" + info.GoVersion + ")"
}

// usageError is a command line that cobra could not read.
type usageError struct {
	err  error
	hint string
}

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }
func (e *usageError) Hint() string  { return e.hint }
func (e *usageError) ExitCode() int { return 2 }

// explained is what the cli packages' errors offer; each has its own type, so that the three share no code.
type explained interface {
	error
	Hint() string
	ExitCode() int
}

// report prints err in the one voice and returns the exit code for it.
func report(w io.Writer, err error) int {
	if err == nil {
		return 0
	}
	code, hint := 2, "see `entrasim --help`" // what is left without a type of its own is cobra's: unknown commands, arguments
	if e, ok := errors.AsType[explained](err); ok {
		code, hint = e.ExitCode(), e.Hint()
	} else if errors.Is(err, context.Canceled) {
		code, hint = 3, "interrupted before it was finished"
	}
	if message := strings.TrimSpace(err.Error()); message != "" {
		fmt.Fprintf(w, "error: %s\n", strings.ReplaceAll(message, "\n", " "))
		if hint != "" {
			fmt.Fprintf(w, "hint:  %s\n", strings.ReplaceAll(hint, "\n", " "))
		}
	}
	return code
}
