package cli

import (
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/suites"
	"github.com/entrasim/entrasim/suites/cli/grade"
	"github.com/entrasim/entrasim/suites/internal/grading"
)

// gradeClient holds the flags of entrasim grade-client.
type gradeClient struct {
	output
	listen, command string
	forTime         time.Duration
	provoke         []string
	users, page     int
	seed            uint64
	verbose, list   bool
}

// What a client is provoked with, by the names that --provoke takes.
const (
	provokeThrottle  = "throttle"
	provokeFault     = "fault"
	provokeSensitive = "sensitive"
	provokeNothing   = "nothing"
)

func newGradeClient() *cobra.Command {
	var g gradeClient
	cmd := &cobra.Command{
		Use:   "grade-client",
		Short: "Judge a SCIM client: point it at a reference server that keeps and grades what it sends",
		Long: `Judge a provisioning client by what it sends. A reference server is served on this machine; point your client at the URL and
token that are printed, let it do its work, and press Ctrl-C: each check gets its verdict with the request that shows it. With
--command the client is started for you, with SCIM_URL and SCIM_TOKEN in its environment, and graded when it ends.

The server holds some users already and gives short pages. It also answers one request with 429 and Retry-After, and one write
with 503 twice, to see what the client does; --provoke says which of that, and adds "sensitive": personal data in a URL is refused
and has to be sent by POST /.search. What the client never did is not judged. Waits are measured by the wall clock, which is not
the one that entrasim provision lives by.

Exit codes: 0 no MUST is violated, 1 one is, 2 usage, 3 no client came.`,
		Example: `  entrasim grade-client
  entrasim grade-client --for 2m --json=client.json --html client.html
  entrasim grade-client --provoke throttle,sensitive --command ./my-client
  entrasim grade-client --provoke nothing --command 'entrasim provision --url "$SCIM_URL" --token-env SCIM_TOKEN --generate users=5'`,
		Args: noFile,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if stop, err := settle(cmd); stop || err != nil {
				return err
			}
			if g.list {
				return writeList(cmd.OutOrStdout(), suites.ClientChecks(), g.json != "")
			}
			return g.run(cmd)
		},
	}
	fs := cmd.Flags()
	addSettings(fs)
	fs.StringVar(&g.listen, "listen", "127.0.0.1:0", "address to serve on; port 0 picks a free one")
	fs.StringVar(&g.command, "command", "", "the client, started by the shell with SCIM_URL and SCIM_TOKEN; judged when it ends")
	fs.DurationVar(&g.forTime, "for", 0, "judge after this time (default: on Ctrl-C, or when --command ends)")
	fs.StringSliceVar(&g.provoke, "provoke", []string{provokeThrottle, provokeFault}, "what to confront the client with: throttle, fault, sensitive, or nothing")
	fs.IntVar(&g.users, "users", 25, "users that are there already")
	fs.IntVar(&g.page, "page", 10, "most results on a page, whatever the client asks for")
	fs.Uint64Var(&g.seed, "seed", 1, "what ids derive from")
	g.output.flags(fs)
	fs.BoolVar(&g.list, "list", false, "name the checks and stop")
	fs.BoolVar(&g.verbose, "verbose", false, "show every check with the requests that decided")
	return cmd
}

func (g *gradeClient) run(cmd *cobra.Command) error {
	provoke, err := g.provocations()
	if err != nil {
		return err
	}
	switch {
	case g.users < 0 || g.users > 1000:
		return usage(nil, "give a number up to 1000", "--users %d cannot be", g.users)
	case g.page < 1:
		return usage(nil, "give at least 1", "--page %d cannot be", g.page)
	case g.forTime < 0:
		return usage(nil, "give a duration like 2m", "--for must not be negative")
	}
	if _, _, err := net.SplitHostPort(g.listen); err != nil {
		return usage(err, "give host and port, like 127.0.0.1:8090", "--listen")
	}
	files, err := g.output.open()
	if err != nil {
		return err
	}
	defer files.Close()
	notes := cmd.ErrOrStderr()
	rep, err := grade.Run(cmd.Context(), grade.Options{
		Listen: g.listen, Command: g.command, For: g.forTime, Users: g.users, Page: g.page, Seed: g.seed, Provoke: provoke,
		Output: notes, Version: cmd.Root().Version, Repeat: g.repeat(), Now: time.Now, Wait: pause,
		Ready: func(url, token string) {
			if g.command == "" {
				fmt.Fprintf(notes, "point your client at\n  URL    %s\n  token  %s\nand end it with Ctrl-C; then it is judged\n", url, token)
			}
		},
	})
	switch {
	case errors.Is(err, grade.ErrNobody):
		return &Error{Cause: err, Remedy: "check that the client was given the URL and the token that are printed, or give it more time", Code: exitFailed}
	case err != nil:
		return &Error{Cause: err, Message: "grade a client", Remedy: "choose another address with --listen, and check --command by itself", Code: exitFailed}
	}
	rep.Run.Config = reported(cmd.Flags())
	if rep, err = files.write(cmd, rep, g.verbose); err != nil {
		return err
	}
	return outcome(rep)
}

// provocations reads --provoke.
func (g *gradeClient) provocations() (p grading.Provoke, err error) {
	for _, name := range g.provoke {
		switch name {
		case provokeThrottle:
			p.Throttle = true
		case provokeFault:
			p.Fault = true
		case provokeSensitive:
			p.Sensitive = true
		case provokeNothing:
			if len(g.provoke) > 1 {
				return p, usage(nil, "leave the others out", "--provoke nothing and something")
			}
		default:
			known := []string{provokeThrottle, provokeFault, provokeSensitive, provokeNothing}
			return p, usage(nil, "there is "+strings.Join(known, ", "), "unknown provocation %q", name)
		}
	}
	return p, nil
}

// repeat is the command line that grades again.
func (g *gradeClient) repeat() string {
	args := []string{"entrasim", "grade-client", "--provoke", strings.Join(slices.Sorted(slices.Values(g.provoke)), ",")}
	args = append(args, "--users", fmt.Sprint(g.users), "--page", fmt.Sprint(g.page), "--seed", fmt.Sprint(g.seed))
	if g.forTime > 0 {
		args = append(args, "--for", g.forTime.String())
	}
	if g.command != "" {
		args = append(args, "--command", g.command)
	}
	return suites.Quote(args...)
}
