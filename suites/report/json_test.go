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
		c.Curl = strings.ToValidUTF8(c.Curl, "\ufffd")
		for _, ex := range c.Exchanges {
			if ex.Response != nil {
				ex.Response.Body = strings.ToValidUTF8(ex.Response.Body, "\ufffd")
			}
		}
	}
	want = report.Complete(want)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("what was read is\n%+v\nwant\n%+v", got, want)
	}
	if !bytes.Equal(writeJSON(t, got), writeJSON(t, want)) {
		t.Error("writing twice gives different documents")
	}
}

// document is a report of one check, with further members of it.
func document(change string) string {
	check := `{"id":"AAD-001","area":"AAD","title":"t","level":"MUST","ref":"r","effect":"read","requirement":"q","verdict":"pass","durationMs":1`
	return `{"schema":2,"run":{},"summary":{"total":1,"passed":1},
"checks":[` + check + change + `}]}`
}

func TestParseRefuses(t *testing.T) {
	for name, tc := range map[string]struct{ doc, want string }{
		"no JSON":         {`<html>`, "line 1, column 1"},
		"cut":             {document("")[:100], "line 2, column"},
		"other document":  {`{"checks":[]}`, "no member schema"},
		"newer version":   {`{"schema":3,"run":{},"summary":{},"checks":[]}`, "a newer entrasim wrote it"},
		"no version":      {`{"schema":0}`, "no schema 0"},
		"unknown member":  {"{\"schema\":1,\n  \"colour\":\"red\"}", `line 2, column 3 (/colour): unknown object member name`},
		"wrong type":      {document(`,"where":7`), "(/checks/0/where)"},
		"name twice":      {document(`,"title":"t"`), "duplicate"},
		"odd id":          {strings.Replace(document(""), "AAD-001", "AAD-1", 1), `checks[0]: the id "AAD-1"`},
		"other area":      {strings.Replace(document(""), `"AAD",`, `"FLT",`, 1), `AAD-001: its area is given as "FLT"`},
		"unknown verdict": {strings.Replace(document(""), `"pass"`, `"perhaps"`, 1), `no verdict "perhaps"`},
		"RFC verdict":     {document(`,"rfcVerdict":"perhaps"`), `no RFC verdict "perhaps"`},
		"decisive":        {document(`,"decisive":1`), "exchange 1 is said to have decided, and there are 0"},
		"known":           {document(`,"known":{"state":"odd","reason":"r"}`), `no state "odd"`},
		"excused pass":    {document(`,"known":{"state":"known","reason":"r"}`), "has the verdict pass"},
		"summary":         {strings.Replace(document(""), `"passed":1`, `"failed":1`, 1), "was changed by hand"},
		"twice": {
			strings.NewReplacer(`"total":1,"passed":1`, `"total":2,"passed":2`, `"checks":[{`, `"checks":[{"id":"AAD-001","area":"AAD","verdict":"pass"},{`).Replace(document("")),
			"checks[1]: AAD-001 is there twice",
		},
	} {
		r, err := report.Parse([]byte(tc.doc))
		if err == nil {
			t.Errorf("%s is read as %+v, want an error", name, r)
		} else if !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: %v, want %q in it", name, err, tc.want)
		}
	}
}

// TestParseFirstVersion: what the first version did not have is found out where that can be.
func TestParseFirstVersion(t *testing.T) {
	doc := `{"schema":1,"run":{"tool":"entrasim","version":"v0","goVersion":"go1.26","target":"http://h","profile":"entra","seed":1,"runId":"a",
"started":"2026-01-05T08:00:00Z","durationMs":9,"command":"c"},"summary":{"total":1,"passed":0,"failed":1,"warnings":0,"notes":0,"notSupported":0,"skipped":0,"errors":0},
"checks":[{"id":"AAD-001","area":"AAD","title":"t","level":"MUST (Entra)","ref":"r","effect":"read","requirement":"q","verdict":"fail","reason":"no","durationMs":1,
"decisive":1,"exchanges":[{"method":"GET","url":"http://h/Users","request":{},"status":500,"durationMs":4}]}],
"discovery":[{"method":"GET","url":"http://h/Schemas","request":{},"status":200,"response":{"body":"{}"},"durationMs":1}]}`
	r, err := report.Parse([]byte(doc))
	if err != nil {
		t.Fatal(err)
	}
	if r.Schema != report.SchemaVersion || len(r.Causes) != 1 || !r.Causes[0].Fatal || r.Fingerprint.Value == "" || r.Checks[0].Curl == "" {
		t.Errorf("read as %+v, want the present version with causes, fingerprint and command", r)
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
	if err := validate(writeJSON(t, report.Complete(report.Report{Run: sample().Run}))); err != nil {
		t.Errorf("a report without checks: %v", err)
	}
	if err := validate(writeJSON(t, judged(t))); err != nil {
		t.Errorf("a report judged by a baseline: %v", err)
	}
	for name, change := range map[string]func(*report.Report){
		"unknown verdict": func(r *report.Report) { r.Checks[0].Verdict = "perhaps" },
		"odd id":          func(r *report.Report) { r.Checks[0].ID = "AAD1" },
		"no title":        func(r *report.Report) { r.Checks[0].Title = "" },
		"other version":   func(r *report.Report) { r.Schema = 1 },
		"unknown effect":  func(r *report.Report) { r.Checks[0].Effect = "none" },
	} {
		r := sample()
		change(&r)
		if err := validate(writeJSON(t, r)); err == nil {
			t.Errorf("%s passes the schema", name)
		}
	}
}
