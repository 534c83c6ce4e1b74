package report

import (
	"bufio"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"iter"
	"slices"
	"time"
)

//go:embed page
var pageFiles embed.FS

var (
	pageStyle    = mustRead("page/style.css")
	pageScript   = mustRead("page/script.js")
	pageTemplate = template.Must(template.New("page").Funcs(template.FuncMap{
		"clean": printable, "short": func(s string) string { return ellipsis(oneLine(s), 300) }, "long": func(s string) string { return ellipsis(printable(s), 4000) },
		"class": verdictClass,
	}).Parse(mustRead("page/page.html")))
)

func mustRead(name string) string {
	data, err := pageFiles.ReadFile(name)
	if err != nil {
		panic(err) // it is embedded
	}
	return string(data)
}

// pagePolicy lets the page run the one script and the one style sheet that are ours, and load nothing at all: should a target
// find a way past the escaping, the browser still does nothing with it.
var pagePolicy = fmt.Sprintf("default-src 'none'; style-src 'sha256-%s'; script-src 'sha256-%s'; base-uri 'none'; form-action 'none'", sum(pageStyle), sum(pageScript))

func sum(s string) string {
	h := sha256.Sum256([]byte(s))
	return base64.StdEncoding.EncodeToString(h[:])
}

// HTML writes r as one page that needs nothing else: it opens from a disk, can be searched, filtered and printed, and shows
// the traffic of every check. Bodies are shortened, those of findings last, so that the page stays below some ten megabytes
// however much was exchanged. It is written as it is made.
func HTML(w io.Writer, r Report) error {
	buffered := bufio.NewWriterSize(w, 64<<10)
	if err := pageTemplate.Execute(buffered, newPage(r)); err != nil {
		return fmt.Errorf("write HTML report: %w", err)
	}
	if err := buffered.Flush(); err != nil {
		return fmt.Errorf("write HTML report: %w", err)
	}
	return nil
}

// page is what the template shows.
type page struct {
	Report
	Policy   string
	Style    template.CSS
	Script   template.JS
	Columns  []pageColumn
	Verdicts []pageOption
	Levels   []string
	wire     *wireBudget
}

type pageOption struct{ Value, Name string }

func newPage(r Report) *page {
	p := &page{Report: r, Policy: pagePolicy, Style: template.CSS(pageStyle), Script: template.JS(pageScript), wire: newWireBudget(r.Checks)}
	p.Columns = []pageColumn{
		newColumn(printable("Works for profile "+r.Run.Profile), "decides the exit code", r.Checks, Check.shown),
		newColumn("Right by the RFC", "where the RFCs have a rule", r.Checks, func(c Check) string { return string(c.RFCVerdict) }),
	}
	add := func(value, name string) { p.Verdicts = append(p.Verdicts, pageOption{value, name}) }
	add("fail,skipped,error,expired,unexpected pass", "all findings")
	for _, part := range p.Columns[0].Parts {
		add(part.Name, part.Name)
	}
	for _, part := range p.Columns[1].Parts {
		add("rfc:"+part.Name, "RFC: "+part.Name)
	}
	add("differ", "the two differ")
	for _, c := range r.Checks {
		if !slices.Contains(p.Levels, c.Level) {
			p.Levels = append(p.Levels, c.Level)
		}
	}
	slices.Sort(p.Levels)
	return p
}

// Started is when the run began.
func (p *page) Started() string { return p.Run.Started.UTC().Format("2006-01-02 15:04:05 UTC") }

// Took is how long it took.
func (p *page) Took() string {
	return (time.Duration(p.Run.DurationMS) * time.Millisecond).Round(10 * time.Millisecond).String()
}

// Documents are those that the fingerprint is about.
func (p *page) Documents() []Document { return p.Fingerprint.Documents }

// Shortened tells whether something was left out; it is known when the checks have been written.
func (p *page) Shortened() bool { return p.wire.shortened }

// pageGroup is an area with its checks.
type pageGroup struct {
	Code, Title string
	checks      []Check
	wire        *wireBudget
}

// Groups are the areas in the order of the report.
func (p *page) Groups() []pageGroup {
	var out []pageGroup
	for _, checks := range areas(p.Report.Checks) {
		out = append(out, pageGroup{Code: checks[0].Area, Title: AreaTitle(checks[0].Area), checks: checks, wire: p.wire})
	}
	return out
}

// Areas are Groups for the filter.
func (p *page) Areas() []pageGroup { return p.Groups() }

// Checks makes one check at a time: all of them at once would be the whole traffic once more.
func (g pageGroup) Checks() iter.Seq[pageCheck] {
	return func(yield func(pageCheck) bool) {
		for _, c := range g.checks {
			if !yield(newPageCheck(c, g.wire)) {
				return
			}
		}
	}
}

// pageSection is a section with its counts.
type pageSection struct {
	Section
	Passed, Warned, Failed, Other int
}

// Coverage is the coverage of the report, by section.
func (p *page) Coverage() []pageSection {
	var out []pageSection
	for _, s := range Coverage(p.Report.Checks) {
		passed, warned, failed, other := s.Counts()
		out = append(out, pageSection{s, passed, warned, failed, other})
	}
	return out
}

// verdictClass is a verdict as a class of the style sheet.
func verdictClass(v any) string {
	switch s := fmt.Sprint(v); s {
	case "pass", "fail", "warn", "skipped", "error":
		return s
	case "known", "expired", "unexpected pass":
		return map[string]string{"known": "known", "expired": "fail", "unexpected pass": "fail"}[s]
	}
	return "note"
}
