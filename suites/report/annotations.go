package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// GitHub shows ten annotations of a kind per step and drops the rest without a word.
const annotationsOfAKind = 10

// Annotations writes the findings as workflow commands of GitHub Actions, the most urgent first: an error per failure and per
// check that could not be decided, a warning per warning, a notice with the count. More than GitHub shows are summed up.
func Annotations(w io.Writer, r Report) error {
	a := annotations{Writer: bufio.NewWriter(w), written: map[string]int{}, dropped: map[string]int{}}
	for _, c := range urgent(r) {
		if kind, title, message := annotation(c); kind != "" {
			a.add(kind, title, message)
		}
	}
	for _, kind := range []string{"error", "warning"} {
		if n := a.dropped[kind]; n > 0 {
			a.command(kind, "and more", fmt.Sprintf("%d more are in the report", n))
		}
	}
	a.command("notice", "SCIM conformance", fmt.Sprintf("%s: %s (profile %s)", r.Run.Target, r.Summary.Line(), r.Run.Profile))
	if err := a.Flush(); err != nil {
		return fmt.Errorf("write annotations: %w", err)
	}
	return nil
}

// annotations counts by kind; its writer keeps the first error for Flush.
type annotations struct {
	*bufio.Writer
	written, dropped map[string]int
}

func (a annotations) add(kind, title, message string) {
	if a.written[kind] == annotationsOfAKind-1 { // the last is for the rest
		a.dropped[kind]++
		return
	}
	a.written[kind]++
	a.command(kind, title, message)
}

// The format has an escape for what would end a message or a property, and no other.
var (
	messageEscape  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	propertyEscape = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func (a annotations) command(kind, title, message string) {
	message, _ = clip(inert(message), 2000)
	fmt.Fprintf(a, "::%s title=%s::%s\n", kind, propertyEscape.Replace(oneLine(title)), messageEscape.Replace(message))
}

// annotation is what is said about a check; kind "" is nothing.
func annotation(c Check) (kind, title, message string) {
	title = c.ID + " " + c.Title
	if c.Where != "" {
		message = c.Where + ": "
	}
	message += c.Reason
	if c.Got != "" {
		message += "\ngot: " + c.Got
	}
	if len(c.Allowed) > 0 {
		message += "\nallowed: " + strings.Join(c.Allowed, " or ")
	}
	if c.Advice != "" {
		message += "\n" + c.Advice
	}
	switch {
	case c.Excused():
		return "", "", ""
	case c.Known != nil && c.Known.State == KnownPasses:
		return "error", title, c.story()
	case c.Verdict == Fail, c.Verdict == Error:
		return "error", title, message
	case c.Verdict == Warn:
		return "warning", title, message
	}
	return "", "", ""
}

// urgent lists the checks by the rank of the causes that fail them; those without cause follow in their own order.
func urgent(r Report) []Check {
	place := map[string]int{}
	for _, cause := range r.Causes {
		for _, id := range cause.Checks {
			place[id] = len(place) + 1
		}
	}
	first, rest := make([]Check, len(place)), []Check(nil)
	for _, c := range r.Checks {
		if i := place[c.ID]; i > 0 {
			first[i-1] = c
		} else {
			rest = append(rest, c)
		}
	}
	return append(first, rest...)
}
