package scenario

import (
	"fmt"
	"strings"
)

// Reference is the page about scenarios in Markdown: how a file is made, and every verb. It is generated from the verbs.
func Reference() string {
	var b strings.Builder
	b.WriteString(introduction)
	for _, group := range verbGroups {
		fmt.Fprintf(&b, "\n## %s\n", group.title)
		for _, name := range group.verbs {
			if v, ok := VerbNamed(name); ok {
				b.WriteString("\n" + v.Markdown())
			}
		}
	}
	return b.String()
}

// verbGroups is the order of the page.
var verbGroups = []struct {
	title string
	verbs []string
}{
	{"The stage", []string{"directory", "mapping", "map", "unmap", "actions", "filter", "object", "setting", "dial", "server"}},
	{"What happens in Entra", []string{"change", "at", "connect", "credentials", "cycle", "run", "advance", "on-demand"}},
	{"Governing the job", []string{"pause", "start", "restart", "approve", "quarantine", "resume", "kill"}},
	{"What goes wrong, and what others do", []string{"fault", "target"}},
	{"What is expected", []string{"expect-requests", "expect-log", "expect-target", "expect-state"}},
}

// Markdown is the section of the page about the verb.
func (v *Verb) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "### %s\n\n%s\n\n", v.Name, v.Summary)
	fmt.Fprintf(&b, "```\n%s\n```\n", strings.Join(v.Forms, "\n"))
	if v.Details != "" {
		b.WriteString("\n" + v.Details + "\n")
	}
	fmt.Fprintf(&b, "\nFor example:\n\n```\n%s\n```\n", strings.Join(v.Example, "\n"))
	return b.String()
}

const introduction = `# Scenarios

A scenario is a short story about a directory, a provisioning job and a SCIM endpoint, and what is expected of them. It needs no
programming. This page is generated from the verbs (` + "`entrasim scenario verbs`" + ` shows the same).

` + "```" + `
# A user who is unassigned is disabled.
# evidence: engine §3.6 row 1, Q03
directory small
cycle
change unassign {user: dai.nguyen@harbour.example}
cycle
expect-requests disable.txt
expect-target user dai.nguyen@harbour.example active=false
-- disable.txt --
GET /Users/{dai.nguyen@harbour.example} -> 200
PATCH /Users/{dai.nguyen@harbour.example} -> 200
  {"op":"Replace","path":"active","value":"False"}
` + "```" + `

* The script comes first: one verb per line, words with blanks in quotes, single or double, and # before a comment. Quotes inside
  a word belong to it, as in ` + "`o'hara@harbour.example`" + `.
* The first comment is the title. A comment that begins with ` + "`evidence:`" + ` names what the story stands on: a quirk, a section of the
  references, a report.
* Sections follow, each behind a line ` + "`-- NAME --`" + `: directories, mappings, bodies, expected requests.
* Expectations are about the last step that sent something: ` + "`cycle`, `run`, `kill`, `on-demand`, `connect`, `credentials`" + `.
* Time is virtual. A day takes milliseconds, and nothing happens by itself.
* One object at a time is under way, so requests come in one order, and "the 3rd update" is always the same.

To write one: begin with ` + "`directory small`, `cycle` and `expect-requests first.txt`" + ` in a file story.txtar, run

    entrasim scenario run story.txtar --update

and look at what was written into it. Then change something and go on. Without --update the file is compared. Without --url the
reference server is the endpoint, a new one for each scenario; with --url it is yours, which should then be empty.
`
