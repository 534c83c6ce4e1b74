package cli

import (
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/suites"
	"github.com/entrasim/entrasim/suites/report"
)

// clean holds the flags of entrasim conform clean.
type clean struct {
	target
	gates
	run                         string
	stale, search, dryRun, json bool
	timeout                     time.Duration
}

func newClean() *cobra.Command {
	var c clean
	cmd := &cobra.Command{
		Use:   "clean (--run ID | --stale) [--url URL]",
		Short: "Delete what a run left in its target, after a kill for example",
		Long: `Delete what runs of conform left in their targets. A run writes down what it creates before it creates it, and deletes it at its
end; when it was killed, or the target refused, this finishes the work. Nothing is deleted that does not carry the marker of
its run (es-<run>-) when it is looked at, so that an id which the target has given to somebody else does no harm.`,
		Example: `  entrasim conform clean --stale --token-env SCIM_TOKEN
  entrasim conform clean --run irt7hbrc --dry-run
  entrasim conform clean --run irt7hbrc --url https://app.example.com/scim/v2 --search`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if stop, err := settle(cmd); stop || err != nil {
				return err
			}
			return c.do(cmd)
		},
	}
	fs := cmd.Flags()
	c.target.cleanFlags(fs)
	c.gates.clientFlags(fs)
	addSettings(fs)
	fs.StringVar(&c.run, "run", "", "id of the run, as its report and the names in the target show it")
	fs.BoolVar(&c.stale, "stale", false, "all runs that are gone and left something")
	fs.BoolVar(&c.search, "search", false, "with --run: look through all users and groups for its marker too, where the ledger is lost")
	fs.BoolVar(&c.dryRun, "dry-run", false, "say what would be deleted, and delete nothing")
	fs.BoolVar(&c.json, "json", false, "print one JSON document")
	fs.DurationVar(&c.timeout, "timeout", 30*time.Second, "how long one request may take")
	return cmd
}

func (c *clean) do(cmd *cobra.Command) error {
	var o suites.Options
	if err := c.connect(&o); err != nil {
		return err
	}
	if err := c.gates.apply(&o); err != nil {
		return err
	}
	opts := suites.CleanOptions{
		Run: c.run, Stale: c.stale, URL: c.url, Token: o.Token, OAuth: o.OAuth, LedgerDir: c.ledger, Search: c.search, DryRun: c.dryRun,
		Transport: o.Transport, Headers: o.Headers, Timeout: c.timeout,
	}
	for _, name := range o.SecretHeaders {
		opts.Secrets = append(opts.Secrets, o.Headers.Values(name)...)
	}
	cleaned, err := suites.Clean(cmd.Context(), opts)
	if len(cleaned) > 0 || err == nil {
		if perr := c.print(cmd.OutOrStdout(), cleaned); perr != nil {
			return perr
		}
	}
	switch {
	case err != nil:
		return err
	case !suites.Finished(cleaned):
		return &Error{Message: "something is left in the target", Remedy: "the table says why; the ledger keeps it, so run this again", Code: exitFindings}
	}
	return nil
}

// cleanedDocument is what clean --json prints.
type cleanedDocument struct {
	Schema    int                      `json:"schema"`
	Resources []suites.CleanedResource `json:"resources"`
}

func (c *clean) print(w io.Writer, cleaned []suites.CleanedResource) error {
	if c.json {
		if cleaned == nil {
			cleaned = []suites.CleanedResource{}
		}
		if err := json.MarshalWrite(w, cleanedDocument{report.SchemaVersion, cleaned}, jsontext.WithIndent("  ")); err != nil {
			return fmt.Errorf("write JSON: %w", err)
		}
		_, err := fmt.Fprintln(w)
		return err
	}
	if len(cleaned) == 0 {
		_, err := fmt.Fprintln(w, "nothing was left")
		return err
	}
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "RUN\tRESOURCE\tID\tNAME\tFATE")
	for _, r := range cleaned {
		fate := r.Fate
		if r.Reason != "" {
			fate += ": " + r.Reason
		}
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%s\n", r.Run, r.Resource, dash(r.ID), dash(r.Name), fate)
	}
	if err := tw.Flush(); err != nil {
		return fmt.Errorf("write table: %w", err)
	}
	return nil
}
