package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"time"
)

// The element names and attributes are those that the common consumers agree on: testsuites, testsuite, testcase, failure,
// error, skipped, system-out.
type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Skipped  int          `xml:"skipped,attr"`
	Time     string       `xml:"time,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name       string          `xml:"name,attr"`
	Tests      int             `xml:"tests,attr"`
	Failures   int             `xml:"failures,attr"`
	Errors     int             `xml:"errors,attr"`
	Skipped    int             `xml:"skipped,attr"`
	Time       string          `xml:"time,attr"`
	Timestamp  string          `xml:"timestamp,attr"`
	Properties []junitProperty `xml:"properties>property"`
	Cases      []junitCase     `xml:"testcase"`
}

type junitProperty struct {
	Name  string `xml:"name,attr"`
	Value string `xml:"value,attr"`
}

type junitCase struct {
	Name      string       `xml:"name,attr"`
	Class     string       `xml:"classname,attr"`
	Time      string       `xml:"time,attr"`
	Failure   *junitReason `xml:"failure"`
	Error     *junitReason `xml:"error"`
	Skipped   *junitReason `xml:"skipped"`
	SystemOut string       `xml:"system-out,omitempty"`
}

type junitReason struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr,omitempty"`
	Text    string `xml:",chardata"`
}

// JUnit writes r as JUnit XML: one suite per area, one case per check named "ID title". The profile's verdict decides:
// fail becomes <failure>, error becomes <error>, skipped and not supported become <skipped>; a warning passes with its
// reason in <system-out>.
func JUnit(w io.Writer, r Report) error {
	doc := junitSuites{
		Name: "entrasim conform " + r.Run.Profile, Tests: r.Summary.Total, Failures: r.Summary.Failed, Errors: r.Summary.Errors,
		Skipped: r.Summary.Skipped + r.Summary.NotSupported, Time: seconds(r.Run.DurationMS),
	}
	for _, area := range areas(r.Checks) {
		doc.Suites = append(doc.Suites, junitArea(r.Run, area))
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return fmt.Errorf("write JUnit report: %w", err)
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(doc); err != nil {
		return fmt.Errorf("write JUnit report: %w", err)
	}
	if _, err := io.WriteString(w, "\n"); err != nil {
		return fmt.Errorf("write JUnit report: %w", err)
	}
	return nil
}

// areas groups checks by area, keeping the order in which areas first appear.
func areas(checks []Check) [][]Check {
	var groups [][]Check
	index := map[string]int{}
	for _, c := range checks {
		i, ok := index[c.Area]
		if !ok {
			i = len(groups)
			index[c.Area] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], c)
	}
	return groups
}

func junitArea(run Run, checks []Check) junitSuite {
	s := Summarize(checks)
	suite := junitSuite{
		Name: checks[0].Area, Tests: s.Total, Failures: s.Failed, Errors: s.Errors, Skipped: s.Skipped + s.NotSupported,
		Timestamp: run.Started.UTC().Format("2006-01-02T15:04:05"),
		Properties: []junitProperty{
			{"target", printable(run.Target)},
			{"profile", run.Profile},
			{"seed", fmt.Sprint(run.Seed)},
			{"version", run.Version},
			{"command", printable(run.Command)},
		},
	}
	var total int64
	for _, c := range checks {
		total += c.DurationMS
		suite.Cases = append(suite.Cases, junitCheck(c))
	}
	suite.Time = seconds(total)
	return suite
}

func junitCheck(c Check) junitCase {
	out := junitCase{Name: printable(c.ID + " " + c.Title), Class: "conformance." + c.Area, Time: seconds(c.DurationMS)}
	switch c.Verdict {
	case Fail:
		out.Failure = &junitReason{Message: printable(c.Reason), Type: c.Level, Text: printable(explanation(c))}
	case Error:
		out.Error = &junitReason{Message: printable(c.Reason), Type: "error", Text: printable(explanation(c))}
	case Skipped, NotSupported:
		out.Skipped = &junitReason{Message: printable(string(c.Verdict) + ": " + c.Reason)}
	case Warn, Note:
		out.SystemOut = printable(string(c.Verdict) + ": " + explanation(c))
	case Pass:
	}
	return out
}

func seconds(ms int64) string {
	return fmt.Sprintf("%.3f", (time.Duration(ms) * time.Millisecond).Seconds())
}
