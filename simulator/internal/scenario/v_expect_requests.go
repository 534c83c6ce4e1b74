package scenario

import (
	"context"
	"slices"

	"golang.org/x/tools/txtar"

	"github.com/entrasim/entrasim/simulator"
)

func expectRequestsVerb() *Verb {
	return &Verb{
		Name:    "expect-requests",
		Forms:   []string{"expect-requests SECTION [OPTION…]", "expect-requests none [OPTION…]"},
		Summary: "Compares what the last step sent with a section of the file.",
		Details: "The last step is the last `cycle`, `run`, `kill`, `on-demand`, `connect` or `credentials`. Request lines and bodies stand as they " +
			"were sent, ids that the endpoint chose as names in braces. With --update (in Go tests -update) the section is written; " +
			"it need not exist before.\n\n" +
			"| option | what is compared |\n|---|---|\n" +
			"| `writes` | no reads and lookups |\n" +
			"| `of=NAME` | only what was sent for that user or group |\n" +
			"| `probes` | also the lookups of random names before each cycle |\n" +
			"| `headers` | also the header lines that Entra sets |",
		Example: []string{"expect-requests disable.txt", "expect-requests members.txt writes 'of=Crane Crew'", "expect-requests none writes"},
		read: func(l *line, _ *Scenario) (action, error) {
			if len(l.words) == 0 {
				return nil, l.usage()
			}
			var c chosenRequests
			for _, word := range l.words[1:] {
				if !c.option(word) {
					return nil, l.fail("the options are writes, of=NAME, probes and headers", "%q is no option", word)
				}
			}
			return func(_ context.Context, w *world) error { return w.expectRequests(l.words[0], c) }, nil
		},
	}
}

// chosenRequests says which of the last step's requests are compared, and how.
type chosenRequests struct {
	writes, probes, headers bool
	of                      string // a user or group; "" means all
}

func (c *chosenRequests) option(word string) bool {
	switch word {
	case "writes":
		c.writes = true
	case "probes":
		c.probes = true
	case "headers":
		c.headers = true
	default:
		name, value, ok := option(word)
		c.of = value
		return ok && name == "of"
	}
	return true
}

// from chooses among the exchanges of the last step.
func (c chosenRequests) from(w *world) []simulator.Exchange {
	all := w.last.exchanges
	if c.of != "" {
		all = w.sentFor(c.of)
	}
	var sent []simulator.Exchange
	for _, x := range all {
		if !(c.writes && !x.Write()) && (c.probes || !isProbe(x)) {
			sent = append(sent, x)
		}
	}
	return sent
}

func (w *world) expectRequests(section string, c chosenRequests) error {
	sent := c.from(w)
	got, want := w.wire(sent, c.headers), ""
	if section != "none" {
		text, ok := w.scenario.lookup(section)
		if w.options.Update {
			w.update(section, got)
			return nil
		}
		if !ok {
			return w.line.fail("play the scenario with --update to have it written", "there is no section %s", section)
		}
		want = text
	}
	if got != want {
		w.failed(Failure{What: "other requests were sent", Want: orNothing(want), Got: orNothing(got), Exchanges: sent})
	}
	return nil
}

func orNothing(text string) string {
	if text == "" {
		return "(nothing)"
	}
	return text
}

// update writes a section.
func (w *world) update(section, text string) {
	i := slices.IndexFunc(w.sections.Files, func(f txtar.File) bool { return f.Name == section })
	if i < 0 {
		i = len(w.sections.Files)
		w.sections.Files = append(w.sections.Files, txtar.File{Name: section})
	}
	if string(w.sections.Files[i].Data) != text || text == "" {
		w.sections.Files[i].Data = []byte(text)
		w.updated = true
	}
}
