package cli

import (
	"fmt"
	"io"
	"os"

	"golang.org/x/term"

	"github.com/entrasim/entrasim/suites"
	"github.com/entrasim/entrasim/suites/report"
)

// progress shows on a terminal which check is running; in a pipeline it says nothing.
type progress struct {
	w                     io.Writer
	show                  bool
	total, begun, failing int
}

func newProgress(w io.Writer, total int) *progress {
	return &progress{w: w, show: terminal(w), total: total}
}

func (p *progress) start(c suites.CheckInfo) {
	p.begun++
	if !p.show {
		return
	}
	found := ""
	if p.failing > 0 {
		found = fmt.Sprintf("  %d failed so far", p.failing)
	}
	fmt.Fprintf(p.w, "\r\x1b[K[%d/%d] %s %s%s", p.begun, p.total, c.ID, c.Title, found)
}

func (p *progress) result(c report.Check) {
	if c.Verdict == report.Fail || c.Verdict == report.Error {
		p.failing++
	}
}

// clear takes the line away.
func (p *progress) clear() {
	if p.show {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}

// terminal tells whether w is one.
func terminal(w any) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// colorful tells whether to use colour: on a terminal, unless NO_COLOR says otherwise.
func colorful(w any) bool { return terminal(w) && os.Getenv("NO_COLOR") == "" }
