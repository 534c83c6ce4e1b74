package cli

import (
	"fmt"
	"io"
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
	junit                string
	json, list, verbose  bool
	allowWrites, shuffle bool
	timeout, readBack    time.Duration
	seed                 uint64
}

func newConform() *cobra.Command {
	var c conform
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
  entrasim conform --url http://localhost:8080/scim/v2 --profile chaos --allow load --allow-destructive`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if stop, err := settle(cmd); stop || err != nil {
				return err
			}
			if c.list {
				return printList(cmd, c.selection, c.json)
			}
			return c.run(cmd)
		},
	}
	fs := cmd.Flags()
	c.target.flags(fs)
	addSettings(fs)
	c.selection.flags(fs, "entra", "what the target is judged for")
	fs.StringVar(&c.junit, "junit", "", "also write a JUnit report to this file")
	fs.BoolVar(&c.json, "json", false, "print the report as one JSON document")
	fs.BoolVar(&c.list, "list", false, "name the selected checks and stop")
	fs.BoolVar(&c.verbose, "verbose", false, "show every check with all its requests and answers")
	fs.BoolVar(&c.allowWrites, "allow-writes", false, "consent to creating and deleting data in a target that is not this machine")
	c.gates.flags(fs)
	fs.BoolVar(&c.shuffle, "shuffle", false, "run the checks in an order drawn from the seed")
	fs.DurationVar(&c.timeout, "timeout", 30*time.Second, "how long one request may take")
	fs.DurationVar(&c.readBack, "read-back", 0, "how long a write may take to become visible")
	fs.Uint64Var(&c.seed, "seed", 1, "what everything drawn at random derives from")
	cmd.AddCommand(newList(), newSchema())
	return cmd
}

// run judges the target and prints the report.
func (c *conform) run(cmd *cobra.Command) error {
	opts, err := c.selection.options()
	if err != nil {
		return err
	}
	opts.URL, opts.AllowWrites, opts.Shuffle = c.url, c.allowWrites, c.shuffle
	opts.Timeout, opts.ReadBack, opts.Seed = c.timeout, c.readBack, c.seed
	opts.Version = cmd.Root().Version
	if c.timeout <= 0 || c.readBack < 0 {
		return usage(nil, "give durations like 10s or 500ms", "--timeout must be positive and --read-back must not be negative")
	}
	if err := c.target.apply(&opts); err != nil {
		return err
	}
	if err := c.gates.apply(&opts); err != nil {
		return err
	}
	opts.Command = opts.CommandLine(append(c.target.args(), c.gates.args(opts)...)...)
	junit, err := createReport(c.junit)
	if err != nil {
		return err
	}
	defer junit.Close()
	for _, warning := range c.warnings() {
		fmt.Fprintf(cmd.ErrOrStderr(), "warning: %s\n", warning)
	}
	selected, err := suites.Select(opts)
	if err != nil {
		return err
	}
	p := newProgress(cmd.ErrOrStderr(), len(selected))
	opts.OnStart, opts.OnResult = p.start, p.result
	rep, err := suites.Run(cmd.Context(), opts)
	p.clear()
	if err != nil {
		return err
	}
	if err := c.print(cmd.OutOrStdout(), rep); err != nil {
		return err
	}
	if err := junit.write(rep); err != nil {
		return err
	}
	return outcome(rep)
}

func (c *conform) print(w io.Writer, rep report.Report) error {
	if c.json {
		return report.JSON(w, rep)
	}
	return report.Console(w, rep, report.ConsoleOptions{Color: colorful(w), Verbose: c.verbose})
}

// outcome is the exit code of a run; the report has said why.
func outcome(rep report.Report) error {
	s := rep.Summary
	switch {
	case rep.Run.Interrupted:
		return &Error{Message: "the run was interrupted", Remedy: "the report covers what had run; run it again for the rest", Code: exitFailed}
	case s.Failed > 0:
		return &Error{Code: exitFindings}
	case s.Errors > 0:
		return &Error{Message: fmt.Sprintf("%d checks could not be decided", s.Errors), Remedy: "look for 'no answer' in the report: the target or the way to it failed", Code: exitFailed}
	case s.Skipped > 0:
		return &Error{Code: exitFindings}
	}
	return nil
}
