package report

import (
	"fmt"
	"io"
	"strings"

	"charm.land/lipgloss/v2"
)

// ConsoleOptions shape what Console writes.
type ConsoleOptions struct {
	Color   bool // only sensible on a terminal
	Verbose bool // every check with every exchange
}

// Console writes r for people: a line per check, then the failures in full, then the count as the last line.
func Console(w io.Writer, r Report, opts ConsoleOptions) error {
	p := painter{color: opts.Color}
	var b strings.Builder
	fmt.Fprintf(&b, "target   %s\nprofile  %s   seed %d   run %s\n\n", r.Run.Target, r.Run.Profile, r.Run.Seed, r.Run.RunID)
	fmt.Fprintf(&b, "%-8s %-14s %-14s %s\n", "CHECK", strings.ToUpper(r.Run.Profile), "RFC", "TITLE")
	for _, c := range r.Checks {
		rfc := string(c.RFCVerdict)
		if rfc == "" {
			rfc = "–" // the RFC has no rule here
		}
		fmt.Fprintf(&b, "%-8s %s %s %s\n", c.ID, p.verdict(c.Verdict, 14), p.verdict(Verdict(rfc), 14), c.Title)
	}
	for _, c := range r.Checks {
		if (c.Verdict != Pass && c.Verdict != Skipped) || opts.Verbose {
			consoleCheck(&b, p, c, opts)
		}
	}
	if !opts.Verbose {
		skippedTogether(&b, p, r.Checks)
	}
	for _, n := range r.Notes {
		fmt.Fprintf(&b, "\nnote: %s\n", printable(n))
	}
	if r.Run.Interrupted {
		b.WriteString("\nThe run was interrupted; checks that had not run are reported as skipped.\n")
	}
	fmt.Fprintf(&b, "\nrepeat with: %s\n%s\n", r.Run.Command, p.summary(r.Summary))
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("write console report: %w", err)
	}
	return nil
}

func consoleCheck(b *strings.Builder, p painter, c Check, opts ConsoleOptions) {
	fmt.Fprintf(b, "\n%s %s %s\n", p.verdict(c.Verdict, 0), c.ID, c.Title)
	switch c.Verdict {
	case Skipped, NotSupported, Note:
		for _, line := range append([]string{c.Reason}, c.Remarks...) {
			if line != "" {
				fmt.Fprintf(b, "  %s\n", indent(printable(line), 2))
			}
		}
	case Pass:
		fmt.Fprintf(b, "  %s\n", c.Requirement)
	case Fail, Warn, Error:
		fmt.Fprintf(b, "  %s\n", indent(printable(explanation(c)), 2))
	}
	if !opts.Verbose {
		return
	}
	for i, ex := range c.Exchanges {
		if i+1 != c.Decisive || c.Verdict == Pass {
			fmt.Fprintf(b, "  %s\n", indent(printable(Transcript(ex, bodyLines)), 2))
		}
	}
}

// skippedTogether names the checks that were skipped, those with one cause in one paragraph.
func skippedTogether(b *strings.Builder, p painter, checks []Check) {
	var reasons []string
	ids := map[string][]string{}
	for _, c := range checks {
		if c.Verdict != Skipped {
			continue
		}
		if ids[c.Reason] == nil {
			reasons = append(reasons, c.Reason)
		}
		ids[c.Reason] = append(ids[c.Reason], c.ID)
	}
	for _, reason := range reasons {
		fmt.Fprintf(b, "\n%s %s\n  %s\n", p.verdict(Skipped, 0), strings.Join(ids[reason], ", "), indent(printable(reason), 2))
	}
}

// Line is the summary on one line: the counts that are always there, then those that are not zero.
func (s Summary) Line() string {
	parts := []string{fmt.Sprintf("%d passed", s.Passed), fmt.Sprintf("%d failed", s.Failed)}
	for _, p := range []struct {
		n         int
		one, many string
	}{
		{s.Warnings, "warning", "warnings"},
		{s.Notes, "note", "notes"},
		{s.NotSupported, "not supported", "not supported"},
		{s.Skipped, "skipped", "skipped"},
		{s.Errors, "error", "errors"},
	} {
		switch {
		case p.n == 1:
			parts = append(parts, "1 "+p.one)
		case p.n > 1:
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.many))
		}
	}
	return strings.Join(parts, ", ")
}

type painter struct{ color bool }

var (
	good    = lipgloss.NewStyle().Foreground(lipgloss.Green)
	bad     = lipgloss.NewStyle().Foreground(lipgloss.Red).Bold(true)
	careful = lipgloss.NewStyle().Foreground(lipgloss.Yellow)
	quiet   = lipgloss.NewStyle().Faint(true)
)

func (p painter) paint(style lipgloss.Style, s string) string {
	if !p.color {
		return s
	}
	return style.Render(s)
}

// verdict pads before painting: escape sequences have no width.
func (p painter) verdict(v Verdict, width int) string {
	text := fmt.Sprintf("%-*s", width, v)
	switch v {
	case Pass:
		return p.paint(good, text)
	case Fail, Error:
		return p.paint(bad, text)
	case Warn, Skipped:
		return p.paint(careful, text)
	default:
		return p.paint(quiet, text)
	}
}

func (p painter) summary(s Summary) string {
	switch {
	case s.Conformant():
		return p.paint(good, s.Line())
	default:
		return p.paint(bad, s.Line())
	}
}
