package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// ConsoleOptions shape what Console writes.
type ConsoleOptions struct {
	Color   bool // only sensible on a terminal
	Verbose bool // every check with every exchange
}

// Console writes r for people: a line per check, then the failures in full, what to repair first, and the count as the last
// line.
func Console(w io.Writer, r Report, opts ConsoleOptions) error {
	c := console{Writer: bufio.NewWriter(w), painter: painter{color: opts.Color}, opts: opts}
	c.printf("target   %s\nprofile  %s   seed %d   run %s\n\n", oneLine(r.Run.Target), oneLine(r.Run.Profile), r.Run.Seed, oneLine(r.Run.RunID))
	c.table(r)
	for _, check := range r.Checks {
		if opts.Verbose || check.Findings() || check.Verdict == Warn || check.Verdict == Note || check.Verdict == NotSupported {
			if opts.Verbose || check.Verdict != Skipped {
				c.check(check)
			}
		}
	}
	if !opts.Verbose {
		c.together(r.Checks)
	}
	for _, n := range r.Notes {
		c.printf("\nnote: %s\n", inert(n))
	}
	c.fixes(r.Causes)
	if r.Run.Interrupted {
		c.printf("\nThe run was interrupted; checks that had not run are reported as skipped.\n")
	}
	c.printf("\nrepeat with: %s\n%s\n", oneLine(r.Run.Command), c.summary(r.Summary))
	if err := c.Flush(); err != nil {
		return fmt.Errorf("write console report: %w", err)
	}
	return nil
}

// console keeps the first error of its writer for Flush.
type console struct {
	*bufio.Writer
	painter
	opts ConsoleOptions
}

func (c console) printf(format string, args ...any) { fmt.Fprintf(c, format, args...) }

func (c console) table(r Report) {
	c.printf("%-8s %-14s %-14s %s\n", "CHECK", strings.ToUpper(oneLine(r.Run.Profile)), "RFC", "TITLE")
	for _, check := range r.Checks {
		rfc := check.RFCVerdict
		if rfc == "" {
			rfc = "–" // the RFC has no rule here
		}
		verdict := c.verdict(check.Verdict, 14)
		if check.Excused() {
			verdict = c.paint(quiet, fmt.Sprintf("%-14s", "known "+string(check.Verdict)))
		}
		c.printf("%-8s %s %s %s\n", check.ID, verdict, c.verdict(rfc, 14), oneLine(check.Title))
	}
}

func (c console) check(check Check) {
	c.printf("\n%s %s %s\n", c.verdict(check.Verdict, 0), check.ID, oneLine(check.Title))
	if story := check.story(); story != "" {
		c.printf("  %s\n", indent(inert(story), 2))
	}
	switch check.Verdict {
	case Skipped, NotSupported, Note:
		for _, line := range append([]string{check.Reason}, check.Remarks...) {
			if line != "" {
				c.printf("  %s\n", indent(inert(line), 2))
			}
		}
	case Pass:
		c.printf("  %s\n", indent(inert(check.Requirement), 2))
	case Fail, Warn, Error:
		c.printf("  %s\n", indent(inert(explanation(check)), 2))
	}
	if !c.opts.Verbose {
		return
	}
	for i, ex := range check.Exchanges {
		if i+1 != check.Decisive || check.Verdict == Pass {
			c.printf("  %s\n", indent(inert(Transcript(ex, bodyLines)), 2))
		}
	}
	if check.Curl != "" {
		c.printf("  again: %s\n", indent(inert(check.Curl), 2))
	}
}

// together names the checks that were skipped and those that are known to fail, those with one cause in one paragraph.
func (c console) together(checks []Check) {
	var heads []string
	ids := map[string][]string{}
	for _, check := range checks {
		if check.Verdict != Skipped && !check.Excused() {
			continue
		}
		text := check.Reason
		if story := check.story(); story != "" {
			text = story
		}
		head := c.verdict(check.Verdict, 0) + "\x00" + text
		if ids[head] == nil {
			heads = append(heads, head)
		}
		ids[head] = append(ids[head], check.ID)
	}
	for _, head := range heads {
		verdict, text, _ := strings.Cut(head, "\x00")
		c.printf("\n%s %s\n  %s\n", verdict, strings.Join(ids[head], ", "), indent(inert(text), 2))
	}
}

// fixes says what to repair first. A single cause without consequences has been told already.
func (c console) fixes(causes []Cause) {
	if len(causes) == 0 || (len(causes) == 1 && causes[0].weight() == 1) {
		return
	}
	c.printf("\nWhat to repair, in this order:\n")
	for i, cause := range causes {
		urgent := ""
		switch {
		case cause.Known:
			urgent = " (known)"
		case cause.Fatal:
			urgent = c.paint(bad, " Entra needs it.")
		}
		c.printf("%3d. %s%s\n     %s\n", i+1, oneLine(cause.headline()), urgent, cause.follows())
	}
}

// headline is what is wrong, and where.
func (c Cause) headline() string {
	if c.Where == "" {
		return c.Title + "."
	}
	return c.Title + " (" + c.Where + ")."
}

// follows says what fails by a cause and what it keeps from being tried.
func (c Cause) follows() string {
	var parts []string
	if len(c.Checks) > 0 {
		parts = append(parts, "fails "+some(c.Checks))
	}
	if len(c.Holds) > 0 {
		parts = append(parts, fmt.Sprintf("holds back %d: %s", len(c.Holds), some(c.Holds)))
	}
	return strings.Join(parts, "; ")
}

// some names the first of many.
func some(ids []string) string {
	const first = 6
	if len(ids) <= first+1 {
		return strings.Join(ids, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(ids[:first], ", "), len(ids)-first)
}
