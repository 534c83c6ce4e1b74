package report_test

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/suites/report"
)

// What a strict consumer reads: exactly the elements and attributes of the JUnit format, nothing else.
type (
	xmlReason struct {
		Message string     `xml:"message,attr"`
		Type    string     `xml:"type,attr"`
		Text    string     `xml:",chardata"`
		Other   []xml.Attr `xml:",any,attr"`
	}
	xmlCase struct {
		Name      string      `xml:"name,attr"`
		Class     string      `xml:"classname,attr"`
		Time      float64     `xml:"time,attr"`
		Failures  []xmlReason `xml:"failure"`
		Errors    []xmlReason `xml:"error"`
		Skipped   []xmlReason `xml:"skipped"`
		SystemOut string      `xml:"system-out"`
		Other     []xml.Attr  `xml:",any,attr"`
	}
	xmlSuite struct {
		Name     string    `xml:"name,attr"`
		Tests    int       `xml:"tests,attr"`
		Failures int       `xml:"failures,attr"`
		Errors   int       `xml:"errors,attr"`
		Skipped  int       `xml:"skipped,attr"`
		Cases    []xmlCase `xml:"testcase"`
	}
	xmlSuites struct {
		XMLName  xml.Name   `xml:"testsuites"`
		Tests    int        `xml:"tests,attr"`
		Failures int        `xml:"failures,attr"`
		Errors   int        `xml:"errors,attr"`
		Skipped  int        `xml:"skipped,attr"`
		Suites   []xmlSuite `xml:"testsuite"`
	}
)

func readJUnit(t *testing.T, r report.Report) xmlSuites {
	t.Helper()
	var b bytes.Buffer
	if err := report.JUnit(&b, r); err != nil {
		t.Fatal(err)
	}
	dec := xml.NewDecoder(&b)
	dec.Strict = true
	var doc xmlSuites
	if err := dec.Decode(&doc); err != nil {
		t.Fatalf("a strict parser refuses the document: %v", err)
	}
	if tok, err := dec.Token(); err != io.EOF && !isSpace(tok) {
		t.Fatalf("something follows the document: %v %v", tok, err)
	}
	return doc
}

func isSpace(tok xml.Token) bool {
	text, ok := tok.(xml.CharData)
	return ok && strings.TrimSpace(string(text)) == ""
}

// TestJUnitCounts counts what is there against what the attributes claim: consumers believe either.
func TestJUnitCounts(t *testing.T) {
	doc := readJUnit(t, sample())
	var tests, failures, errs, skipped int
	for _, s := range doc.Suites {
		var f, e, sk int
		for _, c := range s.Cases {
			f, e, sk = f+len(c.Failures), e+len(c.Errors), sk+len(c.Skipped)
			if len(c.Other) > 0 {
				t.Errorf("%s has attributes that no consumer knows: %v", c.Name, c.Other)
			}
		}
		if s.Tests != len(s.Cases) || s.Failures != f || s.Errors != e || s.Skipped != sk {
			t.Errorf("suite %s claims %d/%d/%d/%d, has %d/%d/%d/%d", s.Name, s.Tests, s.Failures, s.Errors, s.Skipped, len(s.Cases), f, e, sk)
		}
		tests, failures, errs, skipped = tests+s.Tests, failures+f, errs+e, skipped+sk
	}
	if doc.Tests != tests || doc.Failures != failures || doc.Errors != errs || doc.Skipped != skipped {
		t.Errorf("the document claims %d/%d/%d/%d, has %d/%d/%d/%d", doc.Tests, doc.Failures, doc.Errors, doc.Skipped, tests, failures, errs, skipped)
	}
	if tests != 8 || failures != 1 || errs != 1 || skipped != 3 {
		t.Errorf("read %d tests, %d failures, %d errors, %d skipped; want 8, 1, 1, 3", tests, failures, errs, skipped)
	}
}

func TestJUnitCases(t *testing.T) {
	cases := map[string]xmlCase{}
	for _, s := range readJUnit(t, sample()).Suites {
		for _, c := range s.Cases {
			id, _, _ := strings.Cut(c.Name, " ")
			cases[id] = c
		}
	}
	fail := cases["AAD-002"]
	if len(fail.Failures) != 1 || !strings.Contains(fail.Failures[0].Text, "204 No Content") || !strings.Contains(fail.Failures[0].Text, "PATCH http://127.0.0.1/Users/1") {
		t.Errorf("the failure is %+v, want allowed answers and the exchange", fail.Failures)
	}
	if fail.Class != "conformance.AAD" || fail.Time != 0.012 {
		t.Errorf("class %q, time %v; want conformance.AAD, 0.012", fail.Class, fail.Time)
	}
	if got := cases["LIF-001"].Skipped; len(got) != 1 || got[0].Message != "skipped: because not: a user can be created" {
		t.Errorf("skipped is %+v, want the reason", got)
	}
	if got := cases["AAD-006"]; len(got.Failures)+len(got.Errors)+len(got.Skipped) > 0 || !strings.HasPrefix(got.SystemOut, "warn:") {
		t.Errorf("a warning is %+v, want a pass that says so", got)
	}
	if got := cases["AAD-001"]; len(got.Failures)+len(got.Errors)+len(got.Skipped) > 0 || got.SystemOut != "" {
		t.Errorf("a pass is %+v, want nothing but the case", got)
	}
}
