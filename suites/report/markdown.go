package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

const (
	// markdownBytes bounds the whole document: GitHub refuses the summary of a step from 1 MiB on.
	markdownBytes = 512 << 10
	// markdownRest is kept for what closes the document.
	markdownRest = 64 << 10
	// markdownText bounds a transcript in it, markdownLine a text that becomes part of a line; an escape takes up to five times that.
	markdownText, markdownLine = 6 << 10, 600
)

// Markdown writes r as the summary of a pipeline, in the dialect of GitHub and GitLab: counts, what to repair first, every
// finding folded with the exchange that decided, then what is left in short. It never exceeds 512 KiB: what does not fit is
// counted. Whatever the target said is text there, and no markup.
func Markdown(w io.Writer, r Report) error {
	m := markdown{}
	m.head(r)
	m.causes(r.Causes)
	m.findings("Failures", r, func(c Check) bool {
		return c.Findings() && c.Verdict != Error && c.Verdict != Skipped || c.Known != nil && c.Known.State != KnownFails
	})
	m.findings("Not decided", r, func(c Check) bool { return c.Verdict == Error })
	m.findings("Warnings", r, func(c Check) bool { return c.Verdict == Warn && c.Known == nil })
	m.together("Known failures", r, Check.Excused, Check.story)
	m.together("Skipped", r, func(c Check) bool { return c.Verdict == Skipped && c.Known == nil }, reason)
	m.together("Not supported", r, func(c Check) bool { return c.Verdict == NotSupported && c.Known == nil }, reason)
	m.areas(r)
	m.foot(r)
	if _, err := w.Write(m.Bytes()); err != nil {
		return fmt.Errorf("write Markdown report: %w", err)
	}
	return nil
}

type markdown struct{ bytes.Buffer }

func (m *markdown) printf(format string, args ...any) { fmt.Fprintf(m, format, args...) }

// full tells whether only what closes the document still has room.
func (m *markdown) full() bool { return m.Len() > markdownBytes-markdownRest }

func (m *markdown) head(r Report) {
	sign := "✅"
	switch {
	case r.Summary.Errors > 0 || r.Run.Interrupted:
		sign = "⚠️"
	case !r.Summary.Conformant():
		sign = "❌"
	}
	m.printf("## %s SCIM conformance: %s\n\n", sign, md(r.Summary.Line()))
	m.printf("%s, profile %s, seed %d, run %s, entrasim %s\n\n", code(r.Run.Target), md(r.Run.Profile), r.Run.Seed, md(r.Run.RunID), md(r.Run.Version))
	if r.Run.Interrupted {
		m.printf("**The run was interrupted**; checks that had not run count as skipped.\n\n")
	}
	for i, note := range r.Notes {
		if i == 20 {
			m.printf("> … and %d more notes\n\n", len(r.Notes)-i)
			break
		}
		m.printf("> %s\n\n", md(note))
	}
}

func (m *markdown) causes(causes []Cause) {
	if len(causes) == 0 {
		return
	}
	m.printf("### What to repair, in this order\n\n")
	for i, c := range causes {
		if i == 20 {
			m.printf("\n… and %d more causes\n", len(causes)-i)
			break
		}
		urgent := ""
		switch {
		case c.Known:
			urgent = " *(known)*"
		case c.Fatal:
			urgent = " **Entra needs it.**"
		}
		m.printf("%d. %s%s<br>%s\n", i+1, md(c.headline()), urgent, md(c.follows()))
		if c.Advice != "" {
			m.printf("   <br>→ %s\n", md(c.Advice))
		}
	}
	m.printf("\n")
}

func (m *markdown) findings(title string, r Report, belongs func(Check) bool) {
	begun, left := false, 0
	for _, c := range urgent(r) {
		if !belongs(c) {
			continue
		}
		if left > 0 {
			left++
			continue
		}
		var one markdown
		one.finding(c)
		if m.Len()+one.Len() > markdownBytes-markdownRest {
			left++
			continue
		}
		if !begun {
			m.printf("### %s\n\n", title)
			begun = true
		}
		m.Write(one.Bytes()) // a Buffer never fails
	}
	if left > 0 {
		m.printf("… and %d more under %q, for which there is no room here: see the HTML report.\n\n", left, title)
	}
}

func (m *markdown) finding(c Check) {
	m.printf("<details><summary><b>%s</b> %s <i>(%s)</i></summary>\n\n", c.ID, md(c.Title), md(string(c.Verdict)))
	field := func(name, value string) {
		if value != "" {
			m.printf("- **%s**: %s\n", name, value)
		}
	}
	field("baseline", md(c.story()))
	field("requirement", md(fmt.Sprintf("%s [%s, %s]", c.Requirement, c.Level, c.Ref)))
	if c.RFCVerdict != "" {
		field("by the RFC", md(string(c.RFCVerdict)))
	}
	field("reason", md(c.Reason))
	if c.Where != "" {
		field("where", code(c.Where))
	}
	for _, allowed := range c.Allowed {
		field("allowed", code(allowed))
	}
	if c.Got != "" {
		field("got", code(c.Got))
	}
	for _, remark := range c.Remarks {
		field("remark", md(remark))
	}
	field("advice", md(c.Advice))
	if ex, ok := c.PrecedingWrite(); ok {
		m.fence("after", "http", Transcript(ex, bodyLines))
	}
	if ex, ok := c.DecisiveExchange(); ok {
		m.fence("exchange", "http", Transcript(ex, bodyLines))
		m.fence("again", "sh", ex.Curl())
	}
	m.printf("\n</details>\n\n")
}

// together lists checks with one explanation in one line.
func (m *markdown) together(title string, r Report, belongs func(Check) bool, why func(Check) string) {
	var whys []string
	ids := map[string][]string{}
	for _, c := range r.Checks {
		if !belongs(c) {
			continue
		}
		if ids[why(c)] == nil {
			whys = append(whys, why(c))
		}
		ids[why(c)] = append(ids[why(c)], c.ID)
	}
	if len(whys) == 0 {
		return
	}
	m.printf("<details><summary>%s</summary>\n\n", title)
	for i, text := range whys {
		if m.full() {
			m.printf("- … and %d more reasons\n", len(whys)-i)
			break
		}
		m.printf("- %s: %s\n", strings.Join(ids[text], ", "), md(text))
	}
	m.printf("\n</details>\n\n")
}

func reason(c Check) string { return c.Reason }

func (m *markdown) areas(r Report) {
	m.printf("<details><summary>By area</summary>\n\n| area | | passed | warnings | failed | known | skipped | undecided | not supported |\n|---|---|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, area := range areas(r.Checks) {
		s := Summarize(area)
		m.printf("| %s | %s | %d | %d | %d | %d | %d | %d | %d |\n", area[0].Area, md(AreaTitle(area[0].Area)), s.Passed+s.Notes, s.Warnings, s.Failed, s.Known, s.Skipped, s.Errors, s.NotSupported)
	}
	m.printf("\n</details>\n\n")
}

func (m *markdown) foot(r Report) {
	m.fence("Repeat with", "sh", r.Run.Command)
}

// fence writes a block whose fence is longer than any that is in it.
func (m *markdown) fence(title, language, text string) {
	text, cut := clip(text, markdownText)
	if cut {
		text += "\n… (cut)"
	}
	text = inert(text)
	fence := strings.Repeat("`", max(3, longest(text)+1))
	m.printf("\n%s:\n\n%s%s\n%s\n%s\n", title, fence, language, text, fence)
}

// longest is the length of the longest run of backticks.
func longest(text string) int {
	most, run := 0, 0
	for _, r := range text {
		if run++; r != '`' {
			run = 0
		}
		most = max(most, run)
	}
	return most
}

// md is text as Markdown: what would be markup, a link or the mention of somebody is not.
func md(s string) string {
	s, cut := clip(s, markdownLine)
	if cut {
		s += " … (cut)"
	}
	var b strings.Builder
	for _, r := range oneLine(s) {
		switch {
		case r == '@':
			b.WriteString("@&#8203;")
		case strings.ContainsRune("&<>\"'\\`*_{}[]#|~:!", r):
			fmt.Fprintf(&b, "&#%d;", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// code is text as a code span, in which nothing is markup.
func code(s string) string {
	s, cut := clip(s, 1000)
	if cut {
		s += " … (cut)"
	}
	s = oneLine(s)
	fence := strings.Repeat("`", longest(s)+1)
	return fence + " " + s + " " + fence
}
