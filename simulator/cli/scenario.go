package cli

import (
	"errors"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/fixtures"
	"github.com/entrasim/entrasim/simulator/internal/scenario"
)

// ServerFactory makes a reference server for one scenario, whose clock is now.
type ServerFactory = scenario.Factory

// ScenarioServer is a reference server that a scenario has for itself.
type ScenarioServer = scenario.Server

// ServerChange is what a scenario changes about its server.
type ServerChange = scenario.Change

func newScenario(server ServerFactory) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "scenario",
		Short: "Play scenarios: stories about a directory, a job and an endpoint, with what is expected of them",
		Long: `Play, list and show scenarios. A scenario is a file that people can read and write: who is in the directory, what happens,
and which requests, log records and accounts must come of it. ` + "`entrasim scenario verbs`" + ` says how one is written.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newScenarioRun(server), newScenarioList(), newScenarioShow(), newScenarioVerbs())
	return cmd
}

// extension is that of scenario files.
const extension = ".txtar"

// readScenario reads a file, or a scenario that travels with the program. path is empty for the latter.
func readScenario(name string) (s *scenario.Scenario, path string, err error) {
	data, err := os.ReadFile(name)
	switch {
	case err == nil:
		path = name
	case errors.Is(err, fs.ErrNotExist) && slices.Contains(fixtures.Scenarios(), strings.TrimSuffix(name, extension)):
		if data, err = fixtures.Scenario(strings.TrimSuffix(name, extension)); err != nil {
			return nil, "", err
		}
	default:
		return nil, "", usage(err, "name a file, or one of `entrasim scenario list`", "read scenario")
	}
	called := path // as it was given, so that an editor finds it
	if called == "" {
		called = strings.TrimSuffix(name, extension) + extension
	}
	s, err = scenario.Parse(called, data)
	if err != nil {
		return nil, "", usage(err, hintOf(err), "read scenario")
	}
	return s, path, nil
}

// scenarioName is what a scenario is called in lists.
func scenarioName(file string) string { return strings.TrimSuffix(filepath.Base(file), extension) }

// local reports whether a URL stays on this machine.
func local(u *url.URL) bool {
	host := u.Hostname()
	ip := net.ParseIP(host)
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || ip != nil && ip.IsLoopback()
}
