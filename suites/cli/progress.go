package cli

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"

	"github.com/entrasim/entrasim/suites"
	"github.com/entrasim/entrasim/suites/report"
)

// progress shows on a terminal which checks are running and how long it will take; in a pipeline it says nothing.
type progress struct {
	w              io.Writer
	show           bool
	width          func() int // of the terminal
	now            func() time.Time
	began          time.Time
	total, failing int
	running        []suites.CheckInfo // several with --shards
	done           int
}

func newProgress(w io.Writer, total int, now func() time.Time) *progress {
	return &progress{w: w, show: terminal(w), width: func() int { return columns(w) }, now: now, began: now(), total: total}
}

func (p *progress) start(c suites.CheckInfo) {
	p.running = append(p.running, c)
	p.draw()
}

func (p *progress) result(c report.Check) {
	p.done++
	for i, r := range p.running {
		if r.ID == c.ID {
			p.running = append(p.running[:i], p.running[i+1:]...)
			break
		}
	}
	if c.Verdict == report.Fail || c.Verdict == report.Error {
		p.failing++
	}
}

// draw writes the line anew: how far, how long, what was found, what is running, cut to what fits.
func (p *progress) draw() {
	if !p.show {
		return
	}
	parts := []string{fmt.Sprintf("[%d/%d]", p.done+1, p.total)}
	if left := p.left(); left != "" {
		parts = append(parts, left)
	}
	if p.failing > 0 {
		parts = append(parts, fmt.Sprintf("%d failed so far", p.failing))
	}
	if len(p.running) == 1 {
		parts = append(parts, p.running[0].ID+" "+p.running[0].Title)
	} else {
		var ids []string
		for _, r := range p.running {
			ids = append(ids, r.ID)
		}
		parts = append(parts, strings.Join(ids, " "))
	}
	line := []rune(strings.Join(parts, "  "))
	if width := p.width(); width > 1 && len(line) >= width {
		line = append(line[:width-2], '…')
	}
	fmt.Fprintf(p.w, "\r\x1b[K%s", string(line))
}

// before is how many checks must be over before the time left is worth saying.
const before = 5

// left estimates the time that is left from that of the checks so far.
func (p *progress) left() string {
	if p.done < before || p.done >= p.total {
		return ""
	}
	taken := p.now().Sub(p.began)
	left := taken * time.Duration(p.total-p.done) / time.Duration(p.done)
	if left < time.Second {
		return ""
	}
	return "about " + left.Round(time.Second).String() + " left"
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

// columns is the width of a terminal, 0 when it is none.
func columns(w any) int {
	f, ok := w.(*os.File)
	if !ok {
		return 0
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return width
}

// colorful tells whether to use colour: on a terminal, unless NO_COLOR says otherwise.
func colorful(w any) bool { return terminal(w) && os.Getenv("NO_COLOR") == "" }
