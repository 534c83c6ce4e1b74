package suites

import (
	"fmt"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// CommandLine is the command line that repeats the run, with extra arguments that say where the token comes from and the
// like. The token is never part of it.
func (o Options) CommandLine(extra ...string) string {
	args := append([]string{"entrasim", "conform", "--url", o.URL}, extra...)
	args = append(args, "--profile", o.Profile, "--seed", fmt.Sprint(o.Seed))
	for _, id := range o.Checks {
		args = append(args, "--check", id)
	}
	if o.Filter != "" {
		args = append(args, "--label", o.Filter)
	}
	if o.Shuffle {
		args = append(args, "--shuffle")
	}
	if o.ReadBack > 0 {
		args = append(args, "--read-back", o.ReadBack.String())
	}
	if o.Timeout > 0 && o.Timeout != harness.DefaultTimeout {
		args = append(args, "--timeout", o.Timeout.String())
	}
	if o.AllowWrites {
		args = append(args, "--allow-writes")
	}
	for i, a := range args {
		args[i] = shellQuote(a)
	}
	return strings.Join(args, " ")
}

// shellQuote quotes what a shell would read otherwise.
func shellQuote(s string) string {
	if s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=@,+") == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
