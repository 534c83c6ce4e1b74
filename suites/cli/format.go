package cli

import (
	"io"
	"path/filepath"
	"strings"

	"github.com/entrasim/entrasim/suites/report"
)

// format is a form that a report can be written in.
type format struct {
	name, what string
	write      func(io.Writer, report.Report) error
}

// formats are the forms that have a flag of entrasim conform and a command of entrasim report.
var formats = []format{
	{"json", "the whole report as one JSON document (entrasim conform schema)", report.JSON},
	{"junit", "a JUnit report, as pipelines read it", report.JUnit},
	{"html", "a page that can be searched, filtered and printed, with the traffic", report.HTML},
	{"markdown", "a summary for a pipeline, such as $GITHUB_STEP_SUMMARY", report.Markdown},
	{"sarif", "the findings in SARIF 2.1.0, for code scanning", report.SARIF},
	{"har", "the traffic as an HTTP archive", report.HAR},
	{"badge", "a badge: a picture (SVG), or in a file named .json what shields.io reads", report.SVGBadge},
}

// writer is the form for a path: a badge goes by the name of its file.
func (f format) writer(path string) func(io.Writer, report.Report) error {
	if f.name == "badge" && strings.EqualFold(filepath.Ext(path), ".json") {
		return report.ShieldsBadge
	}
	return f.write
}
