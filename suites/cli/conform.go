package cli

import (
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/suites"
	"github.com/entrasim/entrasim/suites/report"
)

// conform holds the flags of entrasim conform.
type conform struct {
	target
	gates
	selection
	output
	list, verbose        bool
	allowWrites, shuffle bool
	timeout, readBack    time.Duration
	seed                 uint64
	shards               int
	dryRun               bool
	image                image
}

func newConform() *cobra.Command {
	var c conform
	cmd := newConformOf(&c)
	cmd.AddCommand(newList(), newShow(), newSchema(), newShard(), newClean())
	return cmd
}

// newConformOf is the command without those below it, its flags bound to c.
func newConformOf(c *conform) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "conform --url URL [--token-env VAR | --token-file FILE]",
		Short: "Judge a SCIM endpoint: right by the RFC, works with Entra",
		Long: `Judge a SCIM endpoint. Each check gets two verdicts: that of the profile (does it work with Entra), which decides the exit
code, and that of the RFC where it has a rule. Checks create users and groups named es-<run>-… and delete them again;
anything but this machine needs --allow-writes. Checks that could harm more than what they made, and those that need thousands of
resources, run only when you say so (--allow); checks of what one tenant sees of another need a token of each.`,
		Example: `  export SCIM_TOKEN=…
  entrasim conform --url https://app.example.com/scim/v2 --token-env SCIM_TOKEN --allow-writes
  entrasim conform --url http://localhost:8080/scim/v2 --check AAD-027 --verbose
  entrasim conform --url http://localhost:8080/scim/v2 --label 'patch && !groups' --junit report.xml
  entrasim conform --url http://localhost:8080/scim/v2 --profile rfc-full --area FLT,SRT --level must,should
  entrasim conform --url http://localhost:8080/scim/v2 --profile chaos --allow load --allow-destructive
  entrasim conform --url https://app.example.com/scim/v2 --failed-of report.json --shards 4 --allow-writes
  entrasim conform --image app:latest --port 8080 --base-path /scim/v2 --env SCIM_TOKEN --wait-http /health --token-env SCIM_TOKEN`,
		Args: c.arguments,
		RunE: func(cmd *cobra.Command, args []string) error {
			if stop, err := settle(cmd); stop || err != nil {
				return err
			}
			if nothing, err := c.selection.again(cmd); nothing || err != nil {
				return err
			}
			switch {
			case c.list:
				return printList(cmd, c.selection, c.json != "")
			case c.dryRun:
				return c.plan(cmd)
			case c.image.name != "":
				return c.runImage(cmd, args)
			}
			return c.run(cmd)
		},
	}
	fs := cmd.Flags()
	c.target.flags(fs)
	addSettings(fs)
	c.selection.flags(fs, "entra", "what the target is judged for")
	c.output.flags(fs)
	fs.BoolVar(&c.list, "list", false, "name the selected checks and stop")
	fs.BoolVar(&c.verbose, "verbose", false, "show every check with all its requests and answers")
	fs.BoolVar(&c.allowWrites, "allow-writes", false, "consent to creating and deleting data in a target that is not this machine")
	c.gates.flags(fs)
	fs.BoolVar(&c.shuffle, "shuffle", false, "run the checks in an order drawn from the seed")
	fs.DurationVar(&c.timeout, "timeout", 30*time.Second, "how long one request may take")
	fs.DurationVar(&c.readBack, "read-back", 0, "how long a write may take to become visible")
	fs.Uint64Var(&c.seed, "seed", 1, "what everything drawn at random derives from")
	fs.IntVar(&c.shards, "shards", 0, "judge in this many processes at the same time; 0: one on this machine, elsewhere by how long an answer takes")
	fs.BoolVar(&c.dryRun, "dry-run", false, "say which checks would run and what they would do to the target, and stop; sends nothing")
	fs.StringVar(&c.selection.failedOf, "failed-of", "", "only the checks that did not hold in this JSON report (failed, error, skipped)")
	c.image.flags(fs)
	return cmd
}

// options are those of a run with these flags.
func (c *conform) options(version string) (suites.Options, error) {
	opts, err := c.selection.options()
	if err != nil {
		return suites.Options{}, err
	}
	opts.URL, opts.AllowWrites, opts.Shuffle = c.url, c.allowWrites, c.shuffle
	opts.Timeout, opts.ReadBack, opts.Seed = c.timeout, c.readBack, c.seed
	opts.Version = version
	if c.timeout <= 0 || c.readBack < 0 {
		return opts, usage(nil, "give durations like 10s or 500ms", "--timeout must be positive and --read-back must not be negative")
	}
	if c.shards < 0 {
		return opts, usage(nil, "give a number such as 4, or 0 to have one chosen", "--shards must not be negative")
	}
	if err := c.target.apply(&opts); err != nil {
		return opts, err
	}
	if err := c.gates.apply(&opts); err != nil {
		return opts, err
	}
	opts.Command = opts.CommandLine(append(append(c.target.args(), c.gates.args(opts)...), c.shardArgs()...)...)
	if c.image.name != "" {
		opts.Command = c.image.command(opts)
	}
	return opts, nil
}

// shardArgs are the flags that spread a run again as it was.
func (c *conform) shardArgs() []string {
	if c.shards == 0 {
		return nil
	}
	return []string{"--shards", strconv.Itoa(c.shards)}
}

// run judges the target and prints the report.
func (c *conform) run(cmd *cobra.Command) error {
	opts, err := c.options(cmd.Root().Version)
	if err != nil {
		return err
	}
	opts.Settings = reported(cmd.Flags())
	files, err := c.output.open()
	if err != nil {
		return err
	}
	defer files.Close()
	for _, warning := range c.warnings() {
		fmt.Fprintf(cmd.ErrOrStderr(), "warning: %s\n", warning)
	}
	selected, err := suites.Select(opts)
	if err != nil {
		return err
	}
	defer stopAtSecond(cmd.Context(), cmd.ErrOrStderr(), opts.RunID, os.Exit)()
	p := newProgress(cmd.ErrOrStderr(), len(selected), time.Now)
	opts.OnStart, opts.OnResult = p.start, p.result
	rep, err := c.judge(cmd, opts, selected)
	p.clear()
	if err != nil {
		return err
	}
	rep, err = files.write(cmd, rep, c.verbose)
	if err != nil {
		return err
	}
	return outcome(rep)
}

// outcome is the exit code of a run; the report has said why.
func outcome(rep report.Report) error {
	s := rep.Summary
	switch {
	case rep.Run.Interrupted:
		return &Error{Message: "the run was interrupted", Remedy: "the report covers what had run; run it again for the rest", Code: exitFailed}
	case s.Failed+s.Unexpected > 0:
		return &Error{Code: exitFindings}
	case s.Errors > 0:
		return &Error{Message: fmt.Sprintf("%d checks could not be decided", s.Errors), Remedy: "look for 'no answer' in the report: the target or the way to it failed", Code: exitFailed}
	case s.Skipped > 0:
		return &Error{Code: exitFindings}
	}
	return nil
}
