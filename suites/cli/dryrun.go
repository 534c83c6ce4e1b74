package cli

import (
	"cmp"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/suites"
	"github.com/entrasim/entrasim/suites/report"
)

// dryRun is the document that --dry-run --json prints.
type dryRun struct {
	Schema  int         `json:"schema"`
	Target  string      `json:"target"`
	Profile string      `json:"profile"`
	Command string      `json:"command"`
	Checks  []wouldDo   `json:"checks"`
	Effects countEffect `json:"effects"`
}

// wouldDo is what a check would do.
type wouldDo struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Effect string `json:"effect"`
	// Closed says why the check would not run: a gate that only the operator can open.
	Closed string `json:"closed,omitempty"`
}

// countEffect counts checks that would run, by what they do.
type countEffect struct {
	Read   int `json:"read"`
	Write  int `json:"write"`
	Delete int `json:"delete"`
	Heavy  int `json:"heavy"`
	Closed int `json:"closed"`
}

// plan says what a run would do and sends nothing. Settings are held to what a run needs, the consent to write included.
func (c *conform) plan(cmd *cobra.Command) error {
	opts, err := c.options(cmd.Root().Version)
	if err != nil {
		return err
	}
	planned, err := suites.Plan(opts)
	if err != nil {
		return err
	}
	doc := dryRun{Schema: report.SchemaVersion, Target: opts.URL, Profile: opts.Profile, Command: opts.Command}
	for _, p := range planned {
		doc.Checks = append(doc.Checks, wouldDo{ID: p.ID, Title: p.Title, Effect: p.Effect, Closed: p.Closed})
		doc.Effects.add(p.Effect, p.Closed != "")
	}
	out := cmd.OutOrStdout()
	if c.json != "" {
		if err := json.MarshalWrite(out, doc, jsontext.WithIndent("  ")); err != nil {
			return fmt.Errorf("write JSON: %w", err)
		}
		_, err := fmt.Fprintln(out)
		return err
	}
	return doc.print(out)
}

func (n *countEffect) add(effect string, closed bool) {
	switch {
	case closed:
		n.Closed++
	case effect == "read":
		n.Read++
	case effect == "write":
		n.Write++
	case effect == "delete":
		n.Delete++
	default:
		n.Heavy++
	}
}

func (d dryRun) print(w io.Writer) error {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "CHECK\tEFFECT\tRUNS\tTITLE")
	for _, c := range d.Checks {
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\n", c.ID, c.Effect, cmp.Or(c.Closed, "yes"), c.Title)
	}
	if err := tw.Flush(); err != nil {
		return fmt.Errorf("write the plan: %w", err)
	}
	n := d.Effects
	fmt.Fprintf(w, "\nnothing was sent. Against %s, profile %s:\n", d.Target, d.Profile)
	fmt.Fprintf(w, "  %d checks only read\n", n.Read)
	fmt.Fprintf(w, "  %d create users and groups named es-<run>-… and delete them again\n", n.Write)
	fmt.Fprintf(w, "  %d are about deleting, of what they created themselves\n", n.Delete)
	fmt.Fprintf(w, "  %d are a burden: many requests or large bodies\n", n.Heavy)
	fmt.Fprintf(w, "  %d would not run: their gate is closed\n", n.Closed)
	fmt.Fprintf(w, "What the target announces that it does not support is left out on top of that.\n\nrun it with: %s\n", d.Command)
	return nil
}
