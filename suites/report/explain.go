package report

import (
	"fmt"
	"strings"
)

// bodyLines is how much of a body the texts for people show; the JSON report has all that was kept.
const bodyLines = 40

// lineBytes is how much of a line they show: bodies without line breaks are the rule.
const lineBytes = 4000

// explanation is the plain-text account of a check that did not pass: requirement, allowed, got, exchanges, advice.
func explanation(c Check) string {
	var b strings.Builder
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%-12s %s\n", name, indent(value, 13))
		}
	}
	field("requirement", c.Requirement+" ["+c.Level+", "+c.Ref+"]")
	field("baseline", c.story())
	field("reason", ellipsis(c.Reason, lineBytes))
	field("where", ellipsis(c.Where, lineBytes))
	field("allowed", ellipsis(strings.Join(c.Allowed, "\nor "), lineBytes))
	field("got", ellipsis(c.Got, lineBytes))
	for _, remark := range c.Remarks {
		field("remark", ellipsis(remark, lineBytes))
	}
	if ex, ok := c.PrecedingWrite(); ok {
		field("after", Transcript(ex, bodyLines))
	}
	if ex, ok := c.DecisiveExchange(); ok {
		field("exchange", Transcript(ex, bodyLines))
	}
	field("advice", c.Advice)
	field("asserted at", c.Location)
	return strings.TrimRight(b.String(), "\n")
}

func indent(s string, by int) string {
	return strings.ReplaceAll(s, "\n", "\n"+strings.Repeat(" ", by))
}

// Transcript prints an exchange as it went over the wire, headers included, with bodies cut to maxLines lines (0: uncut).
func Transcript(ex Exchange, maxLines int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "> %s %s\n", ex.Method, ex.URL)
	message(&b, "> ", ex.Request, maxLines)
	switch {
	case ex.Error != "":
		fmt.Fprintf(&b, "< no answer: %s\n", ex.Error)
	case ex.Status != 0:
		fmt.Fprintf(&b, "< %d\n", ex.Status)
		if ex.Response != nil {
			message(&b, "< ", *ex.Response, maxLines)
		}
	}
	return strings.TrimRight(b.String(), "\n")
}

func message(b *strings.Builder, prefix string, m Message, maxLines int) {
	for _, h := range m.Headers {
		fmt.Fprintf(b, "%s%s: %s\n", prefix, h.Name, h.Value)
	}
	if m.Body == "" {
		return
	}
	lines := strings.Split(strings.TrimRight(m.Body, "\n"), "\n")
	cut := 0
	if maxLines > 0 && len(lines) > maxLines {
		cut = len(lines) - maxLines
		lines = lines[:maxLines]
	}
	for i, line := range lines {
		if maxLines > 0 {
			short, gone := clip(line, lineBytes)
			line = short
			if gone && i == len(lines)-1 {
				cut++
			} else if gone {
				line += " …"
			}
		}
		fmt.Fprintf(b, "%s%s\n", prefix, line)
	}
	if cut > 0 || m.Truncated {
		fmt.Fprintf(b, "%s… (cut)\n", prefix)
	}
}

// Explain is the plain-text account of a check that did not pass: requirement, reason, what was allowed, what came, the exchange
// that decided, advice. It holds nothing that a terminal should not see.
func Explain(c Check) string { return printable(explanation(c)) }
