package report_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/entrasim/entrasim/suites/report"
)

// valid holds a document to a JSON Schema of testdata.
func valid(t *testing.T, schema string, doc string) {
	t.Helper()
	data, err := os.ReadFile("testdata/" + schema)
	if err != nil {
		t.Fatal(err)
	}
	rules, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(schema, rules); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile(schema)
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(doc))
	if err != nil {
		t.Fatalf("no JSON: %v\n%s", err, doc)
	}
	if err := compiled.Validate(v); err != nil {
		t.Errorf("%v\n%s", err, doc)
	}
}

// TestHARIsValid holds every archive to what HTTP Archive 1.2 demands, written down in testdata/har.schema.json.
func TestHARIsValid(t *testing.T) {
	for _, r := range odd(t) {
		valid(t, "har.schema.json", written(t, "HAR", r))
	}
}

// TestHARHasTheTraffic holds that each exchange is an entry of the page of its check, and what it says.
func TestHARHasTheTraffic(t *testing.T) {
	var doc struct {
		Log struct {
			Pages   []struct{ ID string }
			Entries []struct {
				PageRef, StartedDateTime, Comment string
				Request                           struct {
					Method, URL, HTTPVersion string
					QueryString              []struct{ Name, Value string }
					PostData                 *struct{ MIMEType, Text string }
				}
				Response struct {
					Status  int
					Comment string
					Content struct{ Text, Comment string }
				}
			}
		}
	}
	r := sample()
	r.Checks[0].Exchanges = []report.Exchange{{Method: "GET", URL: "http://h/Users?filter=userName+eq+%22a%26b%22&count=1&x", Status: 200, Response: &report.Message{}}}
	if err := json.Unmarshal([]byte(written(t, "HAR", r)), &doc); err != nil {
		t.Fatal(err)
	}
	exchanges := len(r.Discovery)
	for _, c := range r.Checks {
		exchanges += len(c.Exchanges)
	}
	log := doc.Log
	if len(log.Entries) != exchanges || len(log.Pages) != 4 {
		t.Fatalf("%d entries on %d pages, want %d on 4", len(log.Entries), len(log.Pages), exchanges)
	}
	if q := log.Entries[2].Request.QueryString; len(q) != 3 || q[0].Value != `userName eq "a&b"` || q[2].Name != "x" {
		t.Errorf("the query is %q", q)
	}
	if e := log.Entries[3]; e.PageRef != "AAD-002" || e.Response.Status != 0 || e.Response.Comment != "connection refused" {
		t.Errorf("what was not answered is %+v", e)
	}
	e := log.Entries[4]
	if e.Comment != "arrange" || e.Request.PostData == nil || e.Request.PostData.Text != `{"a":1}` || e.Response.Content.Comment == "" || !strings.HasPrefix(e.Response.Content.Text, "<b>") {
		t.Errorf("the PATCH is %+v", e)
	}
}

// TestSARIFIsValid holds every log to what SARIF 2.1.0 demands of the objects that are used, and GitHub on top of it, written
// down in testdata/sarif.schema.json.
func TestSARIFIsValid(t *testing.T) {
	for _, r := range odd(t) {
		valid(t, "sarif.schema.json", written(t, "SARIF", r))
	}
}

func TestSARIFResults(t *testing.T) {
	var doc struct {
		Runs []struct {
			Tool struct {
				Driver struct{ Rules []struct{ ID string } }
			}
			Invocations []struct {
				ExecutionSuccessful        bool
				ToolExecutionNotifications []struct{ AssociatedRule struct{ Index int } }
			}
			Results []struct {
				RuleID              string
				RuleIndex           int
				Level               string
				Suppressions        []struct{ Justification string }
				PartialFingerprints map[string]string
				WebRequest          *struct{ Method, Target string }
				Locations           []struct {
					PhysicalLocation struct{ ArtifactLocation struct{ URI string } }
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(written(t, "SARIF", judged(t))), &doc); err != nil {
		t.Fatal(err)
	}
	run := doc.Runs[0]
	if run.Invocations[0].ExecutionSuccessful || len(run.Invocations[0].ToolExecutionNotifications) != 1 {
		t.Errorf("the invocation is %+v, want one that says which check could not be decided", run.Invocations[0])
	}
	var got []string
	for _, result := range run.Results {
		if run.Tool.Driver.Rules[result.RuleIndex].ID != result.RuleID {
			t.Errorf("%s points to rule %d", result.RuleID, result.RuleIndex)
		}
		text := result.RuleID + " " + result.Level
		if len(result.Suppressions) > 0 {
			text += " suppressed"
		}
		got = append(got, text)
	}
	if want := "AAD-001 error, AAD-002 error suppressed, AAD-006 warning"; strings.Join(got, ", ") != want {
		t.Errorf("the results are %q, want %q", got, want)
	}
	if fail := run.Results[1]; fail.WebRequest == nil || fail.WebRequest.Method != "PATCH" || fail.Locations[0].PhysicalLocation.ArtifactLocation.URI != "Users" {
		t.Errorf("the failure is %+v, want the PATCH, at Users", fail)
	}
}
