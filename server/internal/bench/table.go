package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"unicode"
)

// report is where the tables go.
type report struct {
	io.Writer
	markdown bool
}

// note writes a paragraph.
func (r report) note(format string, args ...any) { fmt.Fprintf(r, format+"\n", args...) }

// table writes lines of cells in columns, numbers to the right; the first line is the head.
func (r report) table(title string, lines [][]string) error {
	if r.markdown {
		return r.markdownTable(title, lines)
	}
	fmt.Fprintf(r, "\n%s\n\n", title)
	tw := tabwriter.NewWriter(r, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, line := range lines {
		fmt.Fprintln(tw, strings.Join(line, "\t")+"\t")
	}
	return tw.Flush()
}

// markdownTable writes a table with its title as heading. A column in which every cell has a digit is set to the right.
func (r report) markdownTable(title string, lines [][]string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "\n## %s\n\n", title)
	for i, line := range lines {
		b.WriteString("| " + strings.Join(line, " | ") + " |\n")
		if i > 0 {
			continue
		}
		for column := range line {
			rule := "|---:"
			if slices.ContainsFunc(lines[1:], func(l []string) bool { return !isFigure(l[column]) }) {
				rule = "|---"
			}
			b.WriteString(rule)
		}
		b.WriteString("|\n")
	}
	_, err := io.WriteString(r, b.String())
	return err
}

func isFigure(cell string) bool { return cell == "-" || strings.ContainsFunc(cell, unicode.IsDigit) }
