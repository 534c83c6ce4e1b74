package demo

import (
	"fmt"
	"io"
	"strings"

	"charm.land/lipgloss/v2"

	"github.com/entrasim/entrasim/simulator"
)

// narrator prints the play: numbered steps, what people say, what goes over the wire.
type narrator struct {
	out     io.Writer
	verbose bool
	color   bool
	err     error // the first error of writing; the play goes on, the caller learns of it at the end
}

var (
	bold  = lipgloss.NewStyle().Bold(true)
	faint = lipgloss.NewStyle().Faint(true)
	green = lipgloss.NewStyle().Foreground(lipgloss.Green)
	red   = lipgloss.NewStyle().Foreground(lipgloss.Red)
)

func (n *narrator) style(s lipgloss.Style, text string) string {
	if !n.color {
		return text
	}
	return s.Render(text)
}

func (n *narrator) printf(format string, args ...any) {
	if _, err := fmt.Fprintf(n.out, format, args...); err != nil && n.err == nil {
		n.err = err
	}
}

// act opens a part of the play.
func (n *narrator) act(title string) { n.printf("\n%s\n", n.style(bold, title)) }

// step opens one step of the guide.
func (n *narrator) step(number int, title string) {
	n.printf("\n%s\n", n.style(bold, fmt.Sprintf("%2d  %s", number, title)))
}

// say prints one line of a step.
func (n *narrator) say(format string, args ...any) {
	n.printf("    %s\n", fmt.Sprintf(format, args...))
}

// good and bad print the outcome of a step, green or red as in the portal.
func (n *narrator) good(format string, args ...any) {
	n.printf("    %s %s\n", n.style(green, "✓"), fmt.Sprintf(format, args...))
}

func (n *narrator) bad(format string, args ...any) {
	n.printf("    %s %s\n", n.style(red, "✗"), fmt.Sprintf(format, args...))
}

// shownBody is how much of a request body is printed in the brief form, in runes.
const shownBody = 180

// wire prints an exchange in one line and the body of a write in another, or everything with --verbose.
func (n *narrator) wire(e simulator.Exchange) {
	if n.verbose {
		for line := range strings.Lines(strings.TrimRight(e.Full(), "\n") + "\n") {
			n.printf("      %s\n", n.style(faint, strings.TrimRight(line, "\r\n")))
		}
		return
	}
	n.printf("      %s\n", n.style(faint, e.String()))
	if e.RequestBody == "" {
		return
	}
	body := []rune(brief(e.RequestBody))
	if len(body) > shownBody {
		body = append(body[:shownBody], '…')
	}
	n.printf("        %s\n", n.style(faint, string(body)))
}

// brief leaves out what all bodies of a kind have in common: the schemas, and the frame around the operations.
func brief(body string) string {
	if _, operations, ok := strings.Cut(body, `"Operations":[`); ok {
		return strings.TrimSuffix(operations, "]}")
	}
	if _, rest, ok := strings.Cut(body, `],`); ok && strings.HasPrefix(body, `{"schemas":[`) {
		return "{" + rest
	}
	return body
}
