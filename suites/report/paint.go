package report

import (
	"fmt"

	"charm.land/lipgloss/v2"
)

// painter colours verdicts for terminals.
type painter struct{ color bool }

var (
	good    = lipgloss.NewStyle().Foreground(lipgloss.Green)
	bad     = lipgloss.NewStyle().Foreground(lipgloss.Red).Bold(true)
	careful = lipgloss.NewStyle().Foreground(lipgloss.Yellow)
	quiet   = lipgloss.NewStyle().Faint(true)
)

func (p painter) paint(style lipgloss.Style, s string) string {
	if !p.color {
		return s
	}
	return style.Render(s)
}

// verdict pads before painting: escape sequences have no width.
func (p painter) verdict(v Verdict, width int) string {
	text := fmt.Sprintf("%-*s", width, v)
	switch v {
	case Pass:
		return p.paint(good, text)
	case Fail, Error:
		return p.paint(bad, text)
	case Warn, Skipped:
		return p.paint(careful, text)
	default:
		return p.paint(quiet, text)
	}
}

func (p painter) summary(s Summary) string {
	switch {
	case s.Conformant():
		return p.paint(good, s.Line())
	default:
		return p.paint(bad, s.Line())
	}
}
