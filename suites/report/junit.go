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
	Name       string          `xml:"name,attr"`
	Class      string          `xml:"classname,attr"`
	Time       string          `xml:"time,attr"`
	Properties []junitProperty `xml:"properties>property"`
	Failure    *junitReason    `xml:"failure"`
	Error      *junitReason    `xml:"error"`
	Skipped    *junitReason    `xml:"skipped"`
	SystemOut  string          `xml:"system-out,omitempty"`
}

type junitReason struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr,omitempty"`
	Text    string `xml:",chardata"`
}

// JUnit writes r as JUnit XML: one suite per area, one case per check named "ID title", with level, reference, verdicts and
// the like as its properties. The profile's verdict decides: fail becomes <failure>, error becomes <error>, skipped and not
// supported become <skipped>; a warning passes with its reason in <system-out>. With a baseline, a known failure is <skipped>
// and an unexpected pass is a <failure>.
func JUnit(w io.Writer, r Report) error {
	doc := junitSuites{Name: printable("entrasim conform " + r.Run.Profile), Time: seconds(r.Run.DurationMS)}
	for _, area := range areas(r.Checks) {
		suite := junitArea(r.Run, area)
		doc.Tests, doc.Failures = doc.Tests+suite.Tests, doc.Failures+suite.Failures
		doc.Errors, doc.Skipped = doc.Errors+suite.Errors, doc.Skipped+suite.Skipped
		doc.Suites = append(doc.Suites, suite)
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
	suite := junitSuite{
		Name: checks[0].Area, Tests: len(checks), Timestamp: run.Started.UTC().Format("2006-01-02T15:04:05"),
		Properties: properties(
			"target", run.Target, "profile", run.Profile, "seed", fmt.Sprint(run.Seed), "run", run.RunID,
			"version", run.Version, "command", run.Command, "area", AreaTitle(checks[0].Area),
		),
	}
	var total int64
	for _, c := range checks {
		out := junitCheck(c)
		switch {
		case out.Failure != nil:
			suite.Failures++
		case out.Error != nil:
			suite.Errors++
		case out.Skipped != nil:
			suite.Skipped++
		}
		total += c.DurationMS
		suite.Cases = append(suite.Cases, out)
	}
	suite.Time = seconds(total)
	return suite
}

// properties makes properties of names and values that take turns; those without value are left out.
func properties(pairs ...string) []junitProperty {
	var out []junitProperty
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			out = append(out, junitProperty{Name: pairs[i], Value: printable(pairs[i+1])})
		}
	}
	return out
}

func junitCheck(c Check) junitCase {
	out := junitCase{
		Name: printable(c.ID + " " + c.Title), Class: "conformance." + c.Area, Time: seconds(c.DurationMS),
		Properties: properties(
			"level", c.Level, "rfcLevel", c.RFCLevel, "reference", c.Ref, "gate", c.Gate, "effect", c.Effect, "requirement", c.Requirement,
			"verdict", string(c.Verdict), "rfcVerdict", string(c.RFCVerdict), "baseline", c.story(),
		),
	}
	switch {
	case c.Excused():
		out.Skipped = &junitReason{Message: printable(c.story())}
		out.SystemOut = printable(explanation(c))
		return out
	case c.Known != nil && c.Known.State == KnownPasses:
		out.Failure = &junitReason{Message: printable(c.story()), Type: "baseline", Text: printable(c.story())}
		return out
	}
	switch c.Verdict {
	case Fail:
		out.Failure = &junitReason{Message: printable(ellipsis(c.Reason, lineBytes)), Type: printable(c.Level), Text: printable(explanation(c))}
	case Error:
		out.Error = &junitReason{Message: printable(ellipsis(c.Reason, lineBytes)), Type: "error", Text: printable(explanation(c))}
	case Skipped, NotSupported:
		out.Skipped = &junitReason{Message: printable(ellipsis(string(c.Verdict)+": "+c.Reason, lineBytes))}
	case Warn, Note:
		out.SystemOut = printable(string(c.Verdict) + ": " + explanation(c))
	case Pass:
	}
	return out
}

func seconds(ms int64) string {
	return fmt.Sprintf("%.3f", (time.Duration(ms) * time.Millisecond).Seconds())
}
