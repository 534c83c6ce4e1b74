package cli

import (
	"fmt"
	"io"
	"os"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/entrasim/entrasim/simulator"
)

// voice tells what happens: the story on stdout, progress and notes on stderr. On a terminal it has colour and a progress
// line; in a pipe it is plain lines. NO_COLOR is honoured.
type voice struct {
	out, notes io.Writer
	colour     bool // stdout
	progress   bool // stderr is a terminal
	verbose    bool
	quiet      bool // no story: the result is JSON

	number   int            // of the running cycle
	records  int            // of the running cycle
	told     map[string]int // lines told in the running cycle, by what they say
	began    bool           // the running cycle has its heading
	idle     []simulator.CycleReport
	advice   string // of the first failure
	cleared  bool   // the progress line is empty
	upcoming simulator.CycleKind
}

func newVoice(cmd *cobra.Command, verbose bool) *voice {
	v := &voice{out: cmd.OutOrStdout(), notes: cmd.ErrOrStderr(), verbose: verbose, cleared: true, told: map[string]int{}}
	v.colour = terminal(v.out) && os.Getenv("NO_COLOR") == ""
	v.progress = terminal(v.notes)
	return v
}

// terminal reports whether somebody is looking at a stream.
func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd())) && os.Getenv("TERM") != "dumb"
}

// paint colours a text when colours are welcome.
func (v *voice) paint(s string, style lipgloss.Style) string {
	if !v.colour {
		return s
	}
	return style.Render(s)
}

var (
	good  = lipgloss.NewStyle().Foreground(lipgloss.Green)
	bad   = lipgloss.NewStyle().Foreground(lipgloss.Red).Bold(true)
	weak  = lipgloss.NewStyle().Faint(true)
	label = lipgloss.NewStyle().Bold(true)
	alert = lipgloss.NewStyle().Foreground(lipgloss.Yellow)
)

// say writes a line of the story.
func (v *voice) say(format string, args ...any) {
	if v.quiet {
		return
	}
	v.clear()
	fmt.Fprintf(v.out, format+"\n", args...)
}

// warn writes a note.
func (v *voice) warn(text string) {
	v.clear()
	fmt.Fprintf(v.notes, "warning: %s\n", text)
}

// mail tells about a notification.
func (v *voice) mail(n simulator.Notification) {
	v.note("Entra sends a mail: the job is in quarantine (" + n.Reason + "): " + oneLine(n.Text))
}

// note writes something that is good to know.
func (v *voice) note(text string) {
	v.clear()
	fmt.Fprintf(v.notes, "note: %s\n", text)
}

// show replaces the progress line.
func (v *voice) show(format string, args ...any) {
	if v.progress {
		fmt.Fprintf(v.notes, "\r\x1b[K"+format, args...)
		v.cleared = false
	}
}

func (v *voice) clear() {
	if v.progress && !v.cleared {
		fmt.Fprint(v.notes, "\r\x1b[K")
		v.cleared = true
	}
}

// connection tells about Test Connection.
func (v *voice) connection(r simulator.ConnectReport) {
	for _, s := range r.Steps {
		mark := v.paint("ok    ", good)
		if !s.OK {
			mark = v.paint("failed", bad)
		}
		v.say("%s  %s  %s", mark, s.Name, v.paint(s.Exchange.String(), weak))
		for _, t := range s.Tolerated {
			v.say("        note: Entra lets pass that %s", t)
		}
		if v.verbose {
			v.exchange(s.Exchange)
		}
	}
	if r.OK() {
		v.say("%s", v.paint("Test Connection succeeded.", good))
	}
}

// exchange shows a request and its answer in full; secrets are masked in it.
func (v *voice) exchange(x simulator.Exchange) {
	lines := []string{x.Method + " " + x.URL()}
	for _, h := range x.RequestHeader {
		lines = append(lines, h.Name+": "+h.Value)
	}
	lines = append(lines, body(x.RequestBody)...)
	lines = append(lines, "", fmt.Sprintf("-> %d", x.Status))
	if x.Err != "" {
		lines[len(lines)-1] = "-> " + x.Err
	}
	for _, h := range x.ResponseHeader {
		lines = append(lines, h.Name+": "+h.Value)
	}
	lines = append(lines, body(x.ResponseBody)...)
	for _, l := range lines {
		v.say("      %s", v.paint("| "+l, weak))
	}
}

func body(s string) []string {
	if s = strings.TrimSpace(s); s == "" {
		return nil
	}
	return append([]string{""}, strings.Split(s, "\n")...)
}
