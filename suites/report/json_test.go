package report_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/entrasim/entrasim/suites/report"
)

func writeJSON(t *testing.T, r report.Report) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := report.JSON(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestJSONRoundTrip(t *testing.T) {
	want := sample()
	got, err := report.Parse(writeJSON(t, want))
	if err != nil {
		t.Fatal(err)
	}
	for i := range want.Checks { // invalid UTF-8 cannot survive JSON; everything else must
		c := &want.Checks[i]
		c.Reason, c.Got = strings.ToValidUTF8(c.Reason, "\ufffd"), strings.ToValidUTF8(c.Got, "\ufffd")
		for _, ex := range c.Exchanges {
			if ex.Response != nil {
				ex.Response.Body = strings.ToValidUTF8(ex.Response.Body, "\ufffd")
			}
		}
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("what was read is\n%+v\nwant\n%+v", got, want)
	}
	if !bytes.Equal(writeJSON(t, got), writeJSON(t, want)) {
		t.Error("writing twice gives different documents")
	}
}

func TestParseRefuses(t *testing.T) {
	for name, doc := range map[string]string{
		"no JSON":        `<html>`,
		"other version":  `{"schema":2,"run":{},"summary":{},"checks":[]}`,
		"unknown member": `{"schema":1,"colour":"red"}`,
	} {
		if r, err := report.Parse([]byte(doc)); err == nil {
			t.Errorf("%s is read as %+v, want an error", name, r)
		}
	}
}

// TestJSONSchema holds the published schema to the documents, and the documents to the schema: a member that the schema
// does not know is refused by additionalProperties.
func TestJSONSchema(t *testing.T) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(report.JSONSchema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("report.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("report.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	validate := func(data []byte) error {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		return schema.Validate(v)
	}
	if err := validate(writeJSON(t, sample())); err != nil {
		t.Errorf("a full report: %v", err)
	}
	if err := validate(writeJSON(t, report.Report{Schema: 1, Run: sample().Run})); err != nil {
		t.Errorf("a report without checks: %v", err)
	}
	for name, change := range map[string]func(*report.Report){
		"unknown verdict": func(r *report.Report) { r.Checks[0].Verdict = "perhaps" },
		"odd id":          func(r *report.Report) { r.Checks[0].ID = "AAD1" },
		"no title":        func(r *report.Report) { r.Checks[0].Title = "" },
		"other version":   func(r *report.Report) { r.Schema = 2 },
		"unknown effect":  func(r *report.Report) { r.Checks[0].Effect = "none" },
	} {
		r := sample()
		change(&r)
		if err := validate(writeJSON(t, r)); err == nil {
			t.Errorf("%s passes the schema", name)
		}
	}
}
